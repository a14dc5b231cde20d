// base/database/away.ts: tells the loss of the database from a fault of ours.

const codes = /^(08...|57P0[123]|53300|3D000|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;

/** Whether an error means that the database does not answer now: ended, starting, full, or out of reach. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code = '', syscall = '' } = error as NodeJS.ErrnoException;
  if (codes.test(code) || (code === 'ENOENT' && syscall === 'connect')) return true;
  return error.name === 'KnexTimeoutError' || /^Connection (terminated|ended)/.test(error.message);
}

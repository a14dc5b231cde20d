// import/refused.ts: what the database does not take: one record is left out, the import goes on.

/** Classes 22, 23 and 54: a value, a constraint or a limit is at fault, not the connection. */
export function isRefusedByDatabase(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && /^(22|23|54)\w{3}$/.test(String(error.code));
}

// import/unreadable.ts: a file that cannot be read, with a sentence for the person who brought it.

export interface Unreadable extends Error {
  unreadable: true;
}

/** @param message a sentence that says what is wrong, and where what to do */
export const unreadable = (message: string): Unreadable =>
  Object.assign(new Error(message), { unreadable: true as const });

export const isUnreadable = (error: unknown): error is Unreadable =>
  error instanceof Error && 'unreadable' in error;

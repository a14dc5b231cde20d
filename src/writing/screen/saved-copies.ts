// writing/screen/saved-copies.ts: tells the browser which of its own copies of a text were saved, so that it may forget them.
import type { Request } from 'express';

declare module '../../base/http/session-data.ts' {
  interface SessionData {
    saved_copies: string[];
  }
}

/** Remembers, until the next write screen, that the copy a form named was saved. `copy` is untrusted. */
export function rememberSaved(req: Request, copy: unknown): void {
  if (typeof copy !== 'string' || !/^\w{1,40}\.\d{1,9}$/.test(copy)) return;
  req.session.saved_copies = [...(req.session.saved_copies ?? []), copy].slice(-20);
}

/** The names of saved copies, taken out of the session. */
export function takeSaved(req: Request): string[] {
  const { saved_copies = [] } = req.session;
  if (saved_copies.length) delete req.session.saved_copies;
  return saved_copies;
}

// base/admin/notices.ts: a sentence for the next screen: what was done, or what went wrong.
import type { Request } from 'express';

export interface Notice {
  kind: 'done' | 'warning' | 'error';
  text: string;
  /** Where the sentence leads, printed as a link after it. */
  href?: string;
  /** What takes it back: a form with one button. */
  undo?: Undo;
}

export interface Undo {
  action: string;
  fields: { name: string; value: string }[];
}

declare module '../http/session-data.ts' {
  interface SessionData {
    notice: Notice;
  }
}

/** Keeps a sentence in the session until the next admin screen shows it, once. Call before redirecting. */
export function leaveNotice(req: Request, text: string, kind: Notice['kind'] = 'done', href = ''): void {
  req.session.notice = { kind, text, href };
}

/** As leaveNotice, with a button that takes back what was done. */
export function leaveUndo(req: Request, text: string, undo: Undo, kind: Notice['kind'] = 'done'): void {
  req.session.notice = { kind, text, undo };
}

/** The waiting sentence, taken out of the session. */
export function takeNotice(req: Request): Notice | undefined {
  const { notice } = req.session;
  if (notice) delete req.session.notice;
  return notice;
}

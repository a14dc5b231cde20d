// base/admin/notices.ts: a sentence for the next screen: what was done, or what went wrong.
import type { Request } from 'express';

export interface Notice {
  kind: 'done' | 'warning' | 'error';
  text: string;
  /** Where the sentence leads, printed as a link after it. */
  href?: string;
}

declare module 'express-session' {
  interface SessionData {
    notice: Notice;
  }
}

/** Keeps a sentence in the session until the next admin screen shows it, once. Call before redirecting. */
export function leaveNotice(req: Request, text: string, kind: Notice['kind'] = 'done', href = ''): void {
  req.session.notice = { kind, text, href };
}

/** The waiting sentence, taken out of the session. */
export function takeNotice(req: Request): Notice | undefined {
  const { notice } = req.session;
  if (notice) delete req.session.notice;
  return notice;
}

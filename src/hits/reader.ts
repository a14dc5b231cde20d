// hits/reader.ts: which requests are visits of readers.
import type { Request } from 'express';
import { may } from '../accounts/user.ts';
import { isRobot } from './robots.ts';

/** Whether a reader looks at a page: no program, no browser ahead of its reader, nobody who writes here. */
export function isByReader(req: Request): boolean {
  const purpose = `${req.get('sec-purpose') ?? ''} ${req.get('purpose') ?? ''} ${req.get('x-moz') ?? ''}`;
  return (
    req.method === 'GET' &&
    !/prefetch|prerender|preview/i.test(purpose) &&
    !may(req.user, 'edit_posts') &&
    !isRobot(req.get('user-agent') ?? '')
  );
}

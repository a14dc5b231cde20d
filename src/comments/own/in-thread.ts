// comments/own/in-thread.ts: which comments of a list its reader wrote, and what may be done with them.
import type { Request } from 'express';
import type { Blog } from '../../blog.ts';
import type { Discussion } from '../settings.ts';
import type { ThreadedComment } from '../thread/queries.ts';
import { isOwn, ownActions, type OwnActions } from './ownership.ts';
import { askerOf } from './asker.ts';

/** @returns what tells a row's actions; undefined for rows of others. A page that shows some is private. */
export function ownOf(
  blog: Blog,
  req: Request,
  rules: Discussion,
): (row: ThreadedComment) => OwnActions | undefined {
  const asker = askerOf(blog, req);
  const now = blog.now();
  // Whoever sees a comment that waits here was not told by a person that it is gone.
  return (row) => (isOwn(row, asker) ? ownActions({ ...row, former_status: null }, rules, now) : undefined);
}

// comments/form/end-floods.ts: answers in a line who sends comments on and on, before anything else is done for them.
import type { Request, RequestHandler } from 'express';
import { sendTooMany } from '../../base/http/overload-page.ts';
import { clientAddress } from '../../base/http/client-address.ts';
import type { Blog } from '../../blog.ts';
import { attemptsBlockedFor } from './attempts.ts';

/** Ours, and WordPress's. */
export const commentPaths = ['/comments', '/wp-comments-post.php'];

/**
 * Mount it first. Whoever moderates is not counted, and whether somebody does is known only behind the sessions: those
 * who may are let through, and comments/site.ts looks again.
 * @param writers the blog as those who write know it: its counts are the ones that are kept
 * @param mayBeStaff whether a request may be of somebody who works here
 */
export function endFloods(writers: Blog, mayBeStaff: (req: Request) => boolean): RequestHandler {
  return (req, res, next) => {
    if (req.method !== 'POST' || !commentPaths.includes(req.path)) return next();
    const blocked = attemptsBlockedFor(writers, clientAddress(req));
    if (!blocked || mayBeStaff(req)) return next();
    sendTooMany(res, blocked);
  };
}

// comments/live/site.ts: what changes beneath a post while its page is open: a stream, and a question for those who have none.
import { Router, type Request, type Response } from 'express';
import { readId } from '../../base/http/ids.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { findPost } from '../../posts/queries/find.ts';
import { changesSince, isForAll } from './fragments.ts';
import { versionOfThread } from './queries.ts';
import { joinRoom } from './rooms.ts';

/** Seconds after which one asks again who found no room. */
const later = 60;

/** Without cookies and sessions: everybody gets the same. */
export function liveComments(blog: Blog): Router {
  const router = Router();

  router.get('/comments/live/:post_id', async function openLiveStream(req, res, next) {
    const post_id = readId(req.params.post_id);
    if (!post_id) return next();
    if (!isForAll(await findPost(blog.db, post_id))) return sendNothing(res);
    if (req.method === 'HEAD') return void res.set('Cache-Control', 'no-store').end();
    const since = readId(req.get('Last-Event-ID')) ?? readId(req.query.since) ?? 0;
    const isOpen = await joinRoom(blog, req, res, { post_id, since });
    if (isOpen) return;
    res.status(503).set({ 'Cache-Control': 'no-store', 'Retry-After': String(later) });
    res.type('text/plain').send(`${__('Too many read along at this moment.')}\n`);
  });

  router.get('/comments/live/:post_id/changes', async function sendChanges(req: Request, res, next) {
    const post_id = readId(req.params.post_id);
    if (!post_id) return next();
    if (!isForAll(await findPost(blog.db, post_id))) return sendNothing(res);
    const since = readId(req.query.since) ?? 0;
    const version = await versionOfThread(blog.db, post_id);
    res.set({ 'Cache-Control': 'no-cache', ETag: `"${version}"`, 'X-Robots-Tag': 'noindex' });
    if (req.fresh) return void res.status(304).end();
    const changes = await changesSince(blog, post_id, since);
    if (!changes) return sendNothing(res);
    // The version says that something changed, and nothing is noted of what is long past.
    const is_stale = changes.is_stale || (changes.version === since && version > since);
    res.json({ ...changes, version: Math.max(version, changes.version), is_stale });
  });

  return router;
}

function sendNothing(res: Response): void {
  res.removeHeader('ETag');
  res.status(404).set('Cache-Control', 'no-store').type('text/plain');
  res.send(`${__('There is nothing to read along here.')}\n`);
}

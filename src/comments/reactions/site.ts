// comments/reactions/site.ts: where readers react to a comment, and moderators pin and feature it.
import { Router, type Request, type Response } from 'express';
import { may } from '../../accounts/user.ts';
import { inTransaction } from '../../base/database/database.ts';
import { badRequest, forbidden } from '../../base/errors.ts';
import { clientAddress, hostIn } from '../../base/http/client-address.ts';
import { fieldsOf, formBody } from '../../base/http/form-body.ts';
import { localAddress } from '../../base/http/redirect.ts';
import { __ } from '../../base/language/gettext.ts';
import { consume } from '../../base/rate-limit.ts';
import type { Blog } from '../../blog.ts';
import { mayModerate, type Comment } from '../comment.ts';
import { keyFor, rememberKey } from '../form/cookies.ts';
import { wantsJson } from '../form/preview.ts';
import { noteChanges } from '../live/queries.ts';
import { countReader, findSeen, personOf, readerLimits, type ReaderLimits } from '../reader.ts';
import { setHighlight } from './queries.ts';
import { react } from './react.ts';

/** Of an address, in ten minutes; its network may twice as often. */
const most_reactions = 60;
/** Of an address to one comment, in a day: a household, an office. A browser without a key is a new person each time. */
const most_persons = 10;

export function reactionPages(blog: Blog): Router {
  const router = Router();
  const limits = readerLimits(blog.db, 'reaction', {
    most: most_reactions,
    seconds: 600,
    persons: most_persons,
  });
  router.post('/comments/:id/react', formBody('10kb', 10), takeReaction.bind(null, blog, limits));
  router.post('/comments/:id/highlight', formBody('10kb', 10), takeHighlight.bind(null, blog));
  return router;
}

/** Answers a script with `{ chosen, counts }`, a form with the comment. */
async function takeReaction(blog: Blog, limits: ReaderLimits, req: Request, res: Response): Promise<void> {
  res.set('Cache-Control', 'private, no-store');
  const { comment } = await findSeen(blog, req);
  await count(limits, req, comment.id);
  const { reaction } = fieldsOf(req);
  const key = keyFor(blog, req);
  const person = personOf(req, key);
  const sign = typeof reaction === 'string' ? reaction : '';
  const reacted = await react(blog, comment.id, { person, sign });
  if (!req.user) rememberKey(blog, res, key);
  if (wantsJson(req)) res.json(reacted);
  else res.redirect(303, `/comments/${comment.id}`);
}

/** Those who moderate are spared, as everywhere. */
async function count(limits: ReaderLimits, req: Request, id: number): Promise<void> {
  if (may(req.user, 'moderate_comments')) return;
  const ip = clientAddress(req);
  await countReader(limits, ip);
  if (!req.user) await consume(limits.comment, `${id} ${hostIn(ip)}`);
}

const changes = {
  pin: (now: Date) => ({ pinned_at: now }),
  unpin: () => ({ pinned_at: null }),
  feature: (now: Date) => ({ featured_at: now }),
  unfeature: () => ({ featured_at: null }),
} satisfies Record<string, (now: Date) => Partial<Pick<Comment, 'pinned_at' | 'featured_at'>>>;

async function takeHighlight(blog: Blog, req: Request, res: Response): Promise<void> {
  const { comment, post } = await findSeen(blog, req);
  if (!mayModerate(req.user, post)) throw forbidden(__('You may only pin comments on your own posts.'));
  const { what, redirect_to } = fieldsOf(req);
  const isKnown = (given: unknown): given is keyof typeof changes =>
    typeof given === 'string' && Object.hasOwn(changes, given);
  if (!isKnown(what)) throw badRequest(__('Choose pin, unpin, feature or unfeature.'));
  await inTransaction(blog, async (blog) => {
    await setHighlight(blog.db, comment.id, changes[what](blog.now()));
    await noteChanges(blog.db, [{ comment_id: comment.id, post_id: post.id }], blog.now());
  });
  res.redirect(303, localAddress(redirect_to, blog.url, `/comments/${comment.id}`));
}

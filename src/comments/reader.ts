// comments/reader.ts: who does something to a comment that they read, such as a report, and how often they may.
import type { Request } from 'express';
import type { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Database } from '../base/database/database.ts';
import { notFound } from '../base/errors.ts';
import { hostIn, networkIn } from '../base/http/client-address.ts';
import { readId } from '../base/http/ids.ts';
import { consumeBoth, limiter, type Told } from '../base/rate-limit.ts';
import type { Blog } from '../blog.ts';
import { isUnlocked } from '../posts/password.ts';
import type { Post } from '../posts/post.ts';
import { findPost } from '../posts/queries/find.ts';
import { mayRead } from '../posts/visible.ts';
import type { Comment } from './comment.ts';
import { browserKeyHash } from './form/secret.ts';
import { findComment } from './queries/find.ts';

export type ReaderLimits = Record<'network' | 'address' | 'comment', RateLimiterPostgres>;

/**
 * @param name of what is done, unique in the blog
 * @param most of an address in so many seconds; its network may twice as often
 * @param persons to one comment in a day: a browser without a key is a new person each time
 */
export const readerLimits = (
  db: Database,
  name: string,
  { most, seconds, persons }: { most: number; seconds: number; persons: number },
): ReaderLimits => ({
  network: limiter(db, `${name}_network`, { points: 2 * most, seconds }),
  address: limiter(db, `${name}_address`, { points: most, seconds }),
  comment: limiter(db, `${name}_comment`, { points: persons, seconds: 86_400 }),
});

/**
 * Counts what a reader does, by network and address; whoever moderates is not asked.
 * @throws HttpError 429 with `retry_after`
 */
export async function countReader(
  { network, address }: ReaderLimits,
  ip: string,
  told?: Told,
): Promise<void> {
  await consumeBoth({ limit: network, key: networkIn(ip), told }, { limit: address, key: hostIn(ip), told });
}

/** By what one person is known again: the account, else the key of the browser. */
export const personOf = (req: Request, key: string): string =>
  req.user ? `user ${req.user.id}` : `browser ${browserKeyHash(key)}`;

/** The comment that an address names. @throws HttpError 404 for what this reader does not see */
export async function findSeen(blog: Blog, req: Request): Promise<{ comment: Comment; post: Post }> {
  const id = readId(req.params.id);
  const comment = id ? await findComment(blog.db, id) : undefined;
  const post = comment?.status === 'approve' ? await findPost(blog.db, comment.post_id) : undefined;
  if (!comment || !post || !mayRead(req.user, post) || !isUnlocked(blog, req, post))
    throw notFound('comment');
  return { comment, post };
}

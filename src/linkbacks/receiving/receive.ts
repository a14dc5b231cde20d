// linkbacks/receiving/receive.ts: takes a trackback, pingback or webmention in: keeps it as an unproven claim, and lets it be looked into later.
import crypto from 'node:crypto';
import { announce } from '../../announcements.ts';
import { inTransaction } from '../../base/database/database.ts';
import { networkIn } from '../../base/http/client-address.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { commentsAreOpen } from '../../comments/comment.ts';
import { discussion } from '../../comments/settings.ts';
import { permalink } from '../../posts/addresses/permalink.ts';
import type { Post } from '../../posts/post.ts';
import { isPublic } from '../../posts/visible.ts';
import { lineUpAgain } from './check.ts';
import { type Claim, hour, type Linkback, statusForSender } from '../linkback.ts';
import { countReceived } from './rate-limit-queries.ts';
import { findBySource, forgetRefused, insertLinkback, isKnownSource } from '../queries.ts';

/**
 * `refused`: known, and no link was found. `flood`: one machine is too quick. `full`: its network, or the post, has had
 * enough for now.
 */
export type Outcome = 'received' | 'closed' | 'known' | 'refused' | 'flood' | 'full';

/** How long a sender must wait who was turned away, in seconds. */
export const pauses = { flood: 15, full: 3600 };
/** Claims within these pauses: of one machine, of one network, for one post. */
const most = { sender: 10, network: 60, post: 100 };

/**
 * Keeps the claim and announces it, whatever the source is like: nothing is fetched here.
 * A post that is private or does not exist answers like one that is closed.
 */
export async function receiveLinkback(
  blog: Blog,
  kind: Linkback['kind'],
  post: Post | undefined,
  source: string,
  said: Omit<Claim, 'sender' | 'network'>,
): Promise<Outcome> {
  if (!post || !(await takesPings(blog, post))) return 'closed';
  const claimed = { ...said, ...whoSends(blog, said.author_ip ?? '') };
  const target = blog.url + (await permalink(blog, post));
  if (await isKnownSource(blog.db, post.id, source)) {
    return lookAgain(blog, kind, post, source);
  }
  // A post of our own has no address, and no limit.
  const refusal = said.author_ip === undefined ? undefined : await isTooMuch(blog, claimed, post);
  if (refusal) return refusal;
  const hourAgo = new Date(blog.now().getTime() - hour);
  return inTransaction(blog, async (blog) => {
    await forgetRefused(blog.db, { post_id: post.id, source, before: hourAgo });
    const row = { kind, post_id: post.id, source, target, claimed, received_at: blog.now() };
    const id = await insertLinkback(blog.db, row);
    if (id === undefined) return 'known';
    await announce(blog, 'linkback.received', { linkback_id: id });
    return 'received';
  });
}

/** Who was not believed and says it again may have mended the page. (A webmention's endpoint asks for that itself.) */
async function lookAgain(
  blog: Blog,
  kind: Linkback['kind'],
  post: Post,
  source: string,
): Promise<'known' | 'refused'> {
  const known = kind === 'webmention' ? undefined : await findBySource(blog.db, post.id, source);
  if (known && ['refused', 'withdrawn'].includes(known.status)) await lineUpAgain(blog, known);
  return known && statusForSender(known, blog.now()) === 'refused' ? 'refused' : 'known';
}

async function isTooMuch(
  blog: Blog,
  sides: ReturnType<typeof whoSends>,
  { id: post_id }: Post,
): Promise<'flood' | 'full' | undefined> {
  const before = (seconds: number) => new Date(blog.now().getTime() - seconds * 1000);
  const since = { haste: before(pauses.flood), hour: before(pauses.full) };
  const came = await countReceived(blog.db, { ...sides, post_id }, since);
  if (came.sender >= most.sender) return 'flood';
  return came.network >= most.network || came.post >= most.post ? 'full' : undefined;
}

/** Tells machines and networks (a /24, or a /48) apart without keeping their addresses. */
function whoSends(blog: Blog, author_ip: string): { sender: string; network: string } {
  const secret = blog.config.SESSION_SECRET ?? '';
  const sealed = (word: string) => crypto.createHmac('sha256', secret).update(word).digest('base64url');
  return { sender: sealed(author_ip), network: sealed(`network ${networkIn(author_ip)}`) };
}

/** Old posts close for pings as they close for comments. */
async function takesPings(blog: Blog, post: Post): Promise<boolean> {
  const rules = await settings(blog.db, discussion);
  return isPublic(post) && commentsAreOpen({ ...post, comment_status: post.ping_status }, rules, blog.now());
}

// linkbacks/receive.ts: takes a trackback, pingback or webmention in: keeps it as an unproven claim, and lets it be looked into later.
import crypto from 'node:crypto';
import { announce } from '../announcements.ts';
import { inTransaction } from '../base/database/database.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { commentsAreOpen } from '../comments/comment.ts';
import { discussion } from '../comments/settings.ts';
import { permalink } from '../posts/permalink.ts';
import type { Post } from '../posts/post.ts';
import { isPublic } from '../posts/visible.ts';
import type { Claim, Linkback } from './linkback.ts';
import { countFrom, insertLinkback, isKnownSource } from './queries.ts';

export type Outcome = 'received' | 'closed' | 'known' | 'flood';

const floodSeconds = 15;
const floodMost = 10;

/**
 * Keeps the claim and announces it, whatever the source is like: nothing is fetched here.
 * A post that is private or does not exist answers like one that is closed.
 */
export async function receiveLinkback(
  blog: Blog,
  kind: Linkback['kind'],
  post: Post | undefined,
  source: string,
  said: Omit<Claim, 'sender'>,
): Promise<Outcome> {
  if (!post || !(await takesPings(blog, post))) return 'closed';
  const claimed = { ...said, sender: senderOf(blog, said.author_ip ?? '') };
  const target = blog.url + (await permalink(blog, post));
  const now = blog.now();
  const since = new Date(now.getTime() - floodSeconds * 1000);
  if (await isKnownSource(blog.db, post.id, source)) return 'known';
  if ((await countFrom(blog.db, claimed.sender, since)) >= floodMost) return 'flood';
  return inTransaction(blog, async (blog) => {
    const row = { kind, post_id: post.id, source, target, claimed, received_at: now };
    const id = await insertLinkback(blog.db, row);
    if (id === undefined) return 'known';
    await announce(blog, 'linkback.received', { linkback_id: id });
    return 'received';
  });
}

/** Tells machines apart without keeping their addresses. */
function senderOf(blog: Blog, author_ip: string): string {
  return crypto
    .createHmac('sha256', blog.config.SESSION_SECRET ?? '')
    .update(author_ip)
    .digest('base64url');
}

/** Old posts close for pings as they close for comments. */
async function takesPings(blog: Blog, post: Post): Promise<boolean> {
  const rules = await settings(blog.db, discussion);
  return isPublic(post) && commentsAreOpen({ ...post, comment_status: post.ping_status }, rules, blog.now());
}

// comments/bans/refuse-banned.ts: turns away who is banned, and what holds banned words; the text is given back with the reason.
import net from 'node:net';
import { may, type User } from '../../accounts/user.ts';
import { httpError } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
import { plainAddress } from '../../base/http/client-address.ts';
import type { Blog } from '../../blog.ts';
import type { Post } from '../../posts/post.ts';
import { datesOf } from '../dates.ts';
import { banOf, type BannedWords } from './ban.ts';
import { bansFor, type ActiveBan } from './queries.ts';

export interface Banned extends BannedWords {
  browser_key_hash: string | null;
  user_id: number | null;
  author_ip: string;
}

/**
 * Refuses a comment, or its edit, under a ban. Whoever moderates, and the author of the post, are never refused.
 * @throws HttpError 403 with the reason and the end
 */
export async function refuseBanned(
  blog: Blog,
  comment: Banned,
  { user, post }: { user?: User | undefined; post: Pick<Post, 'author_id'> },
): Promise<void> {
  if (may(user, 'moderate_comments') || (user && user.id === post.author_id)) return;
  const { browser_key_hash, user_id, author_email, author_ip } = comment;
  const bans = await bansFor(
    blog.db,
    {
      browser_key_hash,
      user_id,
      emails: [author_email.toLowerCase()].filter(Boolean),
      ip: net.isIP(author_ip) ? plainAddress(author_ip) : '',
    },
    blog.now(),
  );
  const ban = banOf(bans, comment);
  if (ban) throw httpError(403, 'banned', await sentenceOf(blog, ban));
}

async function sentenceOf(blog: Blog, { kind, reason, ends_at }: ActiveBan): Promise<string> {
  if (kind === 'word' || kind === 'pattern')
    return __(
      'Your comment holds something that is not taken here. The reason given: %s Please change it and send it again.',
      reason,
    );
  if (!ends_at) return __('You may not comment here. The reason given: %s', reason);
  const dateOf = await datesOf(blog);
  return __('You may not comment here until %1$s. The reason given: %2$s', dateOf(ends_at), reason);
}

// comments/spam/learn.ts: the filter learns from what people decide about comments, and unlearns when they change their mind.
import { inTransaction } from '../../base/database/database.ts';
import { networkIn } from '../../base/http/client-address.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import type { Comment } from '../comment.ts';
import { findComment } from '../queries/find.ts';
import { discussion } from '../settings.ts';
import {
  addToCounts,
  lockLesson,
  removeLesson,
  removeOldNetworks,
  removeRareTokens,
  storeLesson,
} from './queries.ts';
import { marksOf, tokensOf, type Written } from './tokens.ts';

/** Words seen once are forgotten after so many days. */
const rareDays = 90;
const portion = 5000;

/**
 * Listener: what a person approved is ham, what a person marked is spam; what is held again, says nothing. A comment in the
 * Trash keeps what it taught. May run twice.
 */
export async function learnDecision(blog: Blog, { comment_id }: { comment_id: number }): Promise<void> {
  await inTransaction(blog, async (blog) => {
    const lesson = await lockLesson(blog.db, comment_id);
    const comment = await findComment(blog.db, comment_id);
    if (!comment || comment.type !== 'comment' || comment.status === 'trash') return;
    const learned = lesson && (lesson.is_spam ? 'spam' : 'approve');
    if (learned === comment.status) return;
    if (lesson) {
      await addToCounts(blog.db, lesson, -1);
      await removeLesson(blog.db, comment_id);
    }
    if (comment.status === 'hold') return;
    const written = writtenOf(comment);
    const marks = Object.values(marksOf(blog, written)).filter(Boolean);
    const fresh = {
      comment_id,
      is_spam: comment.status === 'spam',
      tokens: [...new Set([...tokensOf(written), ...marks])],
    };
    await addToCounts(blog.db, fresh, 1);
    await storeLesson(blog.db, fresh);
  });
}

/** Task: forgets words that were seen once long ago, and networks whose addresses are not kept any longer. */
export async function tidySpamTokens(blog: Blog): Promise<void> {
  const { comments_ip_keep_days } = await settings(blog.db, discussion);
  const before = (days: number) => new Date(blog.now().getTime() - days * 86_400_000);
  while ((await removeRareTokens(blog.db, before(rareDays), portion)) === portion);
  while ((await removeOldNetworks(blog.db, before(comments_ip_keep_days), portion)) === portion);
}

/** A stored comment as the filter reads it. */
export function writtenOf(
  comment: Pick<
    Comment,
    'author_name' | 'author_email' | 'author_url' | 'content' | 'html' | 'embed_urls' | 'author_ip'
  >,
): Written {
  return {
    author_name: comment.author_name,
    author_email: comment.author_email,
    author_url: comment.author_url,
    content: comment.content,
    links: linksOf(comment),
    network: comment.author_ip ? networkIn(comment.author_ip) : '',
  };
}

/** The addresses of the links in rendered markup, which is our own serializer's, and of its embeds. */
function linksOf({ html, embed_urls }: Pick<Comment, 'html' | 'embed_urls'>): string[] {
  const found = [...html.matchAll(/<a [^>]*href="(https?:[^"]*)"/g)].map(([, url]) =>
    url!.replaceAll('&amp;', '&'),
  );
  return [...new Set([...found, ...embed_urls.filter((url) => !url.startsWith('/'))])];
}

// linkbacks/receiving/rewrite.ts: a page has changed what it says: its comment follows, and is judged as a new one would be.
import { announce } from '../../announcements.ts';
import type { Blog } from '../../blog.ts';
import type { Comment } from '../../comments/comment.ts';
import { noteChanges } from '../../comments/live/queries.ts';
import { setStatus } from '../../comments/moderation/moderate.ts';
import { mergeMeta, updateComment } from '../../comments/queries/write.ts';
import { linksIn, renderComment } from '../../comments/content/render.ts';
import { discussion } from '../../comments/settings.ts';
import { verdict } from '../../comments/moderation/verdict.ts';
import { settings } from '../../base/settings/settings.ts';
import { wantEmbeds } from '../../embeds/want.ts';
import type { Words } from './words.ts';

/** What was approved is not shown with other words unless those would be shown, too. Call it in a transaction. */
export async function rewriteComment(
  blog: Blog,
  comment: Comment,
  words: Words,
  kept: Comment['meta'],
): Promise<void> {
  const { content_format } = comment;
  const rendered = await renderComment(blog, words.content, { content_format });
  await updateComment(blog.db, comment.id, { ...words, ...rendered });
  await mergeMeta(blog.db, comment.id, kept);
  await wantEmbeds(blog, rendered.embed_urls);
  const change = { comment_id: comment.id, post_id: comment.post_id };
  await announce(blog, 'comment.changed', change);
  if (comment.status !== 'approve') return;
  await noteChanges(blog.db, [change], blog.now());
  const evidence = {
    ...comment,
    ...words,
    links: linksIn(rendered),
    is_ours: false,
    is_known: false,
    has_name_and_email: false,
    is_trapped: false,
    is_decoy: false,
    holds_files: false,
  };
  const judged = verdict(evidence, await settings(blog.db, discussion)).status;
  if (judged !== 'approve') await setStatus(blog, [comment.id], judged);
}

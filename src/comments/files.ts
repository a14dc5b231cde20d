// comments/files.ts: the files of a list of comments, as pages and mail show them.
import { attachmentsOf } from '../attachments/queries.ts';
import { attachmentSettings } from '../attachments/settings.ts';
import { attachmentsView, type AttachmentsView } from '../attachments/view.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { mediaSettings, sizesOf } from '../media/settings.ts';
import { signedLinks } from '../media/signed-link.ts';
import type { Comment } from './comment.ts';

/**
 * The files of several comments, by comment id; comments without are absent. One query.
 * Whoever is shown a comment that waits may open its files: they get signed addresses.
 * @param isSigned whether all addresses are signed: for moderators, and on posts that not everybody may read
 */
export async function filesOf(
  blog: Blog,
  comments: Pick<Comment, 'id' | 'status'>[],
  { isSigned }: { isSigned: boolean },
): Promise<Map<number, AttachmentsView>> {
  const ids = comments.map(({ id }) => id);
  const files = await attachmentsOf(blog.db, ids);
  if (!files.size) return new Map();
  const rules = await settings(blog.db, attachmentSettings);
  const media = await settings(blog.db, mediaSettings);
  const { open_documents } = media;
  const sizes = sizesOf(media);
  const signed = signedLinks(blog);
  return new Map(
    comments.flatMap(({ id, status }) => {
      const rows = files.get(id);
      const link = isSigned || status !== 'approve' ? signed : undefined;
      return rows ? [[id, attachmentsView(rows, { rules, link, sizes, open_documents })] as const] : [];
    }),
  );
}

/** What the senders called the files of a comment, for mail. */
export async function attachmentNames(blog: Blog, comment_id: number): Promise<string[]> {
  const files = await attachmentsOf(blog.db, [comment_id]);
  return (files.get(comment_id) ?? []).map(({ name }) => name);
}

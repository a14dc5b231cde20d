// attachments/change-files.ts: takes files off a comment, describes those that stay, and hangs new ones on it.
import type { Blog } from '../blog.ts';
import { attachFiles, type CommentFiles } from './attach-files.ts';
import { attachmentsOf, describe, detach } from './queries.ts';
import { removeAttachments } from './remove.ts';

export interface FileChanges extends CommentFiles {
  /** Media that go; those that hang elsewhere too, or that the settings keep, stay in the library. */
  removed: number[];
  /** What people read who cannot see a file, by media. */
  descriptions: Map<number, string>;
}

/** Call it in the transaction that changes the comment. @returns how many files the comment has then */
export async function changeFiles(blog: Blog, changes: FileChanges): Promise<number> {
  const { comment_id, removed, descriptions, files } = changes;
  const before = (await attachmentsOf(blog.db, [comment_id])).get(comment_id) ?? [];
  const gone = before.filter(({ media_id }) => removed.includes(media_id));
  const staying = before.filter((row) => !gone.includes(row));
  await describe(
    blog.db,
    comment_id,
    staying.flatMap(({ media_id }) => {
      const alternative_text = descriptions.get(media_id);
      return alternative_text === undefined ? [] : [{ media_id, alternative_text }];
    }),
  );
  const media_ids = gone.map(({ media_id }) => media_id);
  await detach(blog.db, comment_id, media_ids);
  await attachFiles(blog, changes, 1 + Math.max(-1, ...before.map(({ position }) => position)));
  await removeAttachments(blog, { media_ids });
  return staying.length + files.length;
}

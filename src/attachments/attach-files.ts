// attachments/attach-files.ts: keeps the files that came with a comment and hangs them on it.
import type { Blog } from '../blog.ts';
import { storeMedia } from '../media/store.ts';
import type { StagedFile } from '../media/media.ts';
import { attach } from './queries.ts';

export interface CommentFiles {
  comment_id: number;
  post_id: number;
  uploaded_by?: number | null;
  files: StagedFile[];
  /** Whether the comment is approved: everybody may read its files. */
  is_public: boolean;
  /** False on private and protected posts. */
  post_is_public: boolean;
}

/**
 * Call it in the transaction that inserts or changes the comment. The files are attached in the order in which they came.
 * @param first the place of the first of them
 */
export async function attachFiles(blog: Blog, comment: CommentFiles, first = 0): Promise<void> {
  const { comment_id, post_id, uploaded_by = null, is_public, post_is_public } = comment;
  for (const [position, file] of comment.files.entries()) {
    const media = await storeMedia(blog, file, {
      source: 'comment',
      post_id,
      uploaded_by,
      is_public,
      post_is_public,
    });
    await attach(blog.db, { comment_id, media_id: media.id, position: first + position });
  }
}

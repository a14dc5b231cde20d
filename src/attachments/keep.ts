// attachments/keep.ts: keeps the files that came with a comment and hangs them on it.
import type { Blog } from '../blog.ts';
import { keepMedia } from '../media/keep.ts';
import type { WaitingFile } from '../media/media.ts';
import { attach } from './queries.ts';

export interface CommentFiles {
  comment_id: number;
  post_id: number;
  uploaded_by?: number | null;
  files: WaitingFile[];
  /** Whether the comment is approved: everybody may read its files. */
  is_public: boolean;
  /** False on private and protected posts. */
  post_is_public: boolean;
}

/** Call it in the transaction that inserts the comment. The files hang in the order in which they came. */
export async function keepAttachments(blog: Blog, comment: CommentFiles): Promise<void> {
  const { comment_id, post_id, uploaded_by = null, is_public, post_is_public } = comment;
  for (const [position, file] of comment.files.entries()) {
    const media = await keepMedia(blog, file, {
      source: 'comment',
      post_id,
      uploaded_by,
      is_public,
      post_is_public,
    });
    await attach(blog.db, { comment_id, media_id: media.id, position });
  }
}

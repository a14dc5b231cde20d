// comments/queries/files.ts: the comments that kept files hang on.
import type { Database } from '../../base/database/database.ts';
import type { Comment } from '../comment.ts';

export interface FileOnComment extends Pick<Comment, 'author_name' | 'status'> {
  media_id: number;
  comment_id: number;
  post_title: string;
}

export function commentsWithFiles(db: Database, media_ids: number[]): Promise<FileOnComment[]> {
  return db('attachments')
    .join('comments', 'comments.id', 'attachments.comment_id')
    .join('posts', 'posts.id', 'comments.post_id')
    .whereIn('attachments.media_id', media_ids)
    .orderBy('attachments.id')
    .limit(500)
    .select<FileOnComment[]>(
      'attachments.media_id',
      'attachments.comment_id',
      'comments.author_name',
      'comments.status',
      'posts.title as post_title',
    );
}

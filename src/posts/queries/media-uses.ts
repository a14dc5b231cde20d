// posts/queries/media-uses.ts: which posts and pages use a file.
import type { Database } from '../../base/database/database.ts';
import type { Post } from '../post.ts';

export type PostWithMedia = Pick<
  Post,
  'id' | 'type' | 'status' | 'former_status' | 'author_id' | 'title' | 'media_ids' | 'featured_media_id'
>;

/** Posts that show any of these media, in the text or as the featured image. */
export function postsWithMedia(db: Database, ids: number[]): Promise<PostWithMedia[]> {
  if (!ids.length) return Promise.resolve([]);
  return db<Post>('posts')
    .whereIn('featured_media_id', ids)
    .orWhereRaw('media_ids && :ids', { ids })
    .orderBy('id')
    .limit(500)
    .select('id', 'type', 'status', 'former_status', 'author_id', 'title', 'media_ids', 'featured_media_id');
}

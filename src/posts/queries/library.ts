// posts/queries/library.ts: the media list of the admin, and which posts use a file.
import type { Database } from '../../base/database/database.ts';
import type { Media } from '../../media/media.ts';
import type { Post } from '../post.ts';

export interface MediaFilter {
  source: Media['source'];
  /** The beginning of a MIME type, such as `image/`. */
  kind?: string;
  /** Words in name, title or alternative text, taken literally. */
  search?: string;
  uploaded_by?: number;
}

/** A page of the library, the newest first. */
export function mediaForDesk(
  db: Database,
  filter: MediaFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<Media[]> {
  return filtered(db, filter)
    .orderBy([
      { column: 'uploaded_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit)
    .offset(offset);
}

export async function countMedia(db: Database, filter: MediaFilter): Promise<number> {
  const [row] = await filtered(db, filter).count<{ count: number }[]>('* as count');
  return row!.count;
}

/** Posts that show any of these media, in the text or as the featured image. */
export function postsWithMedia(
  db: Database,
  ids: number[],
): Promise<Pick<Post, 'id' | 'type' | 'title' | 'media_ids' | 'featured_media_id'>[]> {
  if (!ids.length) return Promise.resolve([]);
  return db<Post>('posts')
    .whereIn('featured_media_id', ids)
    .orWhereRaw('media_ids && :ids', { ids })
    .orderBy('id')
    .limit(500)
    .select('id', 'type', 'title', 'media_ids', 'featured_media_id');
}

function filtered(db: Database, { source, kind, search, uploaded_by }: MediaFilter) {
  const query = db<Media>('media').where({ source });
  if (kind) void query.where('mime_type', 'like', `${kind.replaceAll(/[\\%_]/g, '\\$&')}%`);
  if (uploaded_by) void query.where({ uploaded_by });
  if (search) {
    const words = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
    void query.where((one) =>
      one.whereILike('name', words).orWhereILike('title', words).orWhereILike('alternative_text', words),
    );
  }
  return query;
}

// export/queries/media.ts: media of an export in portions: all of them, or those that the posts of the export show.
import type { Database } from '../../base/database/database.ts';
import type { Media } from '../../media/media.ts';
import type { ExportFilter } from '../filter.ts';
import { matchingPosts } from './posts.ts';

export type ExportedMedia = Media & {
  author_login: string | null;
  /** Whether a post has its number, too. */
  is_doubled: boolean;
};

/**
 * The first `limit` after an id. Pictures of link cards are copies of what others show, and made anew.
 * An export of posts or pages brings what these feature, show and hold, as the texts alone would lack it.
 */
export function mediaAfter(
  db: Database,
  filter: ExportFilter,
  after: number,
  limit: number,
): Promise<ExportedMedia[]> {
  const query = db('media').whereNot('media.source', 'embed').where('media.id', '>', after);
  if (filter.content === 'attachment') {
    if (filter.author_id) void query.where('uploaded_by', filter.author_id);
    if (filter.from) void query.where('uploaded_at', '>=', filter.from);
    if (filter.until) void query.where('uploaded_at', '<', filter.until);
  } else if (filter.content !== 'all') {
    const posts = () => matchingPosts(db, filter).select('posts.id');
    void query.where((any) =>
      any
        .whereExists(posts().whereRaw('posts.featured_media_id = media.id'))
        .orWhereExists(posts().whereRaw('posts.id = media.post_id'))
        .orWhereExists(posts().whereRaw('posts.media_ids @> ARRAY[media.id]')),
    );
  }
  return query
    .leftJoin('users', 'users.id', 'media.uploaded_by')
    .orderBy('media.id')
    .limit(limit)
    .select<ExportedMedia[]>(
      'media.*',
      'users.login AS author_login',
      db.raw('EXISTS (SELECT FROM posts AS same WHERE same.id = media.id) AS is_doubled'),
    );
}

// posts/queries/related.ts: which public posts share most with one.
import type { Database } from '../../base/database/database.ts';
import type { Post } from '../post.ts';

export type RelatedPost = Pick<
  Post,
  | 'id'
  | 'type'
  | 'status'
  | 'slug'
  | 'title'
  | 'published_at'
  | 'author_id'
  | 'parent_id'
  | 'featured_media_id'
>;

/** Public posts that share most terms with one, a tag counting as much as two categories; of equals the newest. */
export async function relatedPosts(db: Database, post_id: number, limit: number): Promise<RelatedPost[]> {
  const { rows } = await db.raw<{ rows: RelatedPost[] }>(
    `SELECT posts.id, type, status, slug, title, published_at, author_id, parent_id,
            CASE WHEN password = '' THEN featured_media_id END AS featured_media_id
       FROM posts
       JOIN (SELECT shared.post_id, sum(CASE taxonomy WHEN 'post_tag' THEN 2 ELSE 1 END) AS weight
               FROM post_terms AS own
               JOIN terms ON terms.id = own.term_id
               JOIN LATERAL (SELECT post_id FROM post_terms
                              WHERE term_id = own.term_id AND post_id <> :post_id
                              ORDER BY post_id DESC LIMIT 200) AS shared ON true
              WHERE own.post_id = :post_id
              GROUP BY shared.post_id) AS found ON found.post_id = posts.id
      WHERE type = 'post' AND status = 'publish'
      ORDER BY weight DESC, published_at DESC, posts.id DESC
      LIMIT :limit`,
    { post_id, limit },
  );
  return rows;
}

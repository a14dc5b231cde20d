// posts/queries/archive.ts: lists of public posts: the home page, archives, neighbours.
import type { Database } from '../../base/database/database.ts';
import type { Post, PostFormat } from '../post.ts';

/** Which posts a list holds; all parts that are given must hold. */
export interface PostFilter {
  term_ids?: number[];
  author_id?: number;
  span?: { from: Date; until: Date };
  format?: PostFormat;
  is_sticky?: boolean;
}

export interface Slice {
  limit: number;
  offset: number;
}

/** Public posts, the newest first. Every list of posts for readers comes from here. */
export function listPosts(db: Database, filter: PostFilter, slice: Slice): Promise<Post[]> {
  return narrowed(db, filter)
    .select<Post[]>('posts.*')
    .orderBy([
      { column: 'published_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(slice.limit)
    .offset(slice.offset);
}

/** Which posts a list holds, as a subquery: their ids and how their rows stand (`version` changes with every write). */
export const postsListed = (db: Database, filter: PostFilter, slice: Slice) =>
  narrowed(db, filter)
    .select('posts.id', db.raw('posts.xmin::text AS version'))
    .orderBy([
      { column: 'published_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(slice.limit)
    .offset(slice.offset);

export async function countPosts(db: Database, filter: PostFilter): Promise<number> {
  const [row] = await narrowed(db, filter).count<{ count: number }[]>('* as count');
  return row!.count;
}

function narrowed(db: Database, { term_ids, author_id, span, format, is_sticky }: PostFilter) {
  return db<Post>('posts')
    .where({ type: 'post', status: 'publish' })
    .modify((query) => {
      if (author_id !== undefined) void query.where({ author_id });
      if (format !== undefined) void query.where({ format });
      if (is_sticky !== undefined) void query.where({ is_sticky });
      if (span) void query.where('published_at', '>=', span.from).where('published_at', '<', span.until);
      if (term_ids) {
        const within = db('post_terms').select('post_id').whereIn('term_id', term_ids);
        void query.whereIn('id', within);
      }
    });
}

export type Neighbour = Pick<
  Post,
  'id' | 'type' | 'status' | 'slug' | 'title' | 'published_at' | 'author_id' | 'parent_id'
>;

/** The public posts published just before and just after one. */
export async function neighboursOf(
  db: Database,
  { id, published_at }: Pick<Post, 'id' | 'published_at'>,
): Promise<{ previous: Neighbour | undefined; next: Neighbour | undefined }> {
  if (!published_at) return { previous: undefined, next: undefined };
  const { rows } = await db.raw<{ rows: (Neighbour & { is_next: boolean })[] }>(
    `(SELECT id, type, status, slug, title, published_at, author_id, parent_id, false AS is_next
        FROM posts
       WHERE type = 'post' AND status = 'publish' AND id <> :id AND (published_at, id) < (:published_at, :id)
       ORDER BY published_at DESC, id DESC LIMIT 1)
     UNION ALL
     (SELECT id, type, status, slug, title, published_at, author_id, parent_id, true
        FROM posts
       WHERE type = 'post' AND status = 'publish' AND id <> :id AND (published_at, id) > (:published_at, :id)
       ORDER BY published_at, id LIMIT 1)`,
    { published_at, id },
  );
  return { previous: rows.find((row) => !row.is_next), next: rows.find((row) => row.is_next) };
}

// export/queries/posts.ts: posts of an export in portions, by id, with what of them other tables hold.
import type { Knex } from 'knex';
import type { Database } from '../../base/database/database.ts';
import type { Post } from '../../posts/post.ts';
import type { ExportFilter } from '../filter.ts';

const columns = [
  'id',
  'type',
  'status',
  'former_status',
  'trashed_at',
  'title',
  'slug',
  'content',
  'content_format',
  'excerpt',
  'author_id',
  'published_at',
  'created_at',
  'modified_at',
  'parent_id',
  'menu_order',
  'template',
  'password',
  'is_sticky',
  'format',
  'comment_status',
  'ping_status',
  'featured_media_id',
  'to_ping',
  'pinged',
  'source_name',
  'source_url',
  'source_author',
  'source_published_at',
  'canonical',
  'seo_title',
  'seo_description',
  'guid',
  'meta',
] as const satisfies (keyof Post)[];

export type ExportedPost = Pick<Post, (typeof columns)[number]> & {
  author_login: string | null;
  /** Whether a post has the number of the featured picture, too. */
  featured_is_doubled: boolean;
};

/** Kinds that are no content of their own here: lines of menus leave as the menus are now. */
const left = ['nav_menu_item', 'revision'];

/** The posts that a filter lets through, as a query to add columns, order and limit to. */
export function matchingPosts(db: Database, filter: ExportFilter): Knex.QueryBuilder {
  const query = db('posts');
  if (filter.content === 'all') void query.whereNotIn('posts.type', left);
  else void query.where('posts.type', filter.content === 'pages' ? 'page' : 'post');
  // Media have a query of their own.
  if (filter.content === 'attachment') void query.whereRaw('false');
  if (filter.author_id) void query.where('posts.author_id', filter.author_id);
  if (filter.status) void query.where('posts.status', filter.status);
  const date = 'coalesce(posts.published_at, posts.created_at)';
  if (filter.from) void query.whereRaw(`${date} >= ?`, [filter.from]);
  if (filter.until) void query.whereRaw(`${date} < ?`, [filter.until]);
  if (filter.category_id)
    void query.whereExists(
      db('post_terms').whereRaw('post_terms.post_id = posts.id').where('term_id', filter.category_id),
    );
  return query;
}

/** The first `limit` posts after an id. */
export function postsAfter(
  db: Database,
  filter: ExportFilter,
  after: number,
  limit: number,
): Promise<ExportedPost[]> {
  return matchingPosts(db, filter)
    .leftJoin('users', 'users.id', 'posts.author_id')
    .where('posts.id', '>', after)
    .orderBy('posts.id')
    .limit(limit)
    .select(
      ...columns.map((column) => `posts.${column}`),
      'users.login AS author_login',
      db.raw(
        'EXISTS (SELECT FROM posts AS same WHERE same.id = posts.featured_media_id) AS featured_is_doubled',
      ),
    );
}

/** How many posts a filter lets through; for what says how far an export is. */
export async function countPosts(db: Database, filter: ExportFilter): Promise<number> {
  const [row] = await matchingPosts(db, filter).count<{ count: number }[]>('posts.id AS count');
  return row!.count;
}

/** What posts were once called, by id. */
export async function formerSlugs(db: Database, post_ids: number[]): Promise<Map<number, string[]>> {
  if (!post_ids.length) return new Map();
  const rows = await db<{ post_id: number; slug: string }>('former_addresses')
    .whereIn('post_id', post_ids)
    .whereNot({ slug: '' })
    .orderBy(['post_id', 'slug'])
    .limit(50_000);
  const slugs = new Map<number, string[]>();
  for (const { post_id, slug } of rows) slugs.set(post_id, [...(slugs.get(post_id) ?? []), slug]);
  return slugs;
}

/** Beyond the numbers of all posts, media and terms: what shares its number with another record gets one from there. */
export async function idBase(db: Database): Promise<number> {
  const { rows } = await db.raw<{ rows: { highest: number }[] }>(
    'SELECT greatest((SELECT max(id) FROM posts), (SELECT max(id) FROM media), (SELECT max(id) FROM terms), 0) AS highest',
  );
  // A power of ten stays the same for long: a second export names the same record by the same number.
  return 10 ** Math.max(3, String(rows[0]!.highest).length);
}

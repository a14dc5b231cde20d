// feeds/queries.ts: what feeds ask the database besides other features' queries.
import type { Database } from '../base/database/database.ts';
import type { Comment } from '../comments/comment.ts';
import type { Post } from '../posts/post.ts';

/** Bytes that all texts of a feed may have together; entries after that, the older ones, are shown by their first words. */
const mostBytes = 1024 * 1024;
/** Bytes that one text may have, so that a single one does not cost all others theirs. */
const longestText = 512 * 1024;

const postColumns = `id, type, status, title, slug, author_id, parent_id, published_at, created_at, modified_at, password,
            guid, meta, media_ids, featured_media_id, comment_count, source_url, source_name`;

/** A post as feeds show it. */
export type FeedPost = Pick<
  Post,
  | 'id'
  | 'type'
  | 'status'
  | 'title'
  | 'slug'
  | 'author_id'
  | 'parent_id'
  | 'published_at'
  | 'created_at'
  | 'modified_at'
  | 'password'
  | 'guid'
  | 'meta'
  | 'media_ids'
  | 'featured_media_id'
  | 'comment_count'
  | 'source_url'
  | 'source_name'
> & {
  /** The beginning of the words of its text, and of its excerpt. */
  plain: string | null;
  plain_excerpt: string | null;
  /** HTML for feeds; null for what is too much. */
  text: string | null;
};

const sized = (size: string) => `CASE WHEN ${size} <= :longestText THEN ${size} ELSE 0 END`;

/** Posts by id, in the order given, with as many of their texts as fit into a feed. */
export async function feedPosts(db: Database, ids: number[]): Promise<FeedPost[]> {
  if (!ids.length) return [];
  const size = 'octet_length(coalesce(feed_html, html))';
  const { rows } = await db.raw<{ rows: FeedPost[] }>(
    `SELECT ${postColumns}, left(plain, 5000) AS plain, left(plain_excerpt, 5000) AS plain_excerpt,
            CASE WHEN size <= :longestText AND bytes <= :mostBytes THEN coalesce(feed_html, html) END AS text
       FROM (SELECT *, ${size} AS size, sum(${sized(size)}) OVER (ORDER BY array_position(:ids, id)) AS bytes
               FROM posts WHERE id = ANY(:ids)) AS entries
      ORDER BY array_position(:ids, id) LIMIT 1000`,
    { ids, longestText, mostBytes },
  );
  return rows;
}

/** Of these posts a slice, the newest first, without pages; and whether their extracts were taken. */
export function newestOf(
  db: Database,
  ids: number[],
  { limit, offset }: { limit: number; offset: number },
): Promise<{ id: number; is_extracted: boolean }[]> {
  return db<Post>('posts')
    .where({ type: 'post' })
    .whereIn('id', ids)
    .orderBy([
      { column: 'published_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit)
    .offset(offset)
    .select('id', db.raw('(plain IS NOT NULL AND plain_excerpt IS NOT NULL) AS is_extracted'));
}

/** A comment as feeds show it. */
export type FeedComment = Pick<
  Comment,
  'id' | 'post_id' | 'parent_id' | 'author_name' | 'author_url' | 'posted_at' | 'meta'
> & {
  /** The words alone; their beginning where the text is left out. */
  plain: string | null;
  /** HTML for feeds; null for what is too much. */
  text: string | null;
};

/** Comments by id, in the order given, with as many of their texts as fit into a feed. */
export async function feedComments(db: Database, ids: number[]): Promise<FeedComment[]> {
  if (!ids.length) return [];
  const size = 'octet_length(coalesce(feed_html, html)) + coalesce(octet_length(plain), 0)';
  const fits = 'size <= :longestText AND bytes <= :mostBytes';
  const { rows } = await db.raw<{ rows: FeedComment[] }>(
    `SELECT id, post_id, parent_id, author_name, author_url, posted_at, meta,
            CASE WHEN ${fits} THEN plain ELSE left(plain, 5000) END AS plain,
            CASE WHEN ${fits} THEN coalesce(feed_html, html) END AS text
       FROM (SELECT *, ${size} AS size, sum(${sized(size)}) OVER (ORDER BY array_position(:ids, id)) AS bytes
               FROM comments WHERE id = ANY(:ids)) AS entries
      ORDER BY array_position(:ids, id) LIMIT 1000`,
    { ids, longestText, mostBytes },
  );
  return rows;
}

/** Comments by id, whole. */
export function commentsByIds(db: Database, ids: number[]): Promise<Comment[]> {
  return db<Comment>('comments')
    .whereIn('id', ids)
    .orderBy('id')
    .limit(ids.length || 1);
}

/** When the newest post came out that everybody may read; undefined on an empty blog. */
export async function lastPublished(db: Database): Promise<Date | undefined> {
  const row = await db<Post>('posts')
    .where({ status: 'publish', type: 'post' })
    .max<{ last: Date | null }[]>('published_at as last');
  return row[0]?.last ?? undefined;
}

/** What comments need of the posts they stand under: title and address. */
export type PostOfComments = Pick<
  Post,
  'id' | 'type' | 'status' | 'title' | 'slug' | 'password' | 'author_id' | 'parent_id' | 'published_at'
>;

/** Posts by id, for the comments under them. */
export async function postsOfComments(db: Database, ids: number[]): Promise<Map<number, PostOfComments>> {
  const posts = await db<Post>('posts')
    .whereIn('id', [...new Set(ids)])
    .orderBy('id')
    .limit(ids.length || 1)
    .select('id', 'type', 'status', 'title', 'slug', 'password', 'author_id', 'parent_id', 'published_at');
  return new Map(posts.map((post) => [post.id, post]));
}

/** Names of approved comments, for "in reply to". */
export async function namesOfComments(db: Database, ids: number[]): Promise<Map<number, string>> {
  const rows = await db<Comment>('comments')
    .whereIn('id', [...new Set(ids)])
    .where({ status: 'approve' })
    .orderBy('id')
    .limit(ids.length || 1)
    .select('id', 'author_name');
  return new Map(rows.map(({ id, author_name }) => [id, author_name]));
}

/** Tells apart two states of the first page of the feeds, as everybody reads it: which posts, and when they changed. */
export async function digestOfFeed(db: Database, limit: number): Promise<string> {
  const { rows } = await db.raw<{ rows: { digest: string | null }[] }>(
    `SELECT md5(string_agg(id || ' ' || extract(epoch FROM modified_at), ',' ORDER BY published_at DESC, id DESC)) AS digest
       FROM (SELECT id, modified_at, published_at FROM posts
              WHERE status = 'publish' AND type = 'post' AND password = ''
              ORDER BY published_at DESC, id DESC LIMIT :limit) AS shown`,
    { limit },
  );
  return rows[0]?.digest ?? '';
}

/** How the feeds stood when a hub was last told. */
export async function lastNotified(db: Database, hub: string): Promise<string | undefined> {
  const row = await db('hub_tellings').where({ hub }).first<{ digest: string } | undefined>('digest');
  return row?.digest;
}

/** Notes it; what other hubs were told is of no use any more. */
export async function noteNotified(
  db: Database,
  told: { hub: string; digest: string; told_at: Date },
): Promise<void> {
  await db('hub_tellings').whereNot({ hub: told.hub }).delete();
  await db('hub_tellings').insert(told).onConflict('hub').merge();
}

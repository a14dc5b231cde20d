// feeds/queries.ts: what feeds ask the database besides other rooms' queries.
import type { Database } from '../base/database/database.ts';
import type { Comment } from '../comments/comment.ts';
import type { Post } from '../posts/post.ts';

/** When something that everybody may read was last changed; undefined on an empty blog. */
export async function lastChange(db: Database): Promise<Date | undefined> {
  const row = await db<Post>('posts')
    .where({ status: 'publish', type: 'post' })
    .max<{ last: Date | null }[]>('modified_at as last');
  return row[0]?.last ?? undefined;
}

/** Posts by id, for the comments under them. */
export async function postsByIds(db: Database, ids: number[]): Promise<Map<number, Post>> {
  const posts = await db<Post>('posts')
    .whereIn('id', [...new Set(ids)])
    .orderBy('id')
    .limit(ids.length || 1)
    .select('*');
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
export async function lastTold(db: Database, hub: string): Promise<string | undefined> {
  const row = await db('hub_tellings').where({ hub }).first<{ digest: string } | undefined>('digest');
  return row?.digest;
}

/** Notes it; what other hubs were told is of no use any more. */
export async function noteTold(
  db: Database,
  told: { hub: string; digest: string; told_at: Date },
): Promise<void> {
  await db('hub_tellings').whereNot({ hub: told.hub }).delete();
  await db('hub_tellings').insert(told).onConflict('hub').merge();
}

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

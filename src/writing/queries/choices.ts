// writing/queries/choices.ts: choices of the admin's screens: parents, pages, pictures.
import type { Database } from '../../base/database/database.ts';
import type { Media } from '../../media/media.ts';
import type { Post } from '../../posts/post.ts';

/** Pages that may stand above another one: all but itself, by order and title. */
export function possibleParents(
  db: Database,
  id: number,
): Promise<Pick<Post, 'id' | 'title' | 'parent_id'>[]> {
  return db<Post>('posts')
    .where({ type: 'page' })
    .whereNot({ status: 'trash' })
    .whereNot({ id })
    .orderBy(['menu_order', 'title', 'id'])
    .limit(2000)
    .select('id', 'title', 'parent_id');
}

/** Whether making `parent_id` the parent of `id` would close a circle. */
export async function isBelow(db: Database, parent_id: number, id: number): Promise<boolean> {
  const { rows } = await db.raw<{ rows: unknown[] }>(
    `WITH RECURSIVE line AS (
       SELECT id, parent_id FROM posts WHERE id = :parent_id
       UNION SELECT posts.id, posts.parent_id FROM posts JOIN line ON posts.id = line.parent_id
     )
     SELECT 1 FROM line WHERE id = :id LIMIT 1`,
    { parent_id, id },
  );
  return rows.length > 0;
}

/** The newest pictures of the library, and the one that is chosen already. */
export async function pictureChoices(db: Database, chosen: number): Promise<Media[]> {
  return db<Media>('media')
    .where({ source: 'library' })
    .where('mime_type', 'like', 'image/%')
    .where((it) => it.whereNotNull('file').orWhere({ id: chosen }))
    .orderByRaw('id = :chosen DESC, id DESC', { chosen })
    .limit(24);
}

/** Whether nobody has written anything here yet. */
export async function isWithoutPosts(db: Database): Promise<boolean> {
  return (await db<Post>('posts').first('id')) === undefined;
}

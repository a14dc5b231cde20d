// comments/names/queries.ts: the SQL of names: whose they are, and who works here.
import type { Database } from '../../base/database/database.ts';
import type { Comment } from '../comment.ts';

export interface NameOwner {
  name_key: string;
  /** One of the two is not null. */
  user_id: number | null;
  browser_key_hash: string | null;
}

/** Whose some names are; those that are nobody's are left out. */
export async function ownersOf(db: Database, keys: string[]): Promise<Map<string, NameOwner>> {
  if (!keys.length) return new Map();
  const rows = await db<NameOwner>('comment_names')
    .whereIn('name_key', keys)
    .orderBy('name_key')
    .limit(keys.length)
    .select('name_key', 'user_id', 'browser_key_hash');
  return new Map(rows.map((row) => [row.name_key, row]));
}

/** Gives names that are nobody's to those who bear them first. */
export async function takeFreeNames(
  db: Database,
  names: (NameOwner & { comment_id: number; owned_since: Date })[],
): Promise<void> {
  if (!names.length) return;
  await db('comment_names')
    .insert(names.toSorted((a, b) => (a.name_key < b.name_key ? -1 : 1)))
    .onConflict('name_key')
    .ignore();
}

/** What is known of the authors of some comments. */
export type Named = Pick<
  Comment,
  'id' | 'type' | 'status' | 'author_name' | 'user_id' | 'browser_key_hash' | 'posted_at' | 'is_namesake'
>;

const named = 'id, type, status, author_name, user_id, browser_key_hash, posted_at, is_namesake';

export async function namedComments(db: Database, ids: number[]): Promise<Named[]> {
  if (!ids.length) return [];
  const { rows } = await db.raw<{ rows: Named[] }>(
    `SELECT ${named} FROM comments WHERE id = ANY(:ids) ORDER BY id LIMIT :most`,
    { ids, most: ids.length },
  );
  return rows;
}

/** The comments of a browser, the oldest first. */
export async function namedOfBrowser(
  db: Database,
  browser_key_hash: string,
  limit: number,
): Promise<Named[]> {
  const { rows } = await db.raw<{ rows: Named[] }>(
    `SELECT ${named} FROM comments
      WHERE browser_key_hash = :browser_key_hash AND user_id IS NULL AND type = 'comment' AND status <> 'removed'
      ORDER BY id LIMIT :limit`,
    { browser_key_hash, limit },
  );
  return rows;
}

/** Names follow the comment by which they were taken, when that becomes another browser's. */
export async function moveNames(db: Database, browser_key_hash: string): Promise<void> {
  await db.raw(
    `UPDATE comment_names SET browser_key_hash = comments.browser_key_hash
       FROM comments
      WHERE comments.id = comment_names.comment_id AND comments.browser_key_hash = :browser_key_hash
        AND comments.user_id IS NULL AND comment_names.user_id IS NULL`,
    { browser_key_hash },
  );
}

/** Says of comments that they bear the name of their own author. */
export async function clearNamesakes(db: Database, ids: number[]): Promise<void> {
  if (ids.length) await db('comments').whereIn('id', ids).update({ is_namesake: false });
}

/** So many people who work here are known by name. */
const most_staff = 500;

/** Logins and display names of those who may publish or moderate. */
export async function staffNames(db: Database): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { login: string; display_name: string }[] }>(
    `SELECT login, display_name FROM users
      WHERE role IN ('administrator', 'editor', 'author') ORDER BY id LIMIT :most`,
    { most: most_staff },
  );
  return rows.flatMap(({ login, display_name }) => [login, display_name]);
}

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

/** The same for names of earlier times: what somebody bore before its present owner is theirs. */
export async function takeOlderNames(
  db: Database,
  names: (NameOwner & { comment_id: number; owned_since: Date })[],
): Promise<void> {
  await db.raw(
    `INSERT INTO comment_names AS known (name_key, user_id, browser_key_hash, comment_id, owned_since)
     SELECT name_key, user_id, browser_key_hash, comment_id, owned_since
       FROM json_to_recordset(:names::json) AS one (name_key text, user_id integer, browser_key_hash text,
              comment_id integer, owned_since timestamptz)
      ORDER BY name_key
     ON CONFLICT (name_key) DO UPDATE
        SET user_id = excluded.user_id, browser_key_hash = excluded.browser_key_hash,
            comment_id = excluded.comment_id, owned_since = excluded.owned_since
      WHERE known.owned_since > excluded.owned_since`,
    { names: JSON.stringify(names) },
  );
}

/** Names that can be nobody's are given up. */
export async function forgetNames(db: Database, keys: string[]): Promise<void> {
  await db('comment_names').whereIn('name_key', keys).delete();
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

/** The next comments after an id. @returns until: undefined at the end */
export async function namedAfter(
  db: Database,
  { after, limit }: { after: number; limit: number },
): Promise<{ rows: Named[]; until: number | undefined }> {
  const { rows } = await db.raw<{ rows: Named[] }>(
    `SELECT ${named} FROM comments WHERE id > :after ORDER BY id LIMIT :limit`,
    { after, limit },
  );
  return { rows, until: rows.length < limit ? undefined : rows.at(-1)!.id };
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

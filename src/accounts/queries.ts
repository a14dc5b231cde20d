// accounts/queries.ts: the SQL about users.
import type { Database } from '../base/database/database.ts';
import type { Role, User } from './user.ts';
import { withWords } from './words-queries.ts';

export function findUser(db: Database, id: number): Promise<User | undefined> {
  return db<User>('users').where({ id }).first();
}

/** Lines up those who make or rename users until the transaction ends: two at once would not see each other. */
export async function lockUsers(db: Database): Promise<void> {
  await db.raw(`SELECT pg_advisory_xact_lock(hashtext('quillback users'))`);
}

/** Finds the one a person means when signing in: by login name or by email, in any case. */
export function findUserByName(db: Database, name: string): Promise<User | undefined> {
  return db<User>('users')
    .whereRaw('lower(login) = lower(:name) OR lower(email) = lower(:name)', { name })
    .orderByRaw('lower(login) = lower(:name) DESC, id', { name })
    .first();
}

/** The account of an address, in any case. */
export function findUserByEmail(db: Database, address: string): Promise<User | undefined> {
  return db<User>('users').whereRaw('lower(email) = lower(:address)', { address }).orderBy('id').first();
}

export async function insertUser(
  db: Database,
  user: Pick<User, 'login' | 'slug' | 'email' | 'display_name' | 'role' | 'password_hash'> & Partial<User>,
): Promise<User> {
  const [made] = await db<User>('users').insert(withWords(user)).returning('*');
  return made!;
}

export async function updateUser(db: Database, id: number, values: Partial<User>): Promise<void> {
  await db<User>('users').where({ id }).update(withWords(values));
}

/** Keeps how a list of the admin looks to a user; other lists stay as they are. */
export async function updateScreen(db: Database, id: number, screen: string, options: object): Promise<void> {
  await db.raw(
    `UPDATE users
        SET meta = jsonb_set(meta, '{screens}',
                             coalesce(meta -> 'screens', '{}') || jsonb_build_object(:screen::text, :options::jsonb))
      WHERE id = :id`,
    { id, screen, options: JSON.stringify(options) },
  );
}

/** Keeps which language the admin speaks to a user; '' for that of the site. */
export async function updateLocale(db: Database, id: number, locale: string): Promise<void> {
  await db.raw(
    `UPDATE users
        SET meta = CASE WHEN :locale = '' THEN meta - 'locale'
                        ELSE jsonb_set(meta, '{locale}', to_jsonb(:locale::text)) END
      WHERE id = :id`,
    { id, locale },
  );
}

/** A user, held until the transaction ends: whatever would name them waits. */
export function lockUser(db: Database, id: number): Promise<User | undefined> {
  return db<User>('users').where({ id }).forUpdate().first();
}

export async function deleteUser(db: Database, id: number): Promise<void> {
  await db('users').where({ id }).delete();
}

/** Users by id, for lists that show names. */
export async function usersByIds(db: Database, ids: (number | null)[]): Promise<Map<number, User>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (!wanted.length) return new Map();
  const rows = await db<User>('users').whereIn('id', wanted).orderBy('id').limit(wanted.length);
  return new Map(rows.map((user) => [user.id, user]));
}

/** Users of these roles, by name; 500 at most. */
export function usersOfRoles(db: Database, roles: Role[]): Promise<Pick<User, 'id' | 'display_name'>[]> {
  return db<User>('users')
    .whereIn('role', roles)
    .orderByRaw('lower(display_name), id')
    .limit(500)
    .select('id', 'display_name');
}

/** Whether the site has somebody to run it, besides one. */
export async function hasAdministrator(db: Database, besides = 0): Promise<boolean> {
  const found = await db('users').where({ role: 'administrator' }).whereNot({ id: besides }).first('id');
  return found !== undefined;
}

const managed = new WeakSet<Database>();

/** Whether nobody administers the site yet. Asked on every page: once somebody was there, it is not looked up again. */
export async function isUnmanaged(db: Database): Promise<boolean> {
  if (managed.has(db)) return false;
  if (!(await hasAdministrator(db))) return true;
  managed.add(db);
  return false;
}

/** Removes sessions and counts of attempts whose time has passed. */
export async function removeExpired(db: Database): Promise<void> {
  await db('sessions').where('expire', '<', db.fn.now()).delete();
  await db('rate_limits').where('expire', '<', Date.now()).delete();
  await db('password_resets').where('expires_at', '<', db.fn.now()).delete();
}

export async function userSlugIsTaken(db: Database, slug: string): Promise<boolean> {
  return (await db('users').where({ slug }).first('id')) !== undefined;
}

/** A page of all users, by name. */
export function listUsers(
  db: Database,
  { limit, offset }: { limit: number; offset: number },
): Promise<User[]> {
  return db<User>('users').orderByRaw('lower(display_name), id').limit(limit).offset(offset);
}

export async function countUsers(db: Database): Promise<number> {
  const [row] = await db('users').count<{ count: number }[]>('* as count');
  return row!.count;
}

export interface Reset {
  user_id: number;
  /** SHA-256 of the token, hexadecimal. */
  hash: string;
  expires_at: Date;
}

/** Keeps the link that was mailed last; the one before it is void. */
export async function storeReset(db: Database, reset: Reset): Promise<void> {
  await db<Reset>('password_resets').insert(reset).onConflict('user_id').merge();
}

export function findReset(db: Database, user_id: number): Promise<Reset | undefined> {
  return db<Reset>('password_resets').where({ user_id }).first();
}

/** Takes a link away with its token's hash: of two who use it at once, one gets it. */
export async function takeReset(db: Database, user_id: number, hash: string): Promise<boolean> {
  return (await db<Reset>('password_resets').where({ user_id, hash }).delete()) > 0;
}

export async function forgetReset(db: Database, user_id: number): Promise<void> {
  await db('password_resets').where({ user_id }).delete();
}

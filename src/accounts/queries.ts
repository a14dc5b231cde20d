// accounts/queries.ts: all the SQL about users and sessions.
import type { Database } from '../base/database/database.ts';
import type { User } from './user.ts';

export function findUser(db: Database, id: number): Promise<User | undefined> {
  return db<User>('users').where({ id }).first();
}

/** Finds the one a person means when signing in: by login name or by email, in any case. */
export function findUserByName(db: Database, name: string): Promise<User | undefined> {
  return db<User>('users')
    .whereRaw('lower(login) = lower(:name) OR lower(email) = lower(:name)', { name })
    .orderByRaw('lower(login) = lower(:name) DESC, id', { name })
    .first();
}

export async function insertUser(
  db: Database,
  user: Pick<User, 'login' | 'slug' | 'email' | 'display_name' | 'role' | 'password_hash'> & Partial<User>,
): Promise<User> {
  const [made] = await db<User>('users').insert(user).returning('*');
  return made!;
}

/** Whether anybody administers the site yet; until then the set-up page is open to the holder of its link. */
export async function hasAdministrator(db: Database): Promise<boolean> {
  return (await db<User>('users').where({ role: 'administrator' }).first('id')) !== undefined;
}

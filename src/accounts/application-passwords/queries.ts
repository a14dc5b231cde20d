// accounts/application-passwords/queries.ts: the SQL about application passwords.
import type { Database } from '../../base/database/database.ts';

export interface ApplicationPassword {
  uuid: string;
  user_id: number;
  app_id: string;
  name: string;
  hash: string;
  created_at: Date;
  last_used_at: Date | null;
  last_ip: string | null;
}

const table = 'application_passwords';

export async function insertApplicationPassword(
  db: Database,
  password: Pick<ApplicationPassword, 'user_id' | 'app_id' | 'name' | 'hash' | 'created_at'>,
): Promise<void> {
  await db<ApplicationPassword>(table).insert(password);
}

/** A user's, the newest first; 100 at most, which is all there may be. */
export function applicationPasswordsOf(db: Database, user_id: number): Promise<ApplicationPassword[]> {
  return db<ApplicationPassword>(table)
    .where({ user_id })
    .orderBy([{ column: 'created_at', order: 'desc' }, { column: 'uuid' }])
    .limit(100);
}

export async function countApplicationPasswords(db: Database, user_id: number): Promise<number> {
  const [row] = await db(table).where({ user_id }).count<{ count: number }[]>('* as count');
  return row!.count;
}

/** A user's password with this hash. */
export function findApplicationPassword(
  db: Database,
  user_id: number,
  hash: string,
): Promise<ApplicationPassword | undefined> {
  return db<ApplicationPassword>(table).where({ user_id, hash }).first();
}

/** Notes when and from where a password was used; within a minute and from one place, once. */
export async function noteUse(db: Database, uuid: string, ip: string, now: Date): Promise<void> {
  await db.raw(
    `UPDATE application_passwords SET last_used_at = :now, last_ip = :ip
      WHERE uuid = :uuid AND (last_ip IS DISTINCT FROM :ip OR last_used_at < :now::timestamptz - interval '1 minute')`,
    { uuid, ip, now },
  );
}

/** What a user calls one of their passwords from now on. */
export async function renameApplicationPassword(
  db: Database,
  user_id: number,
  uuid: string,
  name: string,
): Promise<void> {
  await db<ApplicationPassword>(table).where({ user_id, uuid }).update({ name });
}

/** Withdraws one password of a user. Gives whether there was one. */
export async function deleteApplicationPassword(
  db: Database,
  user_id: number,
  uuid: string,
): Promise<boolean> {
  return (await db(table).where({ user_id, uuid }).delete()) > 0;
}

/** Withdraws all passwords of a user. Gives how many there were. */
export async function deleteApplicationPasswords(db: Database, user_id: number): Promise<number> {
  return db(table).where({ user_id }).delete();
}

// accounts/passkeys/queries.ts: the SQL about passkeys, and about challenges, which lie in their session.
import type { Database } from '../../base/database/database.ts';

export interface Passkey {
  /** Base64url, as the device calls it. */
  id: string;
  user_id: number;
  /** Base64url. */
  user_handle: string;
  name: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
  created_at: Date;
  last_used_at: Date | null;
}

/** A user's, the newest first; 20 at most, which is all there may be. */
export function passkeysOf(db: Database, user_id: number): Promise<Passkey[]> {
  return db<Passkey>('passkeys')
    .where({ user_id })
    .orderBy([{ column: 'created_at', order: 'desc' }, { column: 'id' }])
    .limit(20);
}

export function findPasskey(db: Database, id: string): Promise<Passkey | undefined> {
  return db<Passkey>('passkeys').where({ id }).first();
}

/** Keeps a passkey. Gives false when that key is known already. */
export async function insertPasskey(db: Database, passkey: Omit<Passkey, 'last_used_at'>): Promise<boolean> {
  const row = { ...passkey, transports: JSON.stringify(passkey.transports) as unknown as string[] };
  return (await db<Passkey>('passkeys').insert(row).onConflict('id').ignore().returning('id')).length > 0;
}

/**
 * Notes a use. A device that counts must have counted on since: of two uses with one count, one is taken. Those that do
 * not count say 0 always.
 */
export async function takeCount(db: Database, id: string, counter: number, now: Date): Promise<boolean> {
  const { rows } = await db.raw<{ rows: unknown[] }>(
    `UPDATE passkeys SET counter = :counter, last_used_at = :now
      WHERE id = :id AND (counter < :counter OR (counter = 0 AND :counter = 0)) RETURNING id`,
    { id, counter, now },
  );
  return rows.length > 0;
}

/** Removes a passkey of a user. Gives whether there was one. */
export async function deletePasskey(db: Database, user_id: number, id: string): Promise<boolean> {
  return (await db('passkeys').where({ user_id, id }).delete()) > 0;
}

/** Removes all passkeys of a user. Gives how many there were. */
export async function deletePasskeys(db: Database, user_id: number): Promise<number> {
  return db('passkeys').where({ user_id }).delete();
}

/** Takes a challenge out of its session: of two answers to it at once, one is judged. */
export async function takeChallenge(db: Database, sid: string, challenge: string): Promise<boolean> {
  const { rows } = await db.raw<{ rows: unknown[] }>(
    `UPDATE sessions SET sess = sess - 'passkey'
      WHERE sid = :sid AND sess -> 'passkey' ->> 'challenge' = :challenge RETURNING 1 AS taken`,
    { sid, challenge },
  );
  return rows.length > 0;
}

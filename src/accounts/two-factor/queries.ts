// accounts/two-factor/queries.ts: the SQL about the second factor and recovery codes.
import type { Database } from '../../base/database/database.ts';

export interface TwoFactor {
  user_id: number;
  /** Base32. */
  secret: string;
  /** null while it is being set up and holds nothing yet. */
  confirmed_at: Date | null;
  last_step: number;
}

export function findTwoFactor(db: Database, user_id: number): Promise<TwoFactor | undefined> {
  return db<TwoFactor>('two_factors').where({ user_id }).first();
}

/** Whether signing in asks this user for a code. */
export async function hasTwoFactor(db: Database, user_id: number): Promise<boolean> {
  return (await findTwoFactor(db, user_id))?.confirmed_at instanceof Date;
}

/** Keeps a secret that is not confirmed yet, in place of one that was not either. */
export async function storeSecret(db: Database, user_id: number, secret: string): Promise<void> {
  await db.raw(
    `INSERT INTO two_factors (user_id, secret) VALUES (:user_id, :secret)
         ON CONFLICT (user_id) DO UPDATE SET secret = :secret, last_step = 0
      WHERE two_factors.confirmed_at IS NULL`,
    { user_id, secret },
  );
}

/** From now on signing in asks for a code. Gives false when that was so already, or the secret is another by now. */
export async function confirmSecret(
  db: Database,
  { user_id, secret }: Pick<TwoFactor, 'user_id' | 'secret'>,
  confirmed_at: Date,
): Promise<boolean> {
  const confirmed = await db<TwoFactor>('two_factors')
    .where({ user_id, secret })
    .whereNull('confirmed_at')
    .update({ confirmed_at });
  return confirmed > 0;
}

/** Takes the code of a step of time, unless it or a later one was taken: of two at once, one gets it. */
export async function takeStep(db: Database, user_id: number, step: number): Promise<boolean> {
  const taken = await db<TwoFactor>('two_factors')
    .where({ user_id })
    .where('last_step', '<', step)
    .update({ last_step: step });
  return taken > 0;
}

/** Takes a recovery code; it is gone afterwards. */
export async function takeRecoveryCode(db: Database, user_id: number, hash: string): Promise<boolean> {
  return (await db('recovery_codes').where({ user_id, hash }).delete()) > 0;
}

/** Keeps new recovery codes in place of the old. */
export async function storeRecoveryCodes(db: Database, user_id: number, hashes: string[]): Promise<void> {
  await db('recovery_codes').where({ user_id }).delete();
  await db('recovery_codes').insert(hashes.map((hash) => ({ user_id, hash })));
}

export async function countRecoveryCodes(db: Database, user_id: number): Promise<number> {
  const [row] = await db('recovery_codes').where({ user_id }).count<{ count: number }[]>('* as count');
  return row!.count;
}

/** Removes the second factor and its recovery codes. Gives whether one was confirmed. */
export async function deleteTwoFactor(db: Database, user_id: number): Promise<boolean> {
  await db('recovery_codes').where({ user_id }).delete();
  const [gone] = await db<TwoFactor>('two_factors').where({ user_id }).delete().returning('*');
  return gone?.confirmed_at instanceof Date;
}

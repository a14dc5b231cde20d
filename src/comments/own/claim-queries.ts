// comments/own/claim-queries.ts: the SQL of proven addresses: which link was mailed, and whose comments become a browser's.
import type { Database } from '../../base/database/database.ts';
import type { Comment } from '../comment.ts';

/** What may be claimed: comments of guests; those of users are the users' own. */
const ofGuests = `lower(author_email) = :address AND user_id IS NULL AND type = 'comment' AND status <> 'removed'`;

/** The newest comment that was left with an address. @param address in lower case */
export async function newestOf(
  db: Database,
  address: string,
): Promise<Pick<Comment, 'id' | 'author_name' | 'author_email' | 'author_url'> | undefined> {
  const { rows } = await db.raw<{
    rows: Pick<Comment, 'id' | 'author_name' | 'author_email' | 'author_url'>[];
  }>(
    `SELECT id, author_name, author_email, author_url FROM comments
      WHERE ${ofGuests} ORDER BY posted_at DESC LIMIT 1`,
    { address },
  );
  return rows[0];
}

/** Notes that a link is mailed now. @returns false when another was, after a time */
export async function reserveProof(
  db: Database,
  { address, at, not_since }: { address: string; at: Date; not_since: Date },
): Promise<boolean> {
  const { rows } = await db.raw<{ rows: object[] }>(
    `INSERT INTO comment_address_proofs AS known (address, mailed_at) VALUES (:address, :at)
     ON CONFLICT (address) DO UPDATE SET mailed_at = :at, used_at = NULL WHERE known.mailed_at <= :not_since
     RETURNING address`,
    { address, at, not_since },
  );
  return rows.length > 0;
}

/** Whether a mailed link was not used yet, nor replaced by a newer one. */
export async function isProofOpen(db: Database, address: string, mailed_at: Date): Promise<boolean> {
  const found = await db('comment_address_proofs')
    .where({ address, mailed_at, used_at: null })
    .first('address');
  return found !== undefined;
}

/** Uses a mailed link up. @returns false when somebody was first */
export async function useProof(
  db: Database,
  { address, mailed_at, at }: { address: string; mailed_at: Date; at: Date },
): Promise<boolean> {
  const used = await db('comment_address_proofs')
    .where({ address, mailed_at, used_at: null })
    .update({ used_at: at });
  return used > 0;
}

/** Ties the newest comments of an address to a browser. @returns how many */
export async function claimComments(
  db: Database,
  { address, browser_key_hash, limit }: { address: string; browser_key_hash: string; limit: number },
): Promise<number> {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    `UPDATE comments SET browser_key_hash = :browser_key_hash
      WHERE id IN (SELECT id FROM comments WHERE ${ofGuests} ORDER BY posted_at DESC LIMIT :limit)`,
    { address, browser_key_hash, limit },
  );
  return rowCount;
}

/** Forgets links that cannot be used any more. */
export async function removeOldProofs(db: Database, before: Date): Promise<void> {
  await db('comment_address_proofs').where('mailed_at', '<', before).delete();
}

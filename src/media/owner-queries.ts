// media/owner-queries.ts: the SQL about whose files are whose.
import type { Database } from '../base/database/database.ts';

/** Files of one user become those of another. */
export async function giveFiles(db: Database, from: number, to: number): Promise<void> {
  await db('media').where({ uploaded_by: from }).update({ uploaded_by: to });
}

// media/uploads/partial-queries.ts: all the SQL about uploads that come in parts.
import type { Database } from '../../base/database/database.ts';
import type { PartialUpload } from './partial.ts';

/** One person's upload: others' are as if they were not there. */
export function findPartial(db: Database, id: string, user_id: number): Promise<PartialUpload | undefined> {
  return db<PartialUpload>('partial_uploads').where({ id, user_id }).first();
}

/** The same, and nobody else finishes it before the transaction ends. */
export function lockPartial(db: Database, id: string): Promise<PartialUpload | undefined> {
  return db<PartialUpload>('partial_uploads').where({ id }).forUpdate().first();
}

/** An unfinished upload of what seems to be the same file. */
export function findSamePartial(
  db: Database,
  same: Pick<PartialUpload, 'user_id' | 'name' | 'byte_size' | 'mark'>,
): Promise<PartialUpload | undefined> {
  return db<PartialUpload>('partial_uploads')
    .where(same)
    .whereNull('media_id')
    .orderBy('touched_at', 'desc')
    .first();
}

/** How many uploads somebody has not finished, and how many bytes those will be. */
export async function partialUse(db: Database, user_id: number): Promise<{ files: number; bytes: number }> {
  const { rows } = await db.raw<{ rows: { files: number; bytes: number }[] }>(
    `SELECT count(*) AS files, coalesce(sum(byte_size), 0)::bigint AS bytes
       FROM partial_uploads WHERE user_id = :user_id AND media_id IS NULL`,
    { user_id },
  );
  return rows[0]!;
}

export async function insertPartial(db: Database, partial: Omit<PartialUpload, 'media_id'>): Promise<void> {
  await db('partial_uploads').insert(partial);
}

export async function updatePartial(
  db: Database,
  id: string,
  changes: Partial<Pick<PartialUpload, 'media_id' | 'touched_at'>>,
): Promise<void> {
  await db<PartialUpload>('partial_uploads').where({ id }).update(changes);
}

export async function deletePartial(db: Database, id: string): Promise<void> {
  await db('partial_uploads').where({ id }).delete();
}

export function deletePartialsBefore(db: Database, time: Date): Promise<PartialUpload[]> {
  return db<PartialUpload>('partial_uploads').where('touched_at', '<', time).delete().returning('*');
}

/** Which of these files belong to an upload. */
export async function partialFilesWithRow(db: Database, files: string[]): Promise<Set<string>> {
  if (!files.length) return new Set();
  const rows = await db<PartialUpload>('partial_uploads')
    .select('file')
    .whereIn('file', files)
    .orderBy('file')
    .limit(files.length);
  return new Set(rows.map(({ file }) => file));
}

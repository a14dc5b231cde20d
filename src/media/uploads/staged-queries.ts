// media/uploads/staged-queries.ts: all the SQL about staged files: received, and not yet kept by their form.
import type { Database } from '../../base/database/database.ts';
import type { StagedFile, StagingArea } from '../media.ts';

export async function insertStaged(db: Database, files: Omit<StagedFile, 'received_at'>[]): Promise<void> {
  if (files.length) await db('waiting_files').insert(files);
}

/** Lets requests of one form take turns until the transaction ends. */
export async function lockForm(db: Database, form_key: string): Promise<void> {
  await db.raw('SELECT pg_advisory_xact_lock(hashtextextended(:form_key, 4))', { form_key });
}

/** What a form has received so far, in the order in which it came. */
export function stagedFilesOf(db: Database, form_key: string): Promise<StagedFile[]> {
  return db<StagedFile & { number: number }>('waiting_files')
    .where({ form_key })
    .orderBy('number')
    .limit(100);
}

export async function describeStaged(
  db: Database,
  form_key: string,
  texts: Map<string, string>,
): Promise<void> {
  if (!texts.size) return;
  await db.raw(
    `UPDATE waiting_files SET alternative_text = given.text
       FROM unnest(:ids::uuid[], :texts::text[]) AS given (id, text)
      WHERE waiting_files.id = given.id AND form_key = :form_key`,
    { form_key, ids: [...texts.keys()], texts: [...texts.values()] },
  );
}

/** Forgets files of one form; gives back those that were there. */
export function deleteStaged(db: Database, form_key: string, ids: string[]): Promise<StagedFile[]> {
  return db<StagedFile>('waiting_files').where({ form_key }).whereIn('id', ids).delete().returning('*');
}

export function deleteStagedBefore(db: Database, time: Date): Promise<StagedFile[]> {
  return db<StagedFile>('waiting_files').where('received_at', '<', time).delete().returning('*');
}

/** How much is staged in an area: files and bytes of one sender, bytes of all. */
export async function stagedUse(
  db: Database,
  area: StagingArea,
  network: string,
): Promise<{ files: number; bytes: number; all_bytes: number }> {
  const { rows } = await db.raw<{ rows: { files: number; bytes: number; all_bytes: number }[] }>(
    `SELECT count(*) FILTER (WHERE network = :network) AS files,
            coalesce(sum(byte_size) FILTER (WHERE network = :network), 0) AS bytes,
            coalesce(sum(byte_size), 0) AS all_bytes
       FROM waiting_files WHERE room = :area`,
    { area, network },
  );
  return rows[0]!;
}

export async function stagedBytes(db: Database, area: StagingArea): Promise<number> {
  return (await stagedUse(db, area, '')).all_bytes;
}

/** Forgets the oldest files of the sender who has most in an area: as many as hold so many bytes, or all of them. */
export async function deleteOldestOfLargest(
  db: Database,
  area: StagingArea,
  bytes: number,
): Promise<Pick<StagedFile, 'file' | 'byte_size'>[]> {
  const { rows } = await db.raw<{ rows: Pick<StagedFile, 'file' | 'byte_size'>[] }>(
    `WITH largest AS (
       SELECT network FROM waiting_files WHERE room = :area
        GROUP BY network ORDER BY sum(byte_size) DESC, network LIMIT 1
     ), aged AS (
       SELECT id, sum(byte_size) OVER (ORDER BY received_at, number) - byte_size AS older
         FROM waiting_files JOIN largest USING (network) WHERE room = :area
     )
     DELETE FROM waiting_files USING aged
      WHERE waiting_files.id = aged.id AND aged.older < :bytes
     RETURNING file, byte_size`,
    { area, bytes },
  );
  return rows;
}

export async function stagedFilesWithRow(db: Database, files: string[]): Promise<Set<string>> {
  if (!files.length) return new Set();
  const rows = await db<StagedFile>('waiting_files')
    .select('file')
    .whereIn('file', files)
    .orderBy('file')
    .limit(files.length);
  return new Set(rows.map(({ file }) => file));
}

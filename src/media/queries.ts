// media/queries.ts: all the SQL about media and waiting files.
import type { Database } from '../base/database/database.ts';
import type { Media, WaitingFile } from './media.ts';

export function findMedia(db: Database, id: number): Promise<Media | undefined> {
  return db<Media>('media').where({ id }).first();
}

export async function mediaByIds(db: Database, ids: number[]): Promise<Map<number, Media>> {
  if (!ids.length) return new Map();
  const rows = await db<Media>('media').whereIn('id', ids).orderBy('id').limit(ids.length);
  return new Map(rows.map((media) => [media.id, media]));
}

/** The row as it is now, which nobody else changes before the transaction ends. */
export function lockMedia(db: Database, id: number): Promise<Media | undefined> {
  return db<Media>('media').where({ id }).forUpdate().first();
}

/**
 * Media by storage keys, of the file itself or of a rendition; the map's keys are those that were asked.
 * @param former whether renditions of an earlier version count, which texts may still name
 */
export async function mediaByFiles(
  db: Database,
  files: string[],
  { former = false } = {},
): Promise<Map<string, Media>> {
  if (!files.length) return new Map();
  const stems = new Map(files.map((file) => [file, stemOf(file)]));
  const wanted = [...new Set(stems.values())];
  const rows = await db<Media & { file_stem: string }>('media')
    .whereIn('file_stem', wanted)
    .orderBy('id')
    .limit(wanted.length);
  const found = new Map(rows.map((media) => [media.file_stem, media]));
  return new Map(
    files.flatMap((file) => {
      const media = found.get(stems.get(file)!);
      const isIts = media && (hasFile(media, file) || (former && isFormer(media, file)));
      return isIts ? [[file, media] as const] : [];
    }),
  );
}

/** Media that came with an import, by the path they had below wp-content/uploads. */
export function findMediaByOldFile(db: Database, files: string[]): Promise<Media | undefined> {
  return db<Media>('media')
    .whereRaw(`meta #>> '{_wp_attached_file,0}' = ANY(:files)`, { files })
    .orderBy('id')
    .first();
}

/** Media by the addresses they were fetched from; the map's keys are the addresses. */
export async function mediaByRemoteUrls(db: Database, urls: string[]): Promise<Map<string, Media>> {
  if (!urls.length) return new Map();
  const rows = await db<Media>('media')
    .whereIn('remote_url', urls)
    .orderBy('id', 'desc')
    .limit(urls.length * 2);
  return new Map(rows.map((media) => [media.remote_url!, media]));
}

/** One row's worth of what is known about a file; the rest has defaults. */
export type NewMedia = Partial<Media> & Pick<Media, 'name' | 'mime_type'>;

export async function insertMedia(db: Database, media: NewMedia): Promise<Media> {
  const [row] = await db<Media>('media')
    .insert(asColumns(media) as NewMedia)
    .returning('*');
  return row!;
}

export async function updateMedia(db: Database, id: number, changes: Partial<Media>): Promise<void> {
  await db<Media>('media')
    .where({ id })
    .update(asColumns(changes) as Partial<Media>);
}

export async function deleteMedia(db: Database, ids: number[]): Promise<Media[]> {
  return db<Media>('media').whereIn('id', ids).delete().returning('*');
}

export async function updateVisibility(
  db: Database,
  ids: number[],
  visible: Partial<Pick<Media, 'is_public' | 'post_is_public'>>,
): Promise<void> {
  if (ids.length) await db<Media>('media').whereIn('id', ids).update(visible);
}

/** Storage keys that have a row, among those given. */
export async function filesWithRow(db: Database, files: string[]): Promise<Set<string>> {
  return new Set((await mediaByFiles(db, files)).keys());
}

/** A stretch of all kept files in order of id, for the sweeper's report. */
export function keptFilesAfter(
  db: Database,
  id: number,
  limit: number,
): Promise<Pick<Media, 'id' | 'file'>[]> {
  return db<Media>('media')
    .select('id', 'file')
    .where('id', '>', id)
    .whereNotNull('file')
    .orderBy('id')
    .limit(limit);
}

export async function insertWaiting(db: Database, files: Omit<WaitingFile, 'received_at'>[]): Promise<void> {
  if (files.length) await db('waiting_files').insert(files);
}

/** Lets requests of one form take turns until the transaction ends. */
export async function lockForm(db: Database, form_key: string): Promise<void> {
  await db.raw('SELECT pg_advisory_xact_lock(hashtextextended(:form_key, 4))', { form_key });
}

/** What a form has received so far, in the order of arrival. */
export function waitingOf(db: Database, form_key: string): Promise<WaitingFile[]> {
  return db<WaitingFile & { number: number }>('waiting_files')
    .where({ form_key })
    .orderBy('number')
    .limit(100);
}

export async function describeWaiting(
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
export function deleteWaiting(db: Database, form_key: string, ids: string[]): Promise<WaitingFile[]> {
  return db<WaitingFile>('waiting_files').where({ form_key }).whereIn('id', ids).delete().returning('*');
}

export function deleteWaitingBefore(db: Database, time: Date): Promise<WaitingFile[]> {
  return db<WaitingFile>('waiting_files').where('received_at', '<', time).delete().returning('*');
}

/** How much waits, in files and bytes: from one network, and in all. */
export async function waitingUse(
  db: Database,
  network: string,
): Promise<{ files: number; bytes: number; all_bytes: number }> {
  const { rows } = await db.raw<{ rows: { files: number; bytes: number; all_bytes: number }[] }>(
    `SELECT count(*) FILTER (WHERE network = :network) AS files,
            coalesce(sum(byte_size) FILTER (WHERE network = :network), 0) AS bytes,
            coalesce(sum(byte_size), 0) AS all_bytes
       FROM waiting_files`,
    { network },
  );
  return rows[0]!;
}

export async function waitingFilesWithRow(db: Database, files: string[]): Promise<Set<string>> {
  if (!files.length) return new Set();
  const rows = await db<WaitingFile>('waiting_files')
    .select('file')
    .whereIn('file', files)
    .orderBy('file')
    .limit(files.length);
  return new Set(rows.map(({ file }) => file));
}

/** A storage key without its extension, a version and a rendition's size. */
function stemOf(file: string): string {
  return file.replace(/\.[^./]*$/, '').replace(/(?:-v\d+)?(?:-\d+x\d+)?$/, '');
}

const hasFile = (media: Media, file: string) =>
  media.file === file ||
  media.original_file === file ||
  media.renditions.some((rendition) => rendition.file === file);

/** Whether a file of this name may have been a rendition before the last change of the picture. */
function isFormer({ version }: Media, file: string): boolean {
  const found = /(?:-v(\d+))?-\d+x\d+\.webp$/.exec(file);
  return found !== null && Number(found[1] ?? 1) < version;
}

// pg would send arrays as Postgres arrays; these columns are JSON.
function asColumns(media: Partial<Media>): Record<string, unknown> {
  const { renditions, meta, ...columns } = media;
  return {
    ...columns,
    ...(renditions && { renditions: JSON.stringify(renditions) }),
    ...(meta && { meta: JSON.stringify(meta) }),
  };
}

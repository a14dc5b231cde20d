// media/queries.ts: all the SQL about media; that about files which wait is in uploads/staged-queries.ts.
import type { Database } from '../base/database/database.ts';
import type { Media } from './media.ts';
import { withAllWords, withWords } from './words/queries.ts';

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
    .insert(asColumns(withAllWords(media)) as NewMedia)
    .returning('*');
  return row!;
}

export async function updateMedia(db: Database, id: number, changes: Partial<Media>): Promise<void> {
  await db<Media>('media')
    .where({ id })
    .update(asColumns(withWords(db, changes)) as Partial<Media>);
}

/** Addresses with the words of a name are noted, so that no other file gets one. */
export async function deleteMedia(db: Database, ids: number[]): Promise<Media[]> {
  const { rows } = await db.raw<{ rows: Media[] }>(
    `WITH gone AS (
       DELETE FROM media WHERE id = ANY(:ids) RETURNING *
     ), noted AS (
       INSERT INTO former_media_stems (file_stem)
       SELECT file_stem FROM gone WHERE file_stem !~ '(^|/)[a-z2-9]{26}$'
       ON CONFLICT DO NOTHING
     )
     SELECT * FROM gone ORDER BY id`,
    { ids },
  );
  return rows;
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

/** Whether nobody else stores a file of this name now; holds until the transaction ends. */
export async function lockStem(db: Database, stem: string): Promise<boolean> {
  const { rows } = await db.raw<{ rows: { is_ours: boolean }[] }>(
    'SELECT pg_try_advisory_xact_lock(hashtextextended(:stem, 5)) AS is_ours',
    { stem },
  );
  return rows[0]!.is_ours;
}

/** Storage keys without their extension that have a row or had one, among those given. */
export async function stemsTaken(db: Database, stems: string[]): Promise<Set<string>> {
  const { rows } = await db.raw<{ rows: { file_stem: string }[] }>(
    `SELECT file_stem FROM media WHERE file_stem = ANY(:stems)
      UNION SELECT file_stem FROM former_media_stems WHERE file_stem = ANY(:stems)
      ORDER BY file_stem LIMIT 200`,
    { stems },
  );
  return new Set(rows.map(({ file_stem }) => file_stem));
}

/** Pictures in order of id, for making their sizes again. */
export async function picturesAfter(db: Database, id: number, limit: number): Promise<number[]> {
  const rows = await db<Media>('media')
    .select('id')
    .where('id', '>', id)
    .whereLike('mime_type', 'image/%')
    .whereNotNull('file')
    .whereNot({ status: 'failed' })
    .orderBy('id')
    .limit(limit);
  return rows.map((row) => row.id);
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

/** A storage key without its extension, a version and a rendition's size. */
function stemOf(file: string): string {
  return file.replace(/\.[^./]*$/, '').replace(/(?:-v\d+)?(?:-\d+x\d+)?$/, '');
}

const hasFile = (media: Media, file: string) =>
  media.file === file ||
  media.original_file === file ||
  [...media.renditions, ...media.variants].some((one) => one.file === file);

/** Whether a file of this name was a rendition: in other sizes, or before the last change of the picture. */
function isFormer({ version, former_renditions }: Media, file: string): boolean {
  if (former_renditions.includes(file)) return true;
  const found = /(?:-v(\d+))?-\d+x\d+\.webp$/.exec(file);
  return found !== null && Number(found[1] ?? 1) < version;
}

// pg would send arrays as Postgres arrays; these columns are JSON.
function asColumns(media: Partial<Media>): Record<string, unknown> {
  const { renditions, variants, meta, ...columns } = media;
  return {
    ...columns,
    ...(renditions && { renditions: JSON.stringify(renditions) }),
    ...(variants && { variants: JSON.stringify(variants) }),
    ...(meta && { meta: JSON.stringify(meta) }),
  };
}

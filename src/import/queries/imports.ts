// import/queries/imports.ts: imports that were started in the admin.
import type { Database } from '../../base/database/database.ts';
import { withoutForbidden } from '../../base/xml/decode.ts';
import type { SummaryRow } from '../summary.ts';

export interface ImportRow {
  id: number;
  /** Name in the imports folder; made by us. */
  file: string;
  /** What the person called it. */
  name: string;
  status: 'waiting' | 'running' | 'done' | 'failed';
  /** The system that it comes from, as its reader is called. */
  kind: string;
  /** Where the old site is or was; '' when nobody said. */
  address: string;
  /** Of a running site: in whose name it is asked, and their application password until that begins. */
  login: string;
  password: string | null;
  /** A ZIP file of the old site's files, in the imports folder. */
  uploads_file: string | null;
  byte_size: number;
  bytes_read: number;
  fetches_attachments: boolean;
  /** Imports of earlier versions do not say what was mended. */
  summary: (Omit<SummaryRow, 'mended'> & { mended?: number })[];
  error: string | null;
  started_by: number | null;
  created_at: Date;
  updated_at: Date;
  finished_at: Date | null;
}

export async function insertImport(
  db: Database,
  row: Pick<ImportRow, 'file' | 'name' | 'kind' | 'address' | 'byte_size' | 'fetches_attachments'> &
    Pick<ImportRow, 'uploads_file' | 'started_by'> &
    Partial<Pick<ImportRow, 'login' | 'password'>>,
): Promise<number> {
  const [made] = await db<ImportRow>('imports').insert(row).returning('id');
  return made!.id;
}

export function findImport(db: Database, id: number): Promise<ImportRow | undefined> {
  return db<ImportRow>('imports').where({ id }).first();
}

export function latestImports(db: Database, limit: number): Promise<ImportRow[]> {
  return db<ImportRow>('imports').orderBy('id', 'desc').limit(limit);
}

/**
 * Takes the password of an import out of the table: whoever runs it has it in memory from then on.
 * @returns null when there is none
 */
export async function takePassword(db: Database, id: number): Promise<string | null> {
  const { rows } = await db.raw<{ rows: { password: string | null }[] }>(
    `UPDATE imports SET password = NULL FROM (SELECT id, password FROM imports WHERE id = :id FOR UPDATE) AS before
      WHERE imports.id = before.id RETURNING before.password`,
    { id },
  );
  return rows[0]?.password ?? null;
}

/** Words that were cut within a character, which JSON in the database does not take. */
const keepable = (row: SummaryRow): SummaryRow => ({
  ...row,
  kind: withoutForbidden(row.kind),
  reasons: row.reasons.map(withoutForbidden),
});

export async function updateImport(
  db: Database,
  id: number,
  changes: Partial<Omit<ImportRow, 'summary'>> & { summary?: SummaryRow[] },
): Promise<void> {
  const { summary, ...rest } = changes;
  const json = summary ? { summary: JSON.stringify(summary.map(keepable)) as never } : {};
  await db<ImportRow>('imports')
    .where({ id })
    .update({ ...rest, ...json });
}

// import/queries/imported.ts: what became of the records of another site.
import type { Database } from '../../base/database/database.ts';

export type ImportedKind = 'user' | 'post' | 'media' | 'comment' | 'menu' | 'menu_item';

const tables: Record<ImportedKind, string> = {
  user: 'users',
  post: 'posts',
  media: 'media',
  comment: 'comments',
  menu: 'menus',
  menu_item: 'menu_items',
};

export interface Imported {
  kind: ImportedKind;
  /** Tells records of one kind apart. */
  foreign_key: string;
  /** What other records call it. */
  foreign_id: string;
  local_id: number;
}

/** What came in of a kind and was not deleted since. */
function stillHere(db: Database, site: string, kind: ImportedKind) {
  const table = tables[kind];
  return db('imported')
    .join(table, `${table}.id`, 'imported.local_id')
    .where({ 'imported.site': site, 'imported.kind': kind });
}

/** Local ids by foreign key, for those that are already in and still there. */
export async function importedIds(
  db: Database,
  site: string,
  kind: ImportedKind,
  keys: string[],
): Promise<Map<string, number>> {
  if (!keys.length) return new Map();
  const rows = await stillHere(db, site, kind)
    .whereIn('imported.foreign_key', keys)
    .orderBy('imported.foreign_key')
    .limit(keys.length)
    .select<Imported[]>('imported.foreign_key', 'imported.local_id');
  return new Map(rows.map(({ foreign_key, local_id }) => [foreign_key, local_id]));
}

/** Local ids of what is still there, by the old site's own ids. */
export async function importedByIds(
  db: Database,
  site: string,
  kind: ImportedKind,
  foreign_ids: string[],
): Promise<Map<string, number>> {
  if (!foreign_ids.length) return new Map();
  const rows = await stillHere(db, site, kind)
    .whereIn('imported.foreign_id', foreign_ids)
    .orderBy('imported.local_id')
    .limit(10_000)
    .select<Imported[]>('imported.foreign_id', 'imported.local_id');
  return new Map(rows.map(({ foreign_id, local_id }) => [foreign_id, local_id]));
}

/** Local ids by foreign key of all that ever came in, also of what was deleted here since. */
export async function everImported(
  db: Database,
  site: string,
  kind: ImportedKind,
  keys: string[],
): Promise<Map<string, number>> {
  if (!keys.length) return new Map();
  const rows = await db('imported')
    .where({ site, kind })
    .whereIn('foreign_key', keys)
    .orderBy('foreign_key')
    .limit(keys.length)
    .select<Imported[]>('foreign_key', 'local_id');
  return new Map(rows.map(({ foreign_key, local_id }) => [foreign_key, local_id]));
}

export async function rememberImported(db: Database, site: string, rows: Imported[]): Promise<void> {
  if (!rows.length) return;
  await db('imported')
    .insert(rows.map((row) => ({ site, ...row })))
    .onConflict(['site', 'kind', 'foreign_key'])
    .merge(['local_id']);
}

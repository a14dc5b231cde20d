// base/jobs/remade-rows.ts: rows of a table of texts (content, html, html_version, embed_urls) whose HTML is to be made again.
import type { Database } from '../database/database.ts';
import type { Portion } from './walk.ts';
import type { WalkScope } from './walk-queries.ts';

export interface TextTable {
  name: string;
  /** What is read of a row; `id` among it. */
  columns: readonly string[];
}

/** Rows that nobody has rendered yet; until the transaction ends no other process gets them. */
export async function unmadeRows<Row>(
  db: Database,
  { name, columns }: TextTable,
  limit: number,
): Promise<Row[]> {
  const rows: unknown = await db(name)
    .select(...columns)
    .where({ html_version: 0 })
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked();
  return rows as Row[];
}

/** Of the next `limit` rows after an id, those whose HTML is to be made again. */
export async function rowsToRemake<Row>(
  db: Database,
  { name, columns }: TextTable,
  { after, scope, version, limit }: { after: number; scope: WalkScope; version: number; limit: number },
): Promise<Portion<Row>> {
  const { rows: ends } = await db.raw<{ rows: { until: number | null }[] }>(
    `SELECT max(id) AS until FROM (SELECT id FROM :name: WHERE id > :after ORDER BY id LIMIT :limit) AS stretch`,
    { name, after, limit },
  );
  const until = ends[0]!.until;
  if (until === null) return { rows: [], until: undefined };
  const wanted = `(html_version < :version OR :scope = 'all' OR (:scope = 'embeds' AND embed_urls <> '{}'))`;
  const rows: unknown = await db(name)
    .select(...columns)
    .where('id', '>', after)
    .where('id', '<=', until)
    .whereRaw(wanted, { version, scope })
    .orderBy('id')
    .limit(limit);
  return { rows: rows as Row[], until };
}

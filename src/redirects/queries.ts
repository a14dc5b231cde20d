// redirects/queries.ts: all the SQL about redirects and missing pages.
import type { Database } from '../base/database/database.ts';
import { literalInLike } from '../base/database/like.ts';
import {
  mostPatterns,
  mostRedirects,
  type MissingPage,
  type Redirect,
  type RedirectWords,
} from './redirect.ts';

/** Those that may say where an address leads. */
export async function redirectsFor(db: Database, exact: string[], prefixes: string[]): Promise<Redirect[]> {
  const { rows } = await db.raw<{ rows: Redirect[] }>(
    `SELECT * FROM (
       SELECT * FROM redirects WHERE match = 'exact' AND source_key = ANY(:exact::text[]) AND is_active
       UNION ALL
       SELECT * FROM redirects WHERE match = 'prefix' AND source_key = ANY(:prefixes::text[]) AND is_active
       UNION ALL
       SELECT * FROM redirects WHERE match = 'pattern' AND is_active
     ) AS found ORDER BY id LIMIT :most`,
    { exact, prefixes, most: mostPatterns + exact.length + prefixes.length },
  );
  return rows;
}

export const perPage = 50;

/** A page of the list, the newest first; with words only those whose addresses hold them. */
export async function listRedirects(
  db: Database,
  { words, page }: { words: string; page: number },
): Promise<{ redirects: Redirect[]; total: number }> {
  const like = words && `%${literalInLike(words)}%`;
  const { rows: redirects } = await db.raw<{ rows: Redirect[] }>(
    `SELECT * FROM redirects WHERE :like = '' OR source ILIKE :like OR target ILIKE :like
      ORDER BY id DESC LIMIT :limit OFFSET :offset`,
    { like, limit: perPage, offset: (page - 1) * perPage },
  );
  const { rows: counted } = await db.raw<{ rows: { total: number }[] }>(
    `SELECT count(*)::int AS total FROM redirects
      WHERE :like = '' OR source ILIKE :like OR target ILIKE :like LIMIT 1`,
    { like },
  );
  return { redirects, total: counted[0]!.total };
}

export function findRedirect(db: Database, id: number): Promise<Redirect | undefined> {
  return db<Redirect>('redirects').where({ id }).first();
}

/** How many there are, and how many of them are patterns. */
export async function countRedirects(db: Database): Promise<{ all: number; patterns: number }> {
  const { rows } = await db.raw<{ rows: { all: number; patterns: number }[] }>(
    `SELECT count(*)::int AS all, count(*) FILTER (WHERE match = 'pattern')::int AS patterns FROM redirects LIMIT 1`,
  );
  return rows[0]!;
}

/** Oldest first, for the export. */
export function allRedirects(db: Database): Promise<Redirect[]> {
  return db<Redirect>('redirects').orderBy('id').limit(mostRedirects);
}

/**
 * Stores redirects; one of the same kind and source takes the place of an earlier one, and keeps its hits.
 * @returns how many are new, and how many took a place
 */
export async function storeRedirects(
  db: Database,
  given: (RedirectWords & { source_key: string; is_active: boolean })[],
  now: Date,
): Promise<{ added: number; replaced: number }> {
  if (!given.length) return { added: 0, replaced: 0 };
  const { rows } = await db.raw<{ rows: { is_new: boolean }[] }>(
    `INSERT INTO redirects (match, source, source_key, target, status, is_active, created_at)
     SELECT match, source, source_key, target, status, is_active, :now
       FROM jsonb_to_recordset(:given) AS one (match text, source text, source_key text, target text, status smallint, is_active boolean)
         ON CONFLICT (match, source_key) DO UPDATE
            SET source = excluded.source, target = excluded.target, status = excluded.status, is_active = excluded.is_active
     RETURNING xmax = 0 AS is_new`,
    { given: JSON.stringify(given), now },
  );
  const added = rows.filter(({ is_new }) => is_new).length;
  return { added, replaced: rows.length - added };
}

/** @returns whether it was changed; false when another one has the source, or it is gone */
export async function updateRedirect(
  db: Database,
  id: number,
  words: RedirectWords & { source_key: string },
): Promise<boolean> {
  const { rows } = await db.raw<{ rows: unknown[] }>(
    `UPDATE redirects SET match = :match, source = :source, source_key = :source_key, target = :target, status = :status
      WHERE id = :id AND NOT EXISTS (
        SELECT FROM redirects AS other
         WHERE other.match = :match AND other.source_key = :source_key AND other.id <> :id)
      RETURNING id`,
    { ...words, id },
  );
  return rows.length > 0;
}

export async function changeRedirects(
  db: Database,
  ids: number[],
  change: 'on' | 'off' | 'delete',
): Promise<number> {
  const chosen = db<Redirect>('redirects').whereIn('id', ids);
  return change === 'delete' ? chosen.delete() : chosen.update({ is_active: change === 'on' });
}

/** Adds what was counted meanwhile. */
export async function addRedirectHits(db: Database, hits: Map<number, number>, now: Date): Promise<void> {
  await db.raw(
    `UPDATE redirects SET hits = redirects.hits + new.count, last_hit_at = :now
       FROM unnest(:ids::integer[], :counts::integer[]) AS new (id, count)
      WHERE redirects.id = new.id`,
    { ids: [...hits.keys()], counts: [...hits.values()], now },
  );
}

/** Adds visits to addresses that lead nowhere. */
export async function addMissingPages(
  db: Database,
  visits: Pick<MissingPage, 'path' | 'hits' | 'referrer'>[],
  now: Date,
): Promise<void> {
  await db.raw(
    `INSERT INTO missing_pages (path, hits, first_at, last_at, referrer)
     SELECT path, hits, :now, :now, referrer
       FROM jsonb_to_recordset(:visits) AS one (path text, hits integer, referrer text)
         ON CONFLICT (path) DO UPDATE
            SET hits = missing_pages.hits + excluded.hits, last_at = excluded.last_at,
                referrer = CASE WHEN excluded.referrer = '' THEN missing_pages.referrer ELSE excluded.referrer END`,
    { visits: JSON.stringify(visits), now },
  );
}

/** Those asked for most often. */
export function missingPages(db: Database, limit: number): Promise<MissingPage[]> {
  return db<MissingPage>('missing_pages')
    .orderBy([
      { column: 'hits', order: 'desc' },
      { column: 'last_at', order: 'desc' },
      { column: 'path', order: 'asc' },
    ])
    .limit(limit);
}

export async function forgetMissingPages(db: Database, paths: string[]): Promise<void> {
  await db('missing_pages').whereIn('path', paths).delete();
}

/** Keeps those asked for most often, and forgets who was not asked for since a date. */
export async function tidyMissingPages(
  db: Database,
  { most, before }: { most: number; before: Date },
): Promise<void> {
  await db.raw(
    `DELETE FROM missing_pages
      WHERE last_at < :before
         OR path IN (SELECT path FROM missing_pages ORDER BY hits DESC, last_at DESC, path OFFSET :most)`,
    { most, before },
  );
}

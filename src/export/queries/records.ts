// export/queries/records.ts: rows of a kind as JSON, in portions by key: what a capsule holds besides the texts' own format.
import type { Database } from '../../base/database/database.ts';

/** What stands in no capsule: hashes, tokens, and what is made of other columns. */
const left = {
  users: ['password_hash'],
  posts: [
    'html',
    'html_version',
    'plain',
    'plain_excerpt',
    'feed_html',
    'teaser_html',
    'teaser_more',
    'pages',
    'words',
  ],
  comments: [
    'html',
    'html_version',
    'plain',
    'feed_html',
    'words',
    'form_key',
    'browser_key_hash',
    'shown_as',
  ],
  media: ['file_stem', 'variants_due'],
} as const;

/** The kinds of records, by their table; each has a file. All have a number as key. */
export const kinds = [
  'users',
  'terms',
  'posts',
  'revisions',
  'comments',
  'media',
  'attachments',
  'menus',
  'menu_items',
  'linkbacks',
] as const;
export type RecordKind = (typeof kinds)[number];

/** The first `limit` records after a key, as lines of JSON with the key of the last. */
export async function recordsAfter(
  db: Database,
  kind: RecordKind,
  after: number,
  limit: number,
): Promise<{ id: number; json: string }[]> {
  const without = kind in left ? [...left[kind as keyof typeof left]] : [];
  const { rows } = await db.raw<{ rows: { id: number; json: string }[] }>(
    `SELECT id, (to_jsonb(one) - :without::text[])::text AS json
       FROM :kind: AS one WHERE id > :after ORDER BY id LIMIT :limit`,
    { kind, without, after, limit },
  );
  return rows;
}

/** Which posts have which terms, in order. */
export async function filedAfter(
  db: Database,
  after: { post_id: number; term_id: number },
  limit: number,
): Promise<{ post_id: number; term_id: number; position: number }[]> {
  return db('post_terms')
    .whereRaw('(post_id, term_id) > (?, ?)', [after.post_id, after.term_id])
    .orderBy(['post_id', 'term_id'])
    .limit(limit)
    .select('post_id', 'term_id', 'position');
}

/** Settings that differ from their defaults. */
export function storedSettings(db: Database): Promise<{ name: string; value: unknown }[]> {
  return db('settings').orderBy('name').limit(10_000).select('name', 'value');
}

/** Files that are here, portion after portion: originals and all that was made of them. */
export async function filesAfter(
  db: Database,
  after: number,
  limit: number,
): Promise<{ id: number; files: string[] }[]> {
  const { rows } = await db.raw<{ rows: { id: number; files: string[] }[] }>(
    `SELECT id, array_remove(ARRAY[file, original_file], NULL)
                || ARRAY(SELECT one ->> 'file' FROM jsonb_array_elements(renditions) AS one)
                || ARRAY(SELECT one ->> 'file' FROM jsonb_array_elements(variants) AS one) AS files
       FROM media WHERE id > :after AND file IS NOT NULL ORDER BY id LIMIT :limit`,
    { after, limit },
  );
  return rows;
}

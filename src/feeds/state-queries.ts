// feeds/state-queries.ts: how all that a feed is made of stands, in one statement: for who asks whether it has changed.
import type { Database } from '../base/database/database.ts';

/** How a feed stands. */
export interface FeedState {
  /** Of its entries, in their order. */
  ids: number[];
  /** The newest date of its entries; without any, when the last post came out; null on an empty blog. */
  newest: Date | null;
  /** Another one whenever any row that the feed shows something of was written, came or went. */
  digest: string;
  /** Entries whose extracts were never taken. */
  unextracted: number[];
}

type Entries = { toSQL(): unknown };

// Lists of ids go in as arrays: of a subquery the planner guesses a length that makes it read whole tables.
// xmin is the transaction that wrote a row last (PostgreSQL, "System Columns"): it changes with every write, whoever
// makes it and whether or not a date was set, and a transaction that is rolled back leaves none.
const rowsOf = (table: string, ids: string) =>
  `(SELECT string_agg(id || ' ' || ${table}.xmin::text, ',' ORDER BY id) FROM ${table} WHERE id = ANY (ARRAY(${ids})))`;

/** Posts and all that their addresses are made of: pages above, categories with those above, authors. */
const postsAround = (posts: string) => `pages AS (
       SELECT id, parent_id FROM posts WHERE id = ANY (ARRAY(${posts}))
       UNION SELECT posts.id, posts.parent_id FROM posts JOIN pages ON posts.id = pages.parent_id
     ), given AS (
       SELECT term_id AS id FROM post_terms WHERE post_id = ANY (ARRAY(${posts}))
     ), line AS (
       SELECT terms.id, terms.parent_id FROM terms WHERE id = ANY (ARRAY(SELECT id FROM given))
       UNION SELECT terms.id, terms.parent_id FROM terms JOIN line ON terms.id = line.parent_id
     )`;

const digestOf = (parts: string[]) => `md5(concat_ws('|', ${parts.join(', ')}))`;

const lastPublished = `(SELECT max(published_at) FROM posts WHERE type = 'post' AND status = 'publish')`;

const settingsRows = `(SELECT string_agg(name || ' ' || settings.xmin::text, ',' ORDER BY name) FROM settings)`;

const aroundRows = (posts: string) => [
  rowsOf('posts', 'SELECT id FROM pages'),
  `(SELECT string_agg(post_id || ' ' || term_id, ',' ORDER BY post_id, term_id) FROM post_terms WHERE post_id = ANY (ARRAY(${posts})))`,
  rowsOf('terms', 'SELECT id FROM line'),
  rowsOf('users', `SELECT author_id FROM posts WHERE id = ANY (ARRAY(${posts}))`),
  settingsRows,
];

const orderedEntries = `string_agg(entries.id || ' ' || version, ',' ORDER BY place)`;

/** Of a feed of posts. @param entries gives id and version, in order */
export function stateOfPosts(db: Database, entries: Entries): Promise<FeedState> {
  const posts = 'SELECT id FROM entries';
  const media = `SELECT unnest(media_ids || featured_media_id) FROM posts WHERE id = ANY (ARRAY(${posts}))`;
  return one(
    db,
    `WITH RECURSIVE listed AS (:entries),
     entries AS (SELECT id, version, row_number() OVER () AS place FROM listed),
     ${postsAround(posts)}
     SELECT coalesce(array_agg(entries.id ORDER BY place), '{}') AS ids,
            coalesce(max(greatest(published_at, modified_at)), ${lastPublished}) AS newest,
            coalesce(array_agg(entries.id) FILTER (WHERE plain IS NULL OR plain_excerpt IS NULL), '{}') AS unextracted,
            ${digestOf([orderedEntries, rowsOf('media', media), ...aroundRows(posts)])} AS digest
       FROM entries JOIN posts USING (id)`,
    entries,
  );
}

/** Of a feed of comments. @param entries gives id and version, in order */
export function stateOfComments(db: Database, entries: Entries): Promise<FeedState> {
  const comments = 'SELECT id FROM entries';
  const posts = `SELECT post_id FROM comments WHERE id = ANY (ARRAY(${comments}))`;
  const parents = `SELECT parent_id FROM comments WHERE id = ANY (ARRAY(${comments}))`;
  const files = `SELECT media_id FROM attachments WHERE comment_id = ANY (ARRAY(${comments}))`;
  const attached = `(SELECT string_agg(id || ' ' || attachments.xmin::text, ',' ORDER BY id) FROM attachments
                      WHERE comment_id = ANY (ARRAY(${comments})))`;
  const parts = [orderedEntries, rowsOf('comments', parents), attached, rowsOf('media', files)];
  return one(
    db,
    `WITH RECURSIVE listed AS (:entries),
     entries AS (SELECT id, version, row_number() OVER () AS place FROM listed),
     ${postsAround(posts)}
     SELECT coalesce(array_agg(entries.id ORDER BY place), '{}') AS ids,
            coalesce(max(posted_at), ${lastPublished}) AS newest,
            coalesce(array_agg(entries.id) FILTER (WHERE plain IS NULL), '{}') AS unextracted,
            ${digestOf([...parts, ...aroundRows(posts)])} AS digest
       FROM entries JOIN comments USING (id)`,
    entries,
  );
}

async function one(db: Database, sql: string, entries: Entries): Promise<FeedState> {
  const { rows } = await db.raw<{ rows: FeedState[] }>(sql, { entries } as never);
  return rows[0]!;
}

// tests/house/queries.test.ts: who writes a table, where SQL stands, and how much a statement may ask for.
import { expect, test } from 'vitest';
import * as allowed from './exceptions.ts';
import { loopedCalls } from './loops.ts';
import { read, sources, treeOf } from './sources.ts';
import { isEndless, isWrite, statementsOf, tablesWritten } from './sql.ts';

const isOfQueries = (file: string): boolean => /\/queries\/|queries\.ts$/.test(file);
const textOf = (file: string): string => read(`src/${file}`);

/** What is found must be what is allowed: an exception that is needed no more must go. */
const expectOnly = (found: string[], exceptions: Record<string, string>): void =>
  expect([...new Set(found)].toSorted()).toEqual(Object.keys(exceptions).toSorted());

test('a table is written by one feature', () => {
  const own = new Map<string, string>();
  const others: string[] = [];
  for (const file of sources.filter((one) => !one.startsWith('import/'))) {
    const feature = file.split('/')[0]!;
    for (const table of writtenIn(textOf(file), file)) {
      const isOther = allowed.writers[`${feature} → ${table}`] || (own.get(table) ?? feature) !== feature;
      if (isOther) others.push(`${feature} → ${table}`);
      else own.set(table, feature);
    }
  }
  expect(own.size).toBeGreaterThan(35);
  expect([...own.keys()].filter((table) => !/^[a-z_]+$/.test(table))).toEqual([]);
  expectOnly(others, allowed.writers);
});

test.each([
  ["await db('posts').where({ id }).update({ title });", 'posts'],
  ["await blog.db<Post>('posts').insert(row).returning('*');", 'posts'],
  ["await db('posts').whereIn('id', ids).del();", 'posts'],
  ['await db.raw(`WITH old AS (DELETE FROM posts RETURNING id) SELECT * FROM old`);', 'posts'],
  ['await db.raw(`UPDATE posts AS one SET title = :title`, { title });', 'posts'],
  [
    'await db.raw(`INSERT INTO posts (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET title = :title`);',
    'posts',
  ],
])('a statement that writes is found: %s', (text, table) => {
  expect(writtenIn(text)).toEqual([table]);
});

test.each([
  "await db('posts').where({ id }).first();",
  'await db.raw(`SELECT id FROM posts WHERE id = :id FOR UPDATE SKIP LOCKED`);',
  'waiting.delete(id);',
])('a statement that writes nothing is none: %s', (text) => {
  expect(writtenIn(text)).toEqual([]);
});

test('SQL stands in queries files', () => {
  const outside = sources.filter((file) => !isOfQueries(file) && asksIn(textOf(file), file));
  expectOnly(outside, allowed.placesOfSql);
  expect([asksIn("await db('posts').first();"), asksIn('listFrom(db);')]).toEqual([true, false]);
});

test('no query is made in a loop', () => {
  expectOnly(
    sources.flatMap((file) => loopedQueries(textOf(file), file).map((name) => `${file} ${name}`)),
    allowed.loopedQueries,
  );
});

test.each([
  'async function all() { for (const id of ids) { await findPost(db, id); } }',
  'async function all() { while (more) more = await findPost(db, 1); }',
  'function all() { return Promise.all(ids.map((id) => findPost(db, id))); }',
  'async function all() { for (const id of ids) await Promise.all([id].map(async (one) => await findPost(db, one))); }',
  "async function all() { for (const id of ids) await db('posts').where({ id }).first(); }",
])('a query in a loop is found: %s', (text) => {
  expect(loopedQueries(`import { findPost } from './queries.ts';\n${text}`)).toEqual(['all']);
});

test.each([
  'async function all() { for (const post of await findPost(db, 1)) show(post); }',
  'async function all() { return (await findPost(db, 1)).map((post) => show(post)); }',
  'async function all() { for (const id of ids) await other(id); }',
])('a query that is made once is none: %s', (text) => {
  expect(loopedQueries(`import { findPost } from './queries.ts';\n${text}`)).toEqual([]);
});

test('what gives rows gives them in an order, and so many at most', () => {
  expectOnly(
    sources.flatMap((file) => endlessIn(textOf(file), file).map((name) => `${file} ${name}`)),
    allowed.endless,
  );
});

test.each([
  "export function all(db) { return db('posts').where({ status }).orderBy('id'); }",
  "export function all(db) { return db('posts').where({ status }).limit(10); }",
  "export function all(db) { const query = db('posts').orderBy('id'); if (one) void query.where({ one }); return query; }",
  "const narrowed = (db) => db('posts').where({ status });\nexport function all(db) { return narrowed(db).orderBy('id'); }",
  'export function all(db) { return db.raw(`SELECT id FROM posts ORDER BY id`); }',
  'export function all(db) { return db.raw(`SELECT id FROM posts LIMIT 10`); }',
  'export function all(db) { return db.raw(`SELECT status, count(*) FROM posts GROUP BY status`); }',
])('a list without an end or an order is found: %s', (text) => {
  expect(endlessIn(text)).toEqual(['all']);
});

test.each([
  "export function all(db) { return db('posts').orderBy('id').limit(10); }",
  "export function all(db) { const query = db('posts').orderBy('id'); return query.limit(10); }",
  "export function one(db) { return db('posts').where({ id }).first(); }",
  "export function sum(db) { return db('posts').count('* as count'); }",
  'export function all(db) { return db.raw(`SELECT id FROM posts ORDER BY id LIMIT 10`); }',
  'export function sum(db) { return db.raw(`SELECT count(*) AS count FROM posts`); }',
])('a list with both, and a single row, is none: %s', (text) => {
  expect(endlessIn(text)).toEqual([]);
});

test('raw SQL is never put together from values (D12)', () => {
  const pasted = /\.raw\(\s*`[^`]*\$\{/;
  expect(sources.filter((file) => pasted.test(textOf(file)))).toEqual([]);
});

function writtenIn(text: string, file?: string): string[] {
  return statementsOf(text, file).flatMap((statement) =>
    statement.sql === undefined
      ? isWrite(statement)
        ? [statement.table ?? '']
        : []
      : tablesWritten(statement.sql),
  );
}

const asksIn = (text: string, file?: string): boolean =>
  statementsOf(text, file).some(({ sql, calls }) => sql !== undefined || calls.length > 0);

const endlessIn = (text: string, file?: string): string[] =>
  statementsOf(text, file)
    .filter(isEndless)
    .map(({ name }) => name);

/** The functions in which a function of a queries file, or the database itself, is called for each of many things. */
function loopedQueries(text: string, file?: string): string[] {
  const imported = [...text.matchAll(/import \{([^}]*)\} from '[^']*queries[^']*'/g)]
    .flatMap(([, names]) => names!.split(','))
    .map((name) => name.trim())
    .filter((name) => name && !name.startsWith('type '));
  const queries = new Set(['db', 'trx', 'raw', ...imported]);
  return [
    ...new Set(
      loopedCalls(treeOf(text, file))
        .filter(({ called }) => queries.has(called))
        .map(({ name }) => name),
    ),
  ];
}

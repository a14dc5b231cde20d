// tests/search/cost.test.ts: what a search may read of a large blog, how many run at once, and what becomes of the others.
import http from 'node:http';
import { beforeAll, expect, test } from 'vitest';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const many = 40_000;

beforeAll(async () => {
  const post = await site.hasPost({ title: 'Much said' });
  await db.raw(
    `INSERT INTO comments (post_id, status, author_name, content, html, posted_at)
     SELECT :id, 'approve', 'Reader', 'x',
            '<p>common words number' || n || ' in the ' || CASE WHEN n % 2 = 0 THEN 'even even sentence' ELSE 'odd odd phrase' END
            || ' ' || md5(n::text) || ' ' || repeat('much more of the text of a reader ', 12) || '</p>',
            timestamptz '2020-01-01' + n * interval '1 minute'
       FROM generate_series(1, :many::int) AS n`,
    { id: post.id, many },
  );
  await db.raw('VACUUM ANALYZE comments');
}, 240_000);

interface Plan {
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
}

/** The blocks of 8 kB that the statement of a search reads, as the application sends it. */
async function blocksOf(query: object, path = '/', mark = 'ts_rank_cd'): Promise<number> {
  const statements: { sql: string; bindings: unknown[] }[] = [];
  const note = (query: { sql: string; bindings: unknown[] }) => statements.push(query);
  db.on('query', note);
  const answer = await site.request.get(path).query(query);
  db.off('query', note);
  expect(answer.status).toBe(200);
  const { sql, bindings } = statements.find((one) => one.sql.includes(mark))!;
  const client = await db.client.acquireConnection();
  try {
    await client.query('BEGIN; SET LOCAL enable_seqscan = off');
    const explained = await client.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`, bindings);
    await client.query('COMMIT');
    const [{ Plan: plan }] = explained.rows[0]['QUERY PLAN'] as [{ Plan: Plan }];
    return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
  } finally {
    await db.client.releaseConnection(client);
  }
}

test.each([
  ['a word that nobody wrote', 'quaggafield', 60],
  ['words that nobody wrote together', 'sentence phrase', 200],
  ['a phrase of words that nobody wrote together', '"sentence phrase"', 200],
  ['a phrase of common words that nobody wrote in this order', '"sentence common"', 4000],
  ['a word that one wrote', 'number777x or number4777', 60],
  ['a word that all wrote', 'common', 4000],
  ['all but a word that all wrote', '-common', 4000],
  ['a beginning that all words have', 'num', 4000],
])(
  '%s costs a bounded number of blocks',
  async (_what, words, most) => {
    const blocks = await blocksOf({ s: words });
    const ofList = await blocksOf({ search: words }, '/wp-json/wp/v2/comments', 'by_words');

    expect(blocks).toBeLessThan(most);
    expect(ofList).toBeLessThan(most);
  },
  60_000,
);

/** Holds back every search until it is let go. */
async function held() {
  const transaction = await db.transaction();
  await transaction.raw('LOCK TABLE comments IN ACCESS EXCLUSIVE MODE');
  return () => transaction.commit();
}

/** How many searches the database has in hand. */
async function underWay(): Promise<number> {
  const { rows } = await db.raw<{ rows: { count: number }[] }>(
    `SELECT count(*) FROM pg_stat_activity
      WHERE datname = current_database() AND state = 'active' AND query LIKE 'WITH posts_indexed%' AND pid <> pg_backend_pid()`,
  );
  return rows[0]!.count;
}

const ask = (path: string) =>
  new Promise<{ status: number; headers: http.IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const request = http.get(site.address + path, { agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (more: string) => (text += more));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }));
    });
    request.on('error', reject);
  });

const search = (number: number) => ask(`/?s=common+words${number}`);

test('three searches run at once, six wait, and others are told at once, with their words kept', async () => {
  const letGo = await held();
  const answers: number[] = [];

  const asked = Array.from({ length: 20 }, (_, number) =>
    search(number).then((answer) => (answers.push(answer.status), answer)),
  );
  while (answers.length < 11) await new Promise((resolve) => setImmediate(resolve));
  const running = await underWay();
  const page = await ask('/about-nothing/');
  const refused = await ask('/?s=kept+words');
  const list = await ask('/wp-json/wp/v2/comments?search=kept+words');
  await letGo();
  await Promise.all(asked);

  expect(running).toBe(3);
  expect(page.status).toBe(404);
  expect([refused.status, refused.headers['retry-after']]).toEqual([503, '5']);
  expect([list.status, JSON.parse(list.text).code]).toEqual([503, 'search_busy']);
  expect(refused.text).toContain('Many people are searching at the moment.');
  expect(refused.text).toContain('value="kept words"');
  expect(answers.filter((status) => status === 200)).toHaveLength(9);
  expect(answers.filter((status) => status === 503)).toHaveLength(11);
  expect((await search(1)).status).toBe(200);
});

test('a search that takes too long is stopped in the database and answered with 503, also as a feed', async () => {
  const letGo = await held();

  const [page, feed] = await Promise.all([ask('/?s=common'), ask('/search/common/feed/rss2/')]);
  const running = await underWay();
  await letGo();

  expect([page.status, page.headers['retry-after']]).toEqual([503, '5']);
  expect(page.text).toContain('value="common"');
  expect([feed.status, feed.headers['retry-after']]).toEqual([503, '5']);
  expect(running).toBe(0);
  expect(site.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
}, 30_000);

test('who leaves while waiting makes room for the next', async () => {
  const letGo = await held();
  const running = [1, 2, 3].map(search);
  while ((await underWay()) < 3) await new Promise((resolve) => setImmediate(resolve));
  const leaving = Array.from({ length: 6 }, () =>
    http.get(`${site.address}/?s=common`, { agent: false }).on('error', () => {}),
  );
  while ((await search(4)).status !== 503);

  for (const request of leaving) request.destroy();
  while (site.logged.filter(({ aborted }) => aborted).length < 6)
    await new Promise((resolve) => setImmediate(resolve));
  const next = search(5);
  await letGo();

  expect((await next).status).toBe(200);
  await Promise.all(running);
});

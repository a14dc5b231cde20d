// bench/moderation-corpus.ts: many comments of all statuses and kinds, by COPY. The same number gives the same corpus.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import copy from 'pg-copy-streams';
import { clientOptions, type Connection, type Database } from '../src/base/database/database.ts';

export const posts = 2000;

/** One comment in a thousand; seven in all; nearly every one. */
export const words = { seldom: 'lighthouse', rare: 'xylograph', common: 'harbour' };

const vocabulary =
  'the tide was in and all the boats lay still while somebody on the wall read aloud from a book about rain ropes paint weather stairs'.split(
    ' ',
  );

/** Fills the table of comments; its indexes are made anew afterwards, which is quicker. */
export async function fillComments(connection: Connection, db: Database, count: number): Promise<void> {
  await db.raw(
    `INSERT INTO users (login, slug, email, display_name, role)
     VALUES ('bench', 'bench-author', 'bench@example.com', 'Bench', 'administrator')`,
  );
  await db.raw(
    `INSERT INTO posts (id, title, slug, status, published_at, content, html, html_version, author_id, guid)
     SELECT 100000 + n, 'Bench ' || n, 'bench-' || n, 'publish', now() - n * interval '1 hour', '', '', 30000,
            (SELECT id FROM users WHERE login = 'bench'), '' FROM generate_series(1, :posts::int) AS n`,
    { posts },
  );
  const client = new pg.Client(clientOptions(connection));
  await client.connect();
  const { rows: indexes } = await client.query<{ indexname: string; indexdef: string }>(
    `SELECT indexname, indexdef FROM pg_indexes
      WHERE tablename = 'comments' AND indexname <> 'comments_pkey' AND indexdef NOT LIKE 'CREATE UNIQUE%'`,
  );
  for (const { indexname } of indexes) await client.query(`DROP INDEX ${indexname}`);
  const table = client.query(
    copy.from(`COPY comments (id, post_id, type, status, author_name, author_email, author_url, author_ip, content,
                              html, html_version, plain, posted_at, status_changed_at) FROM STDIN`),
  );
  await pipeline(Readable.from(lines(count)), table);
  await client.query(`SET maintenance_work_mem = '512MB'`);
  for (const { indexdef } of indexes) await client.query(indexdef);
  await client.query(
    `SELECT setval(pg_get_serial_sequence('comments', 'id'), (SELECT max(id) FROM comments))`,
  );
  await client.query('VACUUM ANALYZE');
  await client.end();
}

function* lines(count: number): Generator<string> {
  const began = Date.parse('2018-01-01T00:00:00Z');
  const step = (8 * 365 * 86_400_000) / count;
  for (let n = 1; n <= count; n += 1) {
    const at = new Date(began + Math.round(n * step)).toISOString();
    const text = textOf(n, count);
    const who = (n * 7919) % 50_000;
    const status = n % 100 === 0 ? 'hold' : n % 8 === 1 ? 'spam' : n % 50 === 2 ? 'trash' : 'approve';
    const type = n % 60 === 3 ? ['trackback', 'pingback', 'webmention'][n % 3] : 'comment';
    yield [
      100_000 + n, 100_001 + ((n * 31) % posts), type, status, `Reader ${who}`, `reader${who}@mail${who % 200}.example`,
      n % 5 ? '' : `https://site${who}.example/`, `${10 + (n % 3)}.${who % 250}.${n % 250}.${(n * 13) % 250}`,
      text, `<p>${text}</p>`, 30_000, text, at, at,
    ].join('\t') + '\n'; // prettier-ignore
  }
}

function textOf(n: number, count: number): string {
  const length = 12 + (n % 40);
  const said = Array.from(
    { length },
    (_, at) => vocabulary[(n * 17 + at * at * 7 + at) % vocabulary.length]!,
  );
  if (n % 20) said.push(words.common);
  if (n % 1000 === 500) said.push(words.seldom);
  if (n % Math.ceil(count / 7) === 11) said.push(words.rare);
  return said.join(' ');
}

// tests/start/pools.test.ts: the real program has connections by purpose: none can use up another's, and none waits for ever.
import http from 'node:http';
import { expect, test } from 'vitest';
import { ownDatabase } from './own-database.ts';
import { blogIn, serve, temporaryFolder } from './process.ts';

const { url, db } = await ownDatabase('pools');

const env = {
  ...blogIn(temporaryFolder()),
  DATABASE_URL: url,
  SETUP_TITLE: 'Crowded',
  SETUP_USER: 'ada',
  SETUP_EMAIL: 'ada@example.com',
  SETUP_PASSWORD: 'correct horse battery',
  TRUST_PROXY: '1',
};

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
}

function ask(
  url: string,
  headers: Record<string, string> = {},
  fields?: Record<string, string>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const body = fields && new URLSearchParams(fields).toString();
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const options = {
      agent: false,
      method: fields ? 'POST' : 'GET',
      headers: { ...(fields && type), ...headers },
    };
    const request = http.request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (more: string) => (text += more));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }));
    });
    request.on('error', reject).end(body);
  });
}

const statuses = (answers: Answer[]) =>
  [...new Set(answers.map(({ status }) => status))].toSorted((a, b) => a - b);

test('readers who wait for a table that is held back hold nobody else back, and are told so when it takes too long', async () => {
  const blog = await serve(env);
  const signedIn = await ask(`${blog.address}/login`, {}, { log: 'ada', pwd: 'correct horse battery' });
  const cookie = signedIn.headers['set-cookie']!.map((one) => one.split(';')[0]).join('; ');
  const post = await db.query(
    `SELECT id, slug FROM posts WHERE status = 'publish' AND type = 'post' LIMIT 1`,
  );
  const [{ id }] = post.rows as [{ id: number }];
  expect((await ask(`${blog.address}/admin/profile`, { cookie })).status).toBe(200);
  await db.query('BEGIN; LOCK TABLE terms IN ACCESS EXCLUSIVE MODE');

  const reading = Array.from({ length: 500 }, () => ask(`${blog.address}/category/none/`));
  const writing = Array.from({ length: 12 }, (_, number) =>
    ask(
      `${blog.address}/wp-comments-post.php`,
      { 'x-forwarded-for': `198.51.${number}.7` },
      {
        comment_post_ID: String(id),
        author: `Reader ${number}`,
        email: `reader${number}@example.com`,
        comment: `Words of reader ${number}`,
      },
    ),
  );
  const written = await Promise.all(writing);
  const profile = await ask(`${blog.address}/admin/profile`, { cookie });
  const read = await Promise.all(reading);
  await db.query('COMMIT');

  expect(statuses(written)).toEqual([303]);
  expect(profile.status).toBe(200);
  // PostgreSQL cancels what waits for five seconds; nobody has waited for more than a few of those.
  expect(statuses(read)).toEqual([503]);
  expect(read.every(({ headers }) => headers['retry-after'] === '5')).toBe(true);
  expect(read.every(({ text }) => text.includes('Many people are reading at the moment.'))).toBe(true);
  const kept = await db.query(
    `SELECT count(*)::int AS count FROM comments WHERE content LIKE 'Words of reader%'`,
  );
  expect(kept.rows).toEqual([{ count: 12 }]);
  const after = await Promise.all(Array.from({ length: 30 }, () => ask(`${blog.address}/category/none/`)));
  expect(statuses(after)).toEqual([404]);
  expect(blog.out() + blog.err()).not.toMatch(/"level":(50|60)/);

  blog.child.kill('SIGTERM');
  expect(await blog.ended).toBe(0);
}, 120_000);

test('what is saved in the admin is seen by readers at once', async () => {
  const blog = await serve(env);
  const signedIn = await ask(`${blog.address}/login`, {}, { log: 'ada', pwd: 'correct horse battery' });
  const cookie = signedIn.headers['set-cookie']!.map((one) => one.split(';')[0]).join('; ');
  expect((await ask(`${blog.address}/`)).text).toContain('Crowded');

  const fields = {
    blogname: 'Quiet again',
    blogdescription: '',
    timezone_string: 'UTC',
    date_format: 'F j, Y',
    time_format: 'H:i',
  };
  const saved = await ask(`${blog.address}/admin/settings/general`, { cookie }, fields);
  const home = await ask(`${blog.address}/`);

  expect(saved.status).toBe(303);
  expect(home.text).toContain('Quiet again');
  blog.child.kill('SIGTERM');
  expect(await blog.ended).toBe(0);
}, 120_000);

// tests/import/hostile-site.test.ts: a running site that is broken, or means harm, is read as far as it makes sense, and gets no password.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { importFrom } from '../../src/import/import-from.ts';
import type { Credentials } from '../../src/import/reader.ts';
import { siteReader } from '../../src/import/wordpress-site/site-reader.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog, type TestBlog } from '../blog.ts';

const local = { FETCH_ALLOW: '127.0.0.1' };
const credentials = { user: 'ada', password: 'secret words' };

const from = (site: TestBlog, address: string, more: { credentials?: Credentials } = {}) =>
  importFrom(site.blog, siteReader, { open: () => [] as never, address, ...more });
const posts = (site: TestBlog) => site.blog.db<Post>('posts').orderBy('id');

/** A site that answers as a test says. */
async function pretended(
  answer: (url: URL, headers: http.IncomingHttpHeaders) => [number, unknown, Record<string, string>?],
) {
  const server = http.createServer((req, res) => {
    const [status, body, headers = {}] = answer(new URL(req.url!, 'http://x'), req.headers);
    res.writeHead(status, { 'content-type': 'application/json', ...headers });
    res.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a site without permalinks, with warnings in its answers, and that fails once is read; hostile values are passed over', async () => {
  let failed = false;
  const address = await pretended((url) => {
    const route = url.searchParams.get('rest_route');
    if (!route) return [200, '<p>Home</p>', { 'content-type': 'text/html' }];
    if (route === '/')
      return [
        200,
        `<b>Warning</b>: x\n${JSON.stringify({ name: 'Odd', home: 'http://odd.example', namespaces: ['wp/v2'] })}`,
      ];
    if (route !== '/wp/v2/posts') return [404, { code: 'rest_no_route' }];
    if (!failed) {
      failed = true;
      return [503, {}];
    }
    const rows = [
      {
        id: 7,
        type: 'post',
        slug: '../x',
        status: 'publish',
        title: { rendered: '<script>x()</script>T' },
        content: { rendered: '<p onclick="x()">Words</p>' },
        categories: 'none',
        author: {},
      },
      'no post',
      { id: '9'.repeat(30) },
    ];
    return [200, rows, { 'x-wp-total': '1', 'x-wp-totalpages': '1' }];
  });
  const site = await startBlog(local);

  const result = await from(site, address);

  expect([result.problem, failed]).toEqual([undefined, true]);
  const [post] = await posts(site);
  expect(post).toMatchObject({ id: 7, title: 'T' });
  expect(post!.html).toBe('<p>Words</p>');
});

test('credentials go to the site alone, and not along a redirect to another', async () => {
  const seen: (string | undefined)[] = [];
  const thief = await pretended((_url, { authorization }) => {
    seen.push(authorization);
    return [200, []];
  });
  const address = await pretended((url) => {
    if (url.pathname === '/') return [200, '<p>Home</p>', { 'content-type': 'text/html' }];
    if (url.pathname === '/wp-json/') return [200, { namespaces: ['wp/v2'] }];
    return [302, '', { location: `${thief}${url.pathname}` }];
  });
  const site = await startBlog(local);

  await from(site, address, { credentials });

  expect(seen.length).toBeGreaterThan(0);
  expect(seen.filter(Boolean)).toEqual([]);
});

test.each([
  [
    'a header',
    (place: string) => [200, [], { link: `<${place}/wp-json/>; rel="https://api.w.org/"` }] as const,
  ],
  ['a redirect', (place: string) => [302, '', { location: `${place}/` }] as const],
])('the site that %s names gets no credentials', async (_what, first) => {
  const seen: (string | undefined)[] = [];
  const thief = await pretended((url, { authorization }) => {
    seen.push(authorization);
    return url.pathname === '/wp-json/' ? [200, { namespaces: ['wp/v2'] }] : [200, { id: 1 }];
  });
  const address = await pretended((url) =>
    url.pathname === '/' ? [...first(thief.replace('127.0.0.1', 'localhost'))] : [404, {}],
  );
  const site = await startBlog({ FETCH_ALLOW: '127.0.0.1,::1' });

  const signed = await from(site, address, { credentials });
  const asked = seen.splice(0);
  await from(site, address);

  expect(signed.problem).toContain('the application password is sent to no other site');
  expect(asked.filter(Boolean)).toEqual([]);
  expect(seen.length).toBeGreaterThan(asked.length);
});

/** A site whose list of posts is as a test says, page by page. */
const listing = (rows: (page: number) => unknown[], headers: Record<string, string> = {}) =>
  pretended((url, { authorization }) => {
    if (url.pathname === '/') return [200, []];
    if (url.pathname === '/wp-json/') return [200, { namespaces: ['wp/v2'], home: 'http://listed.example' }];
    if (url.pathname.endsWith('/users/me')) return [authorization ? 200 : 401, {}];
    if (!url.pathname.endsWith('/posts')) return [200, []];
    const given = url.searchParams.get('include');
    if (given) return [200, given.split(',').map((id) => ({ ...numbered(Number(id)) }))];
    return [200, rows(Number(url.searchParams.get('page') ?? 1)), headers];
  });
const numbered = (id: number) => ({
  id,
  type: 'post',
  status: 'publish',
  slug: `post-${id}`,
  title: { raw: `T${id}\0\ud83d` },
  content: { raw: '<p>Half \ude00 and \0 nothing</p>' },
  date_gmt: '2025-03-04T10:00:00',
});

test('a list ends where a page brings nothing new, whatever the site says of its pages; half characters stop nothing', async () => {
  const endless = await listing(() => [{ id: 5 }, { id: 6 }], {
    'x-wp-total': '9e99',
    'x-wp-totalpages': '999999',
  });
  const short = await listing((page) => (page < 4 ? [{ id: page }] : []), { 'x-wp-totalpages': '1' });
  const [one, other] = [await startBlog(local), await startBlog(local)];

  const ended = await from(one, endless);
  const whole = await from(other, short);

  expect([ended.problem, whole.problem]).toEqual([undefined, undefined]);
  expect((await posts(one)).map(({ id, title }) => [id, title])).toEqual([
    [5, 'T5\ufffd'],
    [6, 'T6\ufffd'],
  ]);
  expect((await posts(other)).map(({ id }) => id)).toEqual([1, 2, 3]);
  expect((await posts(one))[0]!.html).toContain('Half \ufffd and  nothing');
});

test('the password is gone from the table before the old site is asked, and is asked for again', async () => {
  const site = await startBlog(local);
  const owner = await site.signIn(await site.hasUser({ role: 'administrator' }));
  const kept: Promise<{ password: string | null }[]>[] = [];
  const address = await pretended(() => {
    kept.push(site.blog.db('imports').select('password'));
    return [404, {}];
  });
  const form = { address, login: 'ada', password: 'secret words', attachments: 'skip' };

  const { location } = (await owner.post('/admin/import/site').type('form').send(form)).headers;
  await site.work();
  await owner.post(`${location}/start`).type('form').send({});
  await site.work();

  expect(kept.length).toBeGreaterThan(0);
  expect((await Promise.all(kept)).flat().filter(({ password }) => password !== null)).toEqual([]);
  expect((await owner.get(location!)).text).toContain('give it again');
});

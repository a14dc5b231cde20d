// tests/base/page-cache/kept.test.ts: pages from memory are those that the application would make, and nobody's but everybody's.
import type { Response } from 'supertest';
import { beforeEach, expect, test } from 'vitest';
import { writeHits } from '../../../src/hits/count.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog({ PAGE_CACHE_MB: '16' });
const admin = await site.hasUser({ role: 'administrator', display_name: 'Ada' });
const { blog } = site;

/** What the application has made since, by path. */
function made(): string[] {
  const paths = site.logged
    .filter((line) => line.msg === 'request' && !line.page_cache)
    .map((line) => line.path);
  site.logged.length = 0;
  return paths as string[];
}

const read = (path: string) => site.request.get(path);
/** Asks twice, so that the page is in memory. @returns the second answer */
async function kept(path: string): Promise<Response> {
  await site.cache!.heard();
  await read(path).expect(200);
  made();
  const again = await read(path).expect(200);
  expect(made(), `${path} came from memory`).toEqual([]);
  return again;
}

beforeEach(() => void (site.logged.length = 0));

test('pages, feeds, sitemaps and the REST API come from memory the second time, the same as they were made', async () => {
  const post = await site.hasPost({ title: 'Kept', slug: 'kept', html: '<p>Words to keep.</p>' });
  await site.hasComment({ post_id: post.id, html: '<p>Said</p>' });
  for (const path of [
    '/',
    '/2026/08/01/kept/',
    '/feed/',
    '/comments/feed/',
    '/wp-sitemap.xml',
    '/wp-json/wp/v2/posts?per_page=5',
  ]) {
    await site.cache!.heard();
    const first = await read(path).expect(200);
    const second = await kept(path);
    expect(second.text, path).toBe(first.text);
    const { date: _date, 'keep-alive': _alive, connection: _connection, ...headers } = second.headers;
    expect(first.headers, path).toMatchObject(headers);
  }
});

test('each encoding is the page, with an entity tag of its own; who has it gets 304', async () => {
  await site.hasPost({ slug: 'packed', html: `<p>${'Many words. '.repeat(500)}</p>` });
  const path = '/2026/08/01/packed/';
  await kept(path);
  const plain = await site.request.get(path).set('Accept-Encoding', 'identity').expect(200);
  const packed = await site.request.get(path).set('Accept-Encoding', 'gzip, br;q=0').expect(200);
  const raw = await fetch(site.address + path, { headers: { 'accept-encoding': 'br' } });

  expect(packed.headers).toMatchObject({
    'content-encoding': 'gzip',
    vary: expect.stringContaining('Accept-Encoding'),
  });
  expect(packed.text).toBe(plain.text);
  expect([raw.headers.get('content-encoding'), await raw.text()]).toEqual(['br', plain.text]);
  const tags = [plain.headers.etag, packed.headers.etag, raw.headers.get('etag')];
  expect(new Set(tags).size).toBe(3);
  for (const tag of tags) {
    const known = await site.request.get(path).set('If-None-Match', tag!);
    expect([known.status, known.text, known.headers.etag]).toEqual([
      304,
      '',
      expect.stringMatching(/^"[\w-]+"$/),
    ]);
  }
  await site.request.get(path).set('If-None-Match', '"other"').expect(200);
  const head = await site.request.head(path).expect(200);
  expect(Number(head.headers['content-length'])).toBe(Buffer.byteLength(plain.text));
  expect(made()).toEqual([]);
});

test('whoever comments sees it at once, and so does everybody', async () => {
  const post = await site.hasPost({ slug: 'talk' });
  await site.hasPost({ slug: 'quiet' });
  const [path, quiet] = ['/2026/08/01/talk/', '/2026/08/01/quiet/'];
  await site.blog
    .db('settings')
    .insert({ name: 'comment_previously_approved', value: 'false' })
    .onConflict('name')
    .merge();
  for (const one of [path, quiet, '/', '/comments/feed/', '/wp-json/wp/v2/comments']) await kept(one);

  const words = { comment_post_ID: post.id, author: 'Bo', email: 'bo@example.org', comment: 'First of all.' };
  await site.request.post('/comments').type('form').send(words).expect(303);

  for (const one of [path, '/comments/feed/', '/wp-json/wp/v2/comments'])
    expect((await read(one)).text, one).toContain('First of all.');
  expect((await read('/')).text).toMatch(/1 comment/);
  made();
  await read(quiet);
  expect(made(), 'the conversation of another post').toEqual([]);
});

test('what waits for approval is on no page from memory, until it is approved', async () => {
  const post = await site.hasPost({ slug: 'held' });
  const path = '/2026/08/01/held/';
  await kept(path);
  const held = await site.hasComment({ post_id: post.id, status: 'hold', html: '<p>Not yet for all</p>' });
  await site.cache!.heard();
  made();
  expect((await read(path)).text).not.toContain('Not yet for all');
  expect(made(), 'nothing that readers see has changed').toEqual([]);

  const moderator = await site.signIn(admin);
  await moderator
    .post('/admin/comments/moderate')
    .type('form')
    .send({ what: 'approve', ids: [held.id] })
    .expect(303);

  expect((await read(path)).text).toContain('Not yet for all');
});

test('the page of somebody known is not kept, nor given to others', async () => {
  await site.hasPost({ slug: 'mine' });
  const path = '/2026/08/01/mine/';
  const signed = await site.signIn(admin);
  await site.cache!.heard();
  made();
  const own = await signed.get(path).expect(200);
  const stranger = await read(path).expect(200);
  const again = await signed.get(path).expect(200);

  expect(own.text).toContain('Ada');
  expect(stranger.text).not.toContain('Ada');
  expect(again.text).toContain('Ada');
  expect(made()).toEqual([path, path, path]);
  const remembered = await site.request.get(path).set('Cookie', 'comment_author_x=Bo; a=b');
  expect(remembered.status).toBe(200);
  expect(made()).toEqual([path]);
  await site.request.get(path).set('Cookie', '_ga=1; theme=dark').expect(200);
  await site.request.get('/2026/08/01/mine/feed/').set('Cookie', '_ga=1').expect(200);
  await site.request.get('/2026/08/01/mine/feed/').expect(200);
  expect(made(), 'cookies of others').toEqual(['/2026/08/01/mine/feed/']);
});

test('drafts, protected posts, private ones, previews, searches, errors and redirects are not kept', async () => {
  const secret = await site.hasPost({ slug: 'secret', password: 'open', html: '<p>The secret words</p>' });
  await site.hasPost({ slug: 'draft', status: 'draft' });
  await site.cache!.heard();
  made();
  for (const path of [
    '/2026/08/01/draft/',
    '/nowhere/',
    '/?s=words',
    '/?p=999999',
    '/2026/08/01/mine',
    '/login',
    '/healthz',
    '/?preview=true',
  ])
    for (let time = 0; time < 2; time += 1) await read(path);
  const asked = made().filter((path) => path !== '/healthz');
  expect(asked.length % 2).toBe(0);
  expect(asked.length).toBe(14);

  const locked = await read('/2026/08/01/secret/').expect(200);
  const given = await site.request
    .post('/password')
    .type('form')
    .send({ post_id: secret.id, post_password: 'open' });
  const [cookie] = given.get('Set-Cookie') ?? [];
  const open = await site.request.get('/2026/08/01/secret/').set('Cookie', cookie!.split(';')[0]!);
  const after = await read('/2026/08/01/secret/');
  expect([locked, open, after].map(({ text }) => text.includes('The secret words'))).toEqual([
    false,
    true,
    false,
  ]);
});

test('fields of a campaign make no page of their own, unknown fields none that is kept', async () => {
  await kept('/');
  for (const query of ['?utm_source=x&utm_medium=y', '?fbclid=abc']) await read(`/${query}`).expect(200);
  expect(made()).toEqual([]);
  const before = site.cache!.count().pages;
  for (const query of ['x=1', 'x=2', 'url=3', 'cpage=one', 'paged=1&paged=2']) await read(`/?${query}`);
  expect([site.cache!.count().pages, made().length]).toEqual([before, 5]);
});

test('Prometheus reads what is in memory and what came from there', async () => {
  const metered = await startBlog({ PAGE_CACHE_MB: '1', METRICS_TOKEN: 'a-word-for-metrics' });
  for (let time = 0; time < 3; time += 1) await metered.request.get('/').expect(200);
  const { text } = await metered.request.get('/metrics').set('Authorization', 'Bearer a-word-for-metrics');
  expect(text).toContain('quillback_page_cache_pages 1');
  expect(text).toContain('quillback_page_cache_answers{outcome="hit"} 2');
  expect(text).toContain('quillback_page_cache_answers{outcome="miss"} 1');
});

test('one page is made for all who ask at once', async () => {
  await site.hasPost({ slug: 'rush' });
  await site.cache!.heard();
  made();
  const answers = await Promise.all(Array.from({ length: 12 }, () => read('/2026/08/01/rush/')));
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(made()).toHaveLength(1);
});

test('forms of a page from memory have no key; the same form sent twice is one comment, others are their own', async () => {
  const post = await site.hasPost({ slug: 'keys' });
  const { text } = await kept('/2026/08/01/keys/');
  const [, key] = /name="form_key" value="([^"]*)"/.exec(text)!;
  const [, seal] = /name="form_seal" value="([^"]+)"/.exec(text)!;
  const form = {
    comment_post_ID: post.id,
    author: 'Cy',
    email: 'cy@example.org',
    form_key: key!,
    form_seal: seal!,
  };
  const send = (fields: Record<string, string>, browser = 'a', minute = 1) => {
    site.setTime(`2026-08-01T09:0${minute}:00Z`);
    return site.request
      .post('/comments')
      .set('User-Agent', browser)
      .field({ ...form, ...fields });
  };
  const first = await send({ comment: 'One.' });
  const again = await send({ comment: 'One.' });
  const other = await send({ comment: 'Two.' }, 'a', 2);
  const another = await send({ comment: 'One.', author: 'Di', email: 'di@example.org' }, 'b', 3);

  expect(key).toBe('');
  const places = [first, again, other, another].map(({ status, headers }) => [status, headers.location]);
  expect(places.map(([status]) => status)).toEqual([303, 303, 303, 303]);
  expect(places[1]).toEqual(places[0]);
  expect(new Set(places.map(([, place]) => place)).size).toBe(3);
  site.setTime('2026-08-01T09:00:00Z');
});

test('reads from memory are counted, those of robots are not', async () => {
  const post = await site.hasPost({ slug: 'counted' });
  const path = '/2026/08/01/counted/';
  const browser = (name: string) =>
    site.request.get(path).set('User-Agent', `Mozilla/5.0 (X11) Firefox/${name}`);
  await site.cache!.heard();
  for (const name of ['1', '2', '3', '3']) await browser(name).expect(200);
  await site.request.get(path).set('User-Agent', 'Googlebot/2.1').expect(200);
  await writeHits(blog);
  expect(await blog.db('hits').where({ post_id: post.id }).sum('count')).toEqual([{ sum: 3 }]);
});

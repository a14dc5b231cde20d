// tests/redirects/redirects.test.ts: old addresses lead where their owner says, and those asked for in vain are named.
import type { Request } from 'express';
import { beforeEach, expect, test } from 'vitest';
import { countMissing, tidyMissing, writeCounted } from '../../src/redirects/count.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const owner = await site.signIn(await site.hasUser({ role: 'administrator' }));
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

beforeEach(async () => {
  await writeCounted(site.blog);
  await db('redirects').delete();
  await db('missing_pages').delete();
});

const add = (source: string, target: string, more: Record<string, string> = {}) =>
  owner
    .post('/admin/redirects')
    .type('form')
    .send({ source, target, ...more });
const visit = (address: string) => site.request.get(address).set('User-Agent', browser);

test.each<[string, Record<string, string>, string, string, string, number]>([
  ['an address', {}, '/old-page/', '/new-page/', '/old-page', 301],
  ['without looking at capitals', {}, '/Old-Page', '/new-page/', '/OLD-page/', 301],
  ['for now', { status: '302' }, '/sale', 'https://shop.example/sale', '/sale', 302],
  ['its query goes along', {}, '/old', '/new/', '/old?utm=1', 301],
  ['an address with a query', {}, '/page.cfm?id=7', '/seven/', '/page.cfm?id=7', 301],
  ['letters of other scripts', {}, '/über-uns/', '/about/', '/%C3%BCber-uns/', 301],
])('%s leads on', async (_what, more, source, target, asked, status) => {
  const added = await add(source, target, more);
  const answer = await visit(asked);

  const query = asked.includes('utm') ? '?utm=1' : '';
  expect(added.status).toBe(303);
  expect([answer.status, answer.headers.location]).toEqual([status, `${target}${query}`]);
});

test('a prefix takes what stands below it along, and nothing beside it', async () => {
  await add('/blog', '/journal/', { match: 'prefix' });
  await add('/blog/2019', 'https://archive.example/old', { match: 'prefix' });

  expect((await visit('/blog/A-Post/?x=1')).headers.location).toBe('/journal/A-Post/?x=1');
  expect((await visit('/blog/2019/05/x')).headers.location).toBe('https://archive.example/old/05/x');
  expect((await visit('/blog')).headers.location).toBe('/journal/');
  expect((await visit('/blogs/a-post/')).status).toBe(404);
});

test('a pattern fills its groups into the new address; what would leave the site is no address', async () => {
  await add(String.raw`^/(\d{4})/(\d\d)/([a-z-]+)\.html$`, '/$1/$2/01/$3/', { match: 'pattern' });
  await add('^/go/(.*)$', '/$1', { match: 'pattern' });

  expect((await visit('/2019/05/a-post.html')).headers.location).toBe('/2019/05/01/a-post/');
  expect((await visit('/go/there')).headers.location).toBe('/there');
  expect((await visit('/go//evil.example')).status).toBe(404);
});

test('an exact address comes before a prefix, both before a pattern, and all before a guess', async () => {
  await site.hasPost({ slug: 'harbour-lights' });
  await add('.', '/by-pattern/', { match: 'pattern' });
  await add('/harbour', '/by-prefix/', { match: 'prefix' });
  await add('/harbour/one', '/exactly/');

  expect((await visit('/harbour/one')).headers.location).toBe('/exactly/');
  expect((await visit('/harbour')).headers.location).toBe('/by-prefix/');
  expect((await visit('/harbour-light')).headers.location).toBe('/by-pattern/');
});

test('a page that is there is shown, whatever a redirect says', async () => {
  await site.hasPost({ slug: 'here', title: 'It is here', published_at: new Date('2026-08-01T08:00:00Z') });
  await add('/2026', '/elsewhere/', { match: 'prefix' });

  const answer = await visit('/2026/08/01/here/');

  expect(answer.status).toBe(200);
  expect(answer.text).toContain('It is here');
});

test('an address that is no text leads nowhere, and is no fault', async () => {
  const added = await add('/a%00b', '/c');
  const answer = await visit('/x%00y?%00');

  expect([added.status, answer.status]).toEqual([303, 404]);
  expect(site.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
});

test('410 says that a page is gone', async () => {
  await add('/gone-for-good', '', { status: '410' });

  const answer = await visit('/gone-for-good');

  expect(answer.status).toBe(410);
  expect(answer.headers.location).toBeUndefined();
});

test.each<[Record<string, string>, string]>([
  [{ source: '', target: '/a' }, 'begins with a slash'],
  [{ source: 'https://other.example/a', target: '/a' }, 'begins with a slash'],
  [{ source: '//evil.example/a', target: '/a' }, 'begins with a slash'],
  [{ source: '/a', target: '' }, 'Write where the address leads'],
  [{ source: '/a', target: '//evil.example' }, 'begins with a slash, or with https://'],
  [{ source: '/a', target: 'javascript:alert(1)' }, 'begins with a slash, or with https://'],
  [{ source: '/a', target: '/b\r\nSet-Cookie: a=b' }, 'may have 2000 characters'],
  [{ source: '/a/', target: '/A' }, 'cannot lead to itself'],
  [{ source: '/a', target: '/a/b', match: 'prefix' }, 'cannot lead to itself'],
  [{ source: '(', target: '/a', match: 'pattern' }, 'The pattern cannot be used'],
  [{ source: '^/(.*)', target: 'https://$1/', match: 'pattern' }, 'begins with a slash, or with https://'],
  [{ source: '((a{100}){100}){100}', target: '/a', match: 'pattern' }, 'The pattern cannot be used'],
  [{ source: '/a', target: '/b', status: '200' }, 'Choose one of 301'],
])('%j is refused with the reason, and stays in the form', async (fields, reason) => {
  const answer = await owner.post('/admin/redirects').type('form').send(fields);

  expect(answer.status).toBe(400);
  expect(answer.text).toContain(reason);
  expect(await db('redirects').first()).toBeUndefined();
});

test('two that lead to each other end at the second look, not in a circle', async () => {
  await add('/a', '/b');
  await add('^/b$', '/b', { match: 'pattern' });

  expect((await visit('/a')).headers.location).toBe('/b');
  expect((await visit('/b')).status).toBe(404);
});

test.each(['//:', '//evil.example/a', '/a?$1=$&'])(
  '%s is compared as it was asked for, and is no fault',
  async (asked) => {
    await add('^/(nothing)$', '/$1', { match: 'pattern' });
    await add('/', '/home/', { match: 'prefix' });
    const answer = await visit(asked);

    const query = asked.includes('?') ? '?$1=$&' : '';
    expect(answer.status).toBeLessThan(500);
    if (query) expect(answer.headers.location).toBe(`/home/a${query}`);
    expect(site.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  },
);

test('only who manages the settings sees, adds or imports redirects', async () => {
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

  expect((await editor.get('/admin/redirects')).status).toBe(403);
  expect(
    (await editor.post('/admin/redirects').type('form').send({ source: '/a', target: '/b' })).status,
  ).toBe(403);
  expect((await editor.get('/admin/redirects/export.csv')).status).toBe(403);
  expect(await db('redirects').first()).toBeUndefined();
});

test('followed redirects and readers who came in vain are counted; programs are not', async () => {
  await add('/old', '/new/');
  await visit('/old');
  await visit('/old');
  await visit('/not-here').set('Referer', 'https://friend.example/links?secret=1');
  await visit('/not-here');
  await visit('/wp-config.php.bak');
  await site.request.get('/robots-only').set('User-Agent', 'Googlebot/2.1');
  await visit('/fetched-ahead').set('Sec-Purpose', 'prefetch');
  await owner.get('/of-an-editor').set('User-Agent', browser);
  await site.request.post('/posted').set('User-Agent', browser);
  await writeCounted(site.blog);

  const screen = await owner.get('/admin/redirects');

  expect((await db('redirects').first()).hits).toBe(2);
  expect(await db('missing_pages').pluck('path')).toEqual(['/not-here']);
  expect(screen.text).toContain('2 readers came here, the last from https://friend.example/links');
  expect(screen.text).not.toContain('secret=1');
});

test('a missing page that gets a redirect leaves the list', async () => {
  await visit('/not-here');
  await writeCounted(site.blog);
  await add('/not-here', '/here/');

  expect(await db('missing_pages').first()).toBeUndefined();
});

test('a batch of made-up addresses fills no table, and a thousand missing pages stay', async () => {
  const asked = (path: string) => ({ method: 'GET', path, get: () => browser }) as unknown as Request;
  for (let at = 0; at < 60; at += 1) countMissing(site.blog, asked(`/made-up-${at}`));
  await writeCounted(site.blog);
  const written = await db('missing_pages').pluck('path');
  await db.raw(
    `INSERT INTO missing_pages (path, hits, first_at, last_at)
     SELECT '/old-' || number, 2, :now, :now FROM generate_series(1, 1100) AS number`,
    { now: site.blog.now() },
  );
  await tidyMissing(site.blog);

  expect(written).toHaveLength(50);
  expect(await db('missing_pages').where('hits', 2).pluck('path')).toHaveLength(1000);
  expect(await db('missing_pages').where('hits', 1).pluck('path')).toEqual([]);
});

test('redirects are changed, switched off and deleted', async () => {
  await add('/one', '/two/');
  const { id } = await db('redirects').first();
  const saved = await owner
    .post(`/admin/redirects/${id}`)
    .type('form')
    .send({ source: '/one', target: '/three/', status: '308' });
  const changed = await visit('/one');
  await owner.post('/admin/redirects/bulk').type('form').send({ ids: id, action: 'off' });
  const off = await visit('/one');
  await owner.post('/admin/redirects/bulk').type('form').send({ ids: id, action: 'delete' });

  expect(saved.status).toBe(303);
  expect([changed.status, changed.headers.location]).toEqual([308, '/three/']);
  expect(off.status).toBe(404);
  expect(await db('redirects').first()).toBeUndefined();
});

test('the screen tries an address, and fills the form with one that is missing', async () => {
  await add('/blog', '/journal/', { match: 'prefix' });

  const tried = await owner.get('/admin/redirects?try=/blog/a');
  const filled = await owner.get('/admin/redirects?source=/not-here');

  expect(tried.text).toContain('/blog/a leads to /journal/a (301).');
  expect(filled.text).toContain('name="source" value="/not-here"');
});

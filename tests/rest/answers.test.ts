// tests/rest/answers.test.ts: indexes, links on pages, nonces, envelopes, JSONP, ETags, failures; and the client many programs use.
import { beforeAll, expect, test } from 'vitest';
import WPAPI from 'wpapi';
import { makeApplicationPassword } from '../../src/accounts/application-passwords/application-password.ts';
import type { User } from '../../src/accounts/user.ts';
import { png } from '../attachments/files.ts';
import { startBlog } from '../blog.ts';
import { asNobody, asUser, refusalOf, type Ask } from './client.ts';

const site = await startBlog({ SITE_URL: 'http://localhost' });
const { db } = site.blog;
const nobody = asNobody(site);
let ada: User;
let editor: Ask;

beforeAll(async () => {
  ada = await site.hasUser({ login: 'ada', role: 'editor' });
  editor = await asUser(site, ada);
  await site.hasPost({ title: 'One', slug: 'one', status: 'publish', author_id: ada.id });
  await site.hasPost({ title: 'Two', slug: 'two', status: 'publish', author_id: ada.id });
});

test('a program finds the API on every page, and in its index what it needs to begin', async () => {
  const front = await site.request.get('/');
  const post = await site.request.get('/2026/08/01/one/');
  const index = await nobody('get', '/');
  const namespace = await nobody('get', '/wp/v2');

  expect(front.headers.link).toContain('<http://localhost/wp-json/>; rel="https://api.w.org/"');
  expect(front.text).toContain('<link rel="https://api.w.org/" href="http://localhost/wp-json/"');
  expect(post.text).toMatch(
    /<link rel="alternate"[^>]*href="http:\/\/localhost\/wp-json\/wp\/v2\/posts\/\d+"/,
  );
  expect(index.body).toMatchObject({
    url: 'http://localhost',
    namespaces: expect.arrayContaining(['wp/v2', 'oembed/1.0']),
    authentication: {
      'application-passwords': {
        endpoints: { authorization: 'http://localhost/wp-admin/authorize-application.php' },
      },
    },
  });
  expect(index.body.routes['/wp/v2/posts/(?P<id>[\\d]+)'].methods).toEqual([
    'GET',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
  ]);
  expect(Object.keys(namespace.body.routes as object)).toContain('/wp/v2/settings');
  expect(namespace.body.routes).not.toHaveProperty('/oembed/1.0/embed');
});

test('every route describes itself to OPTIONS', async () => {
  const { routes } = (await nobody('get', '/')).body as { routes: Record<string, unknown> };
  const paths = Object.keys(routes).map((path) =>
    path.replaceAll(/\(\?P<[^>]+>(?:[^()]|\([^)]*\))*\)/g, '1'),
  );

  for (const path of paths) {
    const { status, body } = await nobody('options', path);
    expect([path, status, Array.isArray(body.endpoints)]).toEqual([path, 200, true]);
  }
});

test('a script of this site uses its session by a nonce; without, wrong or foreign ones it is nobody', async () => {
  const browser = await site.signIn(ada);
  const given = await browser.get('/wp-admin/admin-ajax.php?action=rest-nonce');
  const nonce = given.text;
  const me = '/wp-json/wp/v2/users/me';

  const known = await browser.get(me).set('X-WP-Nonce', nonce);
  const made = await browser
    .post('/wp-json/wp/v2/posts')
    .query({ _wpnonce: nonce })
    .send({ title: 'By script' });
  const bare = await browser.get(me);
  const wrong = await browser.get(me).set('X-WP-Nonce', '0123456789');
  const foreign = await browser.get(me).set('X-WP-Nonce', nonce).set('Origin', 'https://evil.example');
  const stranger = await site.request.get(me).set('X-WP-Nonce', nonce);
  const other = await site.signIn(ada);
  const elsewhere = await other.get(me).set('X-WP-Nonce', nonce);
  site.setTime('2026-08-03T09:00:00Z');
  const late = await browser.get(me).set('X-WP-Nonce', nonce);
  site.setTime('2026-08-01T09:00:00Z');

  expect([known.status, known.body.id, known.headers['x-wp-nonce']]).toEqual([200, ada.id, nonce]);
  expect([made.status, made.body.author]).toEqual([201, ada.id]);
  expect(refusalOf(bare)).toEqual([401, 'rest_not_logged_in']);
  for (const refused of [wrong, foreign, stranger, elsewhere, late])
    expect(refusalOf(refused)).toEqual([403, 'rest_cookie_invalid_nonce']);
  const none = await site.request.get('/wp-admin/admin-ajax.php?action=rest-nonce');
  expect([none.status, none.text]).toEqual([400, '0']);
});

test('an answer in an envelope, as a call of a script, and not again when it is the same', async () => {
  const enveloped = await nobody('get', '/wp/v2/posts?_envelope&per_page=1&_fields=slug');
  const missing = await nobody('get', '/wp/v2/posts/9999?_envelope=1');
  const called = await nobody('get', '/wp/v2/types?_jsonp=app.take');
  const wrong = await nobody('get', '/wp/v2/types?_jsonp=alert(1)');
  const first = await nobody('get', '/wp/v2/posts');
  const again = await nobody('get', '/wp/v2/posts').set('If-None-Match', first.headers.etag!);
  await db('posts').where({ slug: 'one' }).update({ title: 'Other' });
  const changed = await nobody('get', '/wp/v2/posts').set('If-None-Match', first.headers.etag!);
  const own = await editor('get', '/wp/v2/posts');

  expect(enveloped.body).toMatchObject({
    body: [{ slug: 'two' }],
    status: 200,
    headers: { 'X-WP-Total': 2 },
  });
  expect([missing.status, missing.body.status, missing.body.body.code]).toEqual([
    200,
    404,
    'rest_post_invalid_id',
  ]);
  expect([called.type, called.text.slice(0, 13), called.text.at(-1)]).toEqual([
    'application/javascript',
    '/**/app.take(',
    ')',
  ]);
  expect(called.headers['x-content-type-options']).toBe('nosniff');
  expect(refusalOf(wrong)).toEqual([400, 'rest_callback_invalid']);
  expect([again.status, again.text]).toEqual([304, '']);
  expect(changed.status).toBe(200);
  expect([first.headers['cache-control'], own.headers['cache-control']]).toEqual(['no-cache', 'no-store']);
});

test('failures are JSON, too, and say nothing of what failed', async () => {
  await db.schema.renameTable('revisions', 'revisions_away');
  const broken = await nobody('get', '/wp/v2/posts');
  await db.schema.renameTable('revisions_away', 'revisions');
  const large = await editor('post', '/wp/v2/categories', { name: 'x', description: 'y'.repeat(200_000) });
  const text = await editor('post', '/wp/v2/posts').type('json').send('{"title":');

  expect([broken.status, broken.body]).toEqual([
    500,
    { code: 'internal_server_error', message: expect.any(String), data: { status: 500 } },
  ]);
  expect(broken.text).not.toMatch(/revisions|select/i);
  expect(site.logged.some(({ msg }) => msg === 'a request failed')).toBe(true);
  expect([large.status, large.type]).toEqual([413, 'application/json']);
  expect(refusalOf(text)).toEqual([400, 'rest_invalid_json']);
});

test('wpapi, a client that many scripts use, reads and writes', async () => {
  const secret = await makeApplicationPassword(site.blog, ada, 'wpapi');
  const endpoint = `${site.address}/wp-json`;
  const reader = new WPAPI({ endpoint });
  const writer = new WPAPI({ endpoint, username: 'ada', password: secret, auth: true });

  const found = await reader.posts().slug('two');
  const paged = await reader.posts().perPage(1).page(2);
  const made = await writer.posts().create({ title: 'By wpapi', content: 'Words', status: 'publish' });
  const changed = await writer.posts().id(made.id).update({ title: 'Changed' });
  const page = await writer.pages().create({ title: 'A page', status: 'publish' });
  const gone = await writer.posts().id(made.id).delete({ force: true });
  const lost = await reader
    .posts()
    .id(made.id)
    .get()
    .catch((error: { code: string }) => error.code);
  const refused = await reader
    .posts()
    .create({ title: 'x' })
    .catch((error: { code: string }) => error.code);

  expect(found[0]!.title.rendered).toBe('Two');
  expect(paged._paging).toMatchObject({ total: 2, totalPages: 2 });
  expect(changed.title.raw).toBe('Changed');
  expect(page.type).toBe('page');
  expect(gone.deleted).toBe(true);
  expect([lost, refused]).toEqual(['rest_post_invalid_id', 'rest_cannot_create']);
  expect((await writer.users().me()).name).toBe('ada');
  expect(Object.keys(await reader.taxonomies())).toContain('category');
});

test('wpapi comments and sends files', async () => {
  const secret = await makeApplicationPassword(site.blog, ada, 'wpapi');
  const endpoint = `${site.address}/wp-json`;
  const reader = new WPAPI({ endpoint });
  const writer = new WPAPI({ endpoint, username: 'ada', password: secret, auth: true });
  const post = await site.hasPost({ title: 'Talked about', status: 'publish' });

  const said = await writer.comments().create({ post: post.id, content: 'By *wpapi*' });
  const held = await writer.comments().id(said.id).update({ status: 'hold' });
  const none = await reader.comments().param('post', post.id);
  await writer.comments().id(said.id).update({ status: 'approved' });
  const list = await reader.comments().param('post', post.id).perPage(5);
  const gone = await writer.comments().id(said.id).delete({ force: true });
  const file = await writer.media().file(png, 'dot.png').create({ alt_text: 'A dot', post: post.id });
  const found = await reader.media().param('parent', post.id);

  expect(said.content.raw).toBe('By *wpapi*');
  expect([held.status, none.length]).toEqual(['hold', 0]);
  expect(list.map(({ content }) => content.rendered)).toEqual(['<p>By <em>wpapi</em></p>\n']);
  expect(list._paging).toMatchObject({ total: 1, totalPages: 1 });
  expect(gone.deleted).toBe(true);
  expect(file).toMatchObject({ alt_text: 'A dot', post: post.id });
  expect(found.map(({ id }) => id)).toEqual([file.id]);
});

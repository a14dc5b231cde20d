// tests/rest/terms.test.ts: categories, tags, types, statuses, taxonomies, settings and search by the REST API.
import { beforeAll, expect, test } from 'vitest';
import { restSettings } from '../../src/site/settings-rest.ts';
import { restNamesOf } from '../../src/base/settings/rest-schema.ts';
import { allDeclared } from '../../src/settings-document.ts';
import { startBlog } from '../blog.ts';
import { asNobody, asUser, refusalOf, type Ask } from './client.ts';

const site = await startBlog({ SITE_URL: 'http://localhost' });
const nobody = asNobody(site);
const categories = '/wp/v2/categories';
let chief: Ask;
let author: Ask;

beforeAll(async () => {
  chief = await asUser(site, await site.hasUser({ login: 'chief', role: 'administrator' }));
  author = await asUser(site, await site.hasUser({ login: 'aud', role: 'author' }));
});

test('a category is made, found, moved and deleted', async () => {
  const news = await chief('post', categories, { name: 'News & views', description: 'All.' });
  const local = await chief('post', categories, { name: 'Local', parent: news.body.id });
  const same = await chief('post', categories, { name: 'Local', parent: news.body.id });
  const path = `${categories}/${local.body.id}`;

  const found = await nobody('get', `${categories}?search=local&_embed`);
  const circle = await chief('post', `${categories}/${news.body.id}`, { parent: local.body.id });
  const moved = await chief('post', path, { name: 'Near', slug: 'near', parent: 0 });
  const unforced = await chief('delete', path);
  const gone = await chief('delete', `${path}?force=true`);

  expect(news.body).toMatchObject({
    name: 'News &amp; views',
    slug: 'news-views',
    parent: 0,
    count: 0,
    meta: [],
  });
  expect(local.body.link).toBe('http://localhost/category/news-views/local/');
  expect(same.body).toMatchObject({ code: 'term_exists', data: { status: 400, term_id: local.body.id } });
  expect(found.body).toMatchObject([{ id: local.body.id, _embedded: { up: [{ id: news.body.id }] } }]);
  expect(refusalOf(circle)).toEqual([400, 'rest_invalid_param']);
  expect(moved.body).toMatchObject({ name: 'Near', slug: 'near', parent: 0 });
  expect(refusalOf(unforced)).toEqual([501, 'rest_trash_not_supported']);
  expect(gone.body).toMatchObject({ deleted: true, previous: { name: 'Near' } });
  expect(refusalOf(await nobody('get', path))).toEqual([404, 'rest_term_invalid']);
});

test('who may not change terms hears so; authors make tags', async () => {
  const tag = await author('post', '/wp/v2/tags', { name: 'sea' });

  expect(tag.status).toBe(201);
  expect(tag.body).not.toHaveProperty('parent');
  expect(refusalOf(await author('post', categories, { name: 'x' }))).toEqual([403, 'rest_cannot_create']);
  expect(refusalOf(await nobody('post', '/wp/v2/tags', { name: 'x' }))).toEqual([401, 'rest_cannot_create']);
  expect(refusalOf(await author('post', `/wp/v2/tags/${tag.body.id}`, { name: 'x' }))).toEqual([
    403,
    'rest_cannot_update',
  ]);
  expect(refusalOf(await author('delete', `/wp/v2/tags/${tag.body.id}?force=true`))).toEqual([
    403,
    'rest_cannot_delete',
  ]);
  expect(refusalOf(await nobody('get', `${categories}?context=edit`))).toEqual([
    401,
    'rest_forbidden_context',
  ]);
  expect(refusalOf(await chief('delete', `${categories}/1?force=true`))).toEqual([403, 'rest_cannot_delete']);
  expect(refusalOf(await chief('post', categories, { name: 'x', parent: 9999 }))).toEqual([
    400,
    'rest_term_invalid',
  ]);
  expect(refusalOf(await chief('post', categories, {}))).toEqual([400, 'rest_missing_callback_param']);
});

test('types, statuses and taxonomies say what there is, and strangers what is out', async () => {
  const types = await nobody('get', '/wp/v2/types');
  const statuses = await nobody('get', '/wp/v2/statuses');
  const own = await chief('get', '/wp/v2/statuses?context=edit');

  expect(types.body.post).toMatchObject({ rest_base: 'posts', taxonomies: ['category', 'post_tag'] });
  expect(types.body.post).not.toHaveProperty('capabilities');
  expect(Object.keys(statuses.body as object)).toEqual(['publish']);
  expect(Object.keys(own.body as object)).toEqual([
    'publish',
    'future',
    'draft',
    'pending',
    'private',
    'trash',
  ]);
  expect(refusalOf(await nobody('get', '/wp/v2/types/nope'))).toEqual([404, 'rest_type_invalid']);
  expect(refusalOf(await nobody('get', '/wp/v2/types/constructor'))).toEqual([404, 'rest_type_invalid']);
  expect(refusalOf(await nobody('get', '/wp/v2/types?context=edit'))).toEqual([
    401,
    'rest_forbidden_context',
  ]);
  expect(refusalOf(await nobody('get', '/wp/v2/statuses/draft'))).toEqual([401, 'rest_cannot_read_status']);
});

test('settings are read and changed by administrators alone, and are what the screens change', async () => {
  const before = await chief('get', '/wp/v2/settings');
  const changed = await chief('post', '/wp/v2/settings', {
    title: 'Sea & shore',
    language: 'de_DE',
    posts_per_page: 3,
    default_post_format: '0',
  });
  const wrong = await chief('post', '/wp/v2/settings', { posts_per_page: 0, title: 'Kept out' });
  const reset = await chief('post', '/wp/v2/settings', { posts_per_page: null, language: 'en_US' });

  expect(before.body).toMatchObject({ url: 'http://localhost', site_logo: null, default_post_format: '0' });
  expect(changed.body).toMatchObject({ title: 'Sea & shore', language: 'de_DE', posts_per_page: 3 });
  expect(refusalOf(wrong)).toEqual([400, 'rest_invalid_param']);
  expect(Object.keys(wrong.body.data.params as object)).toEqual(['posts_per_page']);
  expect(reset.body).toMatchObject({ title: 'Sea & shore', posts_per_page: 10 });
  expect((await site.request.get('/')).text).toContain('Sea &amp; shore');
  expect(refusalOf(await nobody('get', '/wp/v2/settings'))).toEqual([401, 'rest_forbidden']);
  expect(refusalOf(await author('post', '/wp/v2/settings', { title: 'Mine' }))).toEqual([
    403,
    'rest_forbidden',
  ]);
});

test('every setting that has a name in the API stands in its route', () => {
  expect(restNamesOf(restSettings)).toEqual(restNamesOf(allDeclared()));
});

test('search finds what is out, in posts, pages, terms and formats', async () => {
  await site.hasPost({ title: 'Tidal charts', status: 'publish' });
  await site.hasPost({ title: 'Tidal page', type: 'page', status: 'publish' });
  await site.hasPost({ title: 'Tidal draft', status: 'draft', published_at: null });
  await chief('post', '/wp/v2/tags', { name: 'tidal' });
  const titles = async (query: string) =>
    ((await nobody('get', `/wp/v2/search?${query}`)).body as { title: string }[]).map(({ title }) => title);

  expect((await titles('search=tidal')).toSorted()).toEqual(['Tidal charts', 'Tidal page']);
  expect(await titles('search=tidal&subtype=page')).toEqual(['Tidal page']);
  expect(await titles('search=tidal&type=term')).toEqual(['tidal']);
  expect(await titles('search=as&type=post-format')).toEqual(['Aside']);
  expect((await titles('')).length).toBe(2);
  const [first] = (await nobody('get', '/wp/v2/search?search=charts&_embed')).body;
  expect(first).toMatchObject({
    type: 'post',
    subtype: 'post',
    url: expect.stringContaining('http://localhost/2026/'),
  });
  expect(refusalOf(await nobody('get', '/wp/v2/search?search=tidal&page=9'))).toEqual([
    400,
    'rest_search_invalid_page_number',
  ]);
});

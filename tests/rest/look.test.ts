// tests/rest/look.test.ts: menus, widgets and themes by the REST API: for those who may change how the site looks.
import { beforeAll, expect, test } from 'vitest';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';
import { asNobody, asUser, refusalOf, type Ask } from './client.ts';

const site = await startBlog({ SITE_URL: 'http://localhost' });
const nobody = asNobody(site);
const menus = '/wp/v2/menus';
const items = '/wp/v2/menu-items';
let chief: Ask;
let author: Ask;
let page: Post;

beforeAll(async () => {
  chief = await asUser(site, await site.hasUser({ login: 'chief', role: 'administrator' }));
  author = await asUser(site, await site.hasUser({ login: 'aud', role: 'author' }));
  page = await site.hasPost({ type: 'page', title: 'About', slug: 'about', status: 'publish' });
});

test('a menu is made, filled and put into a place of the theme, and the page shows it', async () => {
  const menu = (await chief('post', menus, { name: 'Main', locations: ['header'] })).body;
  const link = await chief('post', items, {
    menus: menu.id,
    title: 'Harbour',
    url: 'https://harbour.example/',
  });
  const about = await chief('post', items, {
    menus: menu.id,
    type: 'post_type',
    object: 'page',
    object_id: page.id,
  });
  const first = await chief('post', items, { menus: menu.id, title: 'First', url: '/first', menu_order: 1 });
  const below = await chief('post', items, {
    menus: menu.id,
    title: 'Below',
    url: '#below',
    parent: about.body.id,
  });
  const list = await chief('get', `${items}?menus=${menu.id}`);
  const front = await site.request.get('/');

  expect(menu).toMatchObject({ name: 'Main', slug: 'main', locations: ['header'], auto_add: false });
  expect(link.body).toMatchObject({
    type: 'custom',
    url: 'https://harbour.example/',
    object: 'custom',
    menus: menu.id,
  });
  expect(about.body).toMatchObject({
    title: { raw: '', rendered: 'About' },
    type: 'post_type',
    object: 'page',
    object_id: page.id,
    url: 'http://localhost/about/',
  });
  expect(
    list.body.map((one: { id: number; parent: number; menu_order: number }) => [
      one.id,
      one.parent,
      one.menu_order,
    ]),
  ).toEqual([
    [first.body.id, 0, 1],
    [link.body.id, 0, 2],
    [about.body.id, 0, 3],
    [below.body.id, about.body.id, 4],
  ]);
  expect(front.text).toMatch(/First[^]*Harbour[^]*About[^]*Below/);
  expect((await chief('get', '/wp/v2/menu-locations')).body.header).toMatchObject({ menu: menu.id });
  expect((await chief('get', '/wp/v2/menu-locations/header')).body.menu).toBe(menu.id);

  const moved = await chief('post', `${items}/${below.body.id}`, {
    parent: 0,
    menu_order: 1,
    title: 'On top',
  });
  const circle = await chief('post', `${items}/${about.body.id}`, { parent: about.body.id });
  const unforced = await chief('delete', `${items}/${link.body.id}`);
  const gone = await chief('delete', `${items}/${link.body.id}?force=true`);
  const left = await chief('get', items);
  const deleted = await chief('delete', `${menus}/${menu.id}?force=true`);

  expect(moved.body).toMatchObject({ parent: 0, menu_order: 1, title: { raw: 'On top' } });
  expect(refusalOf(circle)).toEqual([400, 'rest_invalid_param']);
  expect(refusalOf(unforced)).toEqual([501, 'rest_trash_not_supported']);
  expect(gone.body).toMatchObject({ deleted: true, previous: { id: link.body.id } });
  expect(left.body).toHaveLength(3);
  expect(deleted.body).toMatchObject({ deleted: true, previous: { name: 'Main' } });
  expect((await chief('get', items)).body).toEqual([]);
});

test('what is wrong with a menu is named, and others see none', async () => {
  const menu = (await chief('post', menus, { name: 'Second' })).body;

  expect(refusalOf(await chief('post', menus, { name: 'Second' }))).toEqual([400, 'menu_exists']);
  expect(refusalOf(await chief('post', menus, {}))).toEqual([400, 'rest_missing_callback_param']);
  expect(refusalOf(await chief('post', menus, { name: 'x', locations: ['nowhere'] }))).toEqual([
    400,
    'rest_invalid_menu_location',
  ]);
  expect(refusalOf(await chief('get', `${menus}/99999`))).toEqual([404, 'rest_term_invalid']);
  expect(refusalOf(await chief('get', '/wp/v2/menu-locations/nowhere'))).toEqual([
    404,
    'rest_menu_location_invalid',
  ]);
  const wrong: [object, string][] = [
    [{ title: 'x', url: '/y' }, 'rest_invalid_param'],
    [{ menus: menu.id, url: '/y' }, 'rest_title_required'],
    [{ menus: menu.id, title: 'x' }, 'rest_url_required'],
    [{ menus: menu.id, title: 'x', url: 'javascript:alert(1)' }, 'rest_invalid_param'],
    [{ menus: menu.id, type: 'post_type', object_id: 99_999 }, 'rest_post_invalid_id'],
    [{ menus: menu.id, type: 'taxonomy', object_id: 99_999 }, 'rest_term_invalid_id'],
  ];
  for (const [words, code] of wrong)
    expect(refusalOf(await chief('post', items, words))).toEqual([400, code]);
  for (const path of [menus, items, '/wp/v2/menu-locations']) {
    expect(refusalOf(await nobody('get', path))).toEqual([401, 'rest_cannot_view']);
    expect(refusalOf(await author('get', path))).toEqual([403, 'rest_cannot_view']);
  }
  expect(refusalOf(await author('post', menus, { name: 'Mine' }))).toEqual([403, 'rest_cannot_create']);
});

test('widgets are put into an area, told something, moved and removed', async () => {
  const area = (await chief('get', '/wp/v2/sidebars')).body[0].id as string;
  const search = await chief('post', '/wp/v2/widgets', {
    id_base: 'search',
    sidebar: area,
    instance: { raw: { title: 'Look' } },
  });
  const text = await chief('post', '/wp/v2/widgets', {
    id_base: 'text',
    sidebar: area,
    instance: { raw: { title: 'Hello', text: '<p>Words<script>x()</script></p>' } },
  });
  const changed = await chief('put', `/wp/v2/widgets/${text.body.id}`, {
    instance: { raw: { title: 'Hi' } },
  });
  const turned = await chief('put', `/wp/v2/sidebars/${area}`, { widgets: [text.body.id, search.body.id] });
  const list = await chief('get', `/wp/v2/widgets?sidebar=${area}`);
  const front = await site.request.get('/');

  expect(search.body).toMatchObject({
    id_base: 'search',
    sidebar: area,
    instance: { raw: { title: 'Look' } },
  });
  expect(search.body.rendered).toContain('role="search"');
  expect(changed.body).toMatchObject({ instance: { raw: { title: 'Hi', text: '<p>Words</p>' } } });
  expect(turned.body.widgets).toEqual([text.body.id, search.body.id]);
  expect(list.body.map(({ id }: { id: string }) => id)).toEqual([text.body.id, search.body.id]);
  expect(front.text).toContain('<p>Words</p>');
  expect(refusalOf(await chief('post', '/wp/v2/widgets', { id_base: 'bogus', sidebar: area }))).toEqual([
    400,
    'rest_invalid_widget',
  ]);
  expect(refusalOf(await chief('post', '/wp/v2/widgets', { id_base: 'text', sidebar: 'nowhere' }))).toEqual([
    400,
    'rest_invalid_param',
  ]);
  const gone = await chief('delete', `/wp/v2/widgets/${text.body.id}?force=true`);
  expect(gone.body).toMatchObject({ deleted: true, previous: { id: text.body.id } });
  expect(refusalOf(await chief('get', `/wp/v2/widgets/${text.body.id}`))).toEqual([
    404,
    'rest_widget_not_found',
  ]);
  expect((await chief('get', '/wp/v2/widget-types')).body.map(({ id }: { id: string }) => id)).toContain(
    'recent-posts',
  );
  expect(refusalOf(await chief('get', '/wp/v2/widget-types/bogus'))).toEqual([
    404,
    'rest_widget_type_invalid',
  ]);
  for (const path of ['/wp/v2/sidebars', '/wp/v2/widgets', '/wp/v2/widget-types'])
    expect(refusalOf(await author('get', path))).toEqual([403, 'rest_cannot_manage_widgets']);
});

test('themes are shown to those who change them, the active one to those who write', async () => {
  const all = await chief('get', '/wp/v2/themes');
  const active = await author('get', '/wp/v2/themes?status=active');

  expect(all.body.map(({ stylesheet }: { stylesheet: string }) => stylesheet)).toEqual(
    expect.arrayContaining(['default', 'news']),
  );
  expect(all.headers['x-wp-total']).toBe(String(all.body.length));
  expect(active.body).toMatchObject([
    { stylesheet: 'default', status: 'active', theme_supports: { 'post-thumbnails': true } },
  ]);
  expect(refusalOf(await author('get', '/wp/v2/themes'))).toEqual([403, 'rest_cannot_view_themes']);
  expect(refusalOf(await nobody('get', '/wp/v2/themes?status=active'))).toEqual([
    401,
    'rest_cannot_view_active_theme',
  ]);
  expect((await author('get', '/wp/v2/themes/default')).body.name.raw).not.toBe('');
  expect(refusalOf(await chief('get', '/wp/v2/themes/nowhere'))).toEqual([404, 'rest_theme_not_found']);
});

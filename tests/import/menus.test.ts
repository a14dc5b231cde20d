// tests/import/menus.test.ts: the menus of a WordPress export come along, and stand as they stood.
import { beforeAll, expect, test } from 'vitest';
import { importWxr } from '../../src/import/import-wxr.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { menuLocations } from '../../src/menus/settings.ts';
import { startBlog, type TestBlog } from '../blog.ts';

interface Line {
  id: number;
  menu?: string;
  type?: string;
  object?: number;
  parent?: number;
  order: number;
  title?: string;
  url?: string;
  status?: string;
}

const meta = (key: string, value: unknown) =>
  `<wp:postmeta><wp:meta_key>_menu_item_${key}</wp:meta_key><wp:meta_value><![CDATA[${value as string}]]></wp:meta_value></wp:postmeta>`;

const lineOf = ({ id, menu = 'main', type = 'post_type', order, ...line }: Line) => `
  <item><title><![CDATA[${line.title ?? ''}]]></title><wp:post_id>${id}</wp:post_id>
    <wp:post_date_gmt>2025-03-01 09:00:00</wp:post_date_gmt><wp:status>${line.status ?? 'publish'}</wp:status>
    <wp:menu_order>${order}</wp:menu_order><wp:post_type>nav_menu_item</wp:post_type>
    <category domain="nav_menu" nicename="${menu}"><![CDATA[${menu}]]></category>
    ${meta('type', type)}${meta('menu_item_parent', line.parent ?? 0)}${meta('object_id', line.object ?? id)}${meta('url', line.url ?? '')}
  </item>`;

const pageOf = (id: number, title: string, type = 'page') => `
  <item><title>${title}</title><wp:post_id>${id}</wp:post_id><wp:post_date_gmt>2025-02-01 09:00:00</wp:post_date_gmt>
    <wp:post_name>${title.toLowerCase()}</wp:post_name><wp:status>publish</wp:status><wp:post_type>${type}</wp:post_type></item>`;

const wxr = (items: string) => `<?xml version="1.0"?>
<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
  <wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://old.example/blog</wp:base_blog_url>
  <wp:category><wp:term_id>40</wp:term_id><wp:category_nicename>boats</wp:category_nicename><wp:cat_name>Boats</wp:cat_name></wp:category>
  <wp:tag><wp:term_id>41</wp:term_id><wp:tag_slug>fog</wp:tag_slug><wp:tag_name>Fog</wp:tag_name></wp:tag>
  <wp:term><wp:term_id>42</wp:term_id><wp:term_taxonomy>nav_menu</wp:term_taxonomy><wp:term_slug>main</wp:term_slug><wp:term_name>Main menu</wp:term_name></wp:term>
  ${items}</channel></rss>`;

// Lines come before what they lead to, and not in their order.
const lines = [
  lineOf({ id: 54, type: 'custom', order: 5, title: 'Home', url: 'https://www.old.example/blog/' }),
  lineOf({ id: 52, order: 2, object: 72, parent: 51, title: 'Who we are' }),
  lineOf({ id: 51, order: 1, object: 71 }),
  lineOf({ id: 53, type: 'taxonomy', order: 3, object: 40, parent: 52 }),
  lineOf({ id: 55, type: 'taxonomy', order: 6, object: 41 }),
  lineOf({ id: 56, type: 'custom', order: 7, title: 'Far', url: 'https://old.example/blogger/' }),
  lineOf({ id: 57, order: 8, object: 73, title: 'A boat for sale' }),
  lineOf({ id: 58, type: 'custom', order: 9, title: 'Bad', url: 'javascript:alert(1)' }),
  lineOf({ id: 59, type: 'custom', order: 10, title: 'Unsaved', url: 'https://x.example/', status: 'draft' }),
  // The same line in another menu, as some exports have it.
  lineOf({ id: 51, menu: 'foot', order: 1, object: 71 }),
].join('');
const pages = pageOf(71, 'About') + pageOf(72, 'Crew') + pageOf(73, 'Boat', 'product');

let site: TestBlog;
beforeAll(async () => {
  site = await startBlog();
  // Somebody here has that name and these ids already.
  await site.blog.db('menus').insert({ name: 'Main menu' });
  await site.blog.db('terms').insert({ id: 40, taxonomy: 'category', slug: 'elsewhere', name: 'Elsewhere' });
});

async function bring(text: string) {
  const { rows } = await importWxr(site.blog, {
    // eslint-disable-next-line @typescript-eslint/require-await
    open: async function* () {
      yield Buffer.from(text);
    },
  });
  return rows.find(({ kind }) => kind === 'menu items');
}

/** The lines of a menu as its screen has them, a dash a level. */
async function menu(name: string): Promise<string[]> {
  const rows = await site.blog
    .db('menu_items')
    .join('menus', 'menus.id', 'menu_id')
    .leftJoin('posts', 'posts.id', 'post_id')
    .leftJoin('terms', 'terms.id', 'term_id')
    .where('menus.name', name)
    .orderBy('position')
    .select('menu_items.title', 'url', 'depth', 'posts.title as post', 'terms.name as term');
  return rows.map(({ depth, title, url, post, term }) =>
    `${'-'.repeat(depth as number)}${[title, url, post, term].filter(Boolean).join(' ')}`.trim(),
  );
}

const whole = ['About', '-Who we are Crew', '--Boats', 'Home /', 'Fog', 'Far https://old.example/blogger/'];

test('a menu comes with its lines in order, under one another, and leads to what came along', async () => {
  const told = await bring(wxr(lines + pages));

  expect(await menu('Main menu 2')).toEqual(whole);
  expect(await menu('foot')).toEqual(['About']);
  expect(await menu('Main menu')).toEqual([]);
  expect(told).toMatchObject({ already_there: 1, left_out: 0, mended: 2 });
  expect(told!.reasons.join()).toMatch(
    /^“.*”: leads to nothing that is here,“.*”: leads to nothing that is here$/,
  );
  const [{ id }] = await site.blog.db('menus').where({ name: 'Main menu 2' });
  await saveSettings(site.blog.db, menuLocations, { nav_menu_locations: { header: id } });
  const { text } = await site.request.get('/about/');
  expect(text).toMatch(/<a href="\/about\/" aria-current="page">About<\/a>[^]*<ul>[^]*>Who we are</);
  expect(text).toContain('<a href="/category/boats/">Boats</a>');
});

test('a second run leaves menus as their owner has them now', async () => {
  const { db } = site.blog;
  await db('menu_items').where({ title: 'Far' }).delete();
  await db('menu_items').where({ title: 'Who we are' }).update({ title: 'The crew' });

  const told = await bring(wxr(lines + pages));

  expect(await menu('Main menu 2')).toEqual(['About', '-The crew Crew', '--Boats', 'Home /', 'Fog']);
  expect(told).toMatchObject({ came_in: 0, left_out: 0 });
});

test('what another part of the export brings takes its place', async () => {
  const more = lineOf({ id: 60, order: 4, object: 74, parent: 51 }) + pageOf(74, 'Moorings');

  await bring(wxr(lines + more));

  expect(await menu('Main menu 2')).toEqual([
    'About',
    '-The crew Crew',
    '--Boats',
    '-Moorings',
    'Home /',
    'Fog',
  ]);
});

test('a deleted menu comes again; circles and strange parents end', async () => {
  await site.blog.db('menus').where({ name: 'foot' }).delete();
  const odd =
    lineOf({ id: 81, menu: 'odd', type: 'custom', order: 1, parent: 82, title: 'One', url: '#' }) +
    lineOf({ id: 82, menu: 'odd', type: 'custom', order: 2, parent: 81, title: 'Two', url: '#' }) +
    lineOf({ id: 83, menu: 'odd', type: 'custom', order: 3, parent: 999, title: 'Three', url: '#' });

  await bring(wxr(lines + odd));

  expect(await menu('foot')).toEqual(['About']);
  expect(await menu('odd')).toEqual(['Three #', 'One #', '-Two #']);
});

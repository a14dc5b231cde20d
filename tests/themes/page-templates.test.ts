// tests/themes/page-templates.test.ts: a page is set in the template that was chosen for it, where its theme has that one.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { rereadThemes, themesIn } from '../../src/base/themes/themes.ts';
import { importWxr } from '../../src/import/import-wxr.ts';
import type { Post } from '../../src/posts/post.ts';
import { appearance } from '../../src/themes/settings.ts';
import { templateMeant } from '../../src/themes/page-templates.ts';
import { widgetAreas } from '../../src/widgets/settings.ts';
import { startBlog } from '../blog.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-templates-'));
const site = await startBlog({ THEMES_DIR: folder });
const { db } = site.blog;
const edda = await site.hasUser({ role: 'editor', login: 'edda' });
const desk = await site.signIn(edda);

function hasTheme(name: string, files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, name, file), text);
  }
  rereadThemes(folder);
}

const wear = (stylesheet: string) => saveSettings(db, appearance, { stylesheet });
const bodyOf = async (path: string) =>
  /<body class="([^"]*)">/.exec((await site.request.get(path)).text)?.[1] ?? '';

const save = (fields: object, id?: number) =>
  desk
    .post(`/admin/pages/${id ? `${id}/` : ''}save`)
    .type('form')
    .send({ title: 'Tide tables', content: 'High, low.', act: 'publish', ...fields });

beforeEach(async () => {
  await db('posts').delete();
  await wear('default');
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test('the panel of a page offers what the theme has; what is chosen is how the page is set', async () => {
  const form = await desk.get('/admin/pages/new');
  await save({ template: 'full-width' });
  const page = (await db<Post>('posts').first())!;
  const again = await desk.get(`/admin/pages/${page.id}`);
  const chosen = await bodyOf('/tide-tables/');
  await save({ template: '' }, page.id);
  const usual = await bodyOf('/tide-tables/');

  expect(form.text).toMatch(
    /<option value="" selected>Usual<\/option>\s*<option value="full-width" >Full width</,
  );
  expect(again.text).toMatch(/<option value="full-width" selected>/);
  expect(chosen).toContain('page-template-full-width');
  expect(usual).not.toContain('page-template');
  expect((await desk.get('/admin/posts/new')).text).not.toContain('id="template"');
});

test('in Newsroom such a page has no sidebar, and others keep theirs', async () => {
  await wear('news');
  const widget = { id: 1, kind: 'search', title: 'Look here', count: 0, is_detailed: false, text: '' };
  await saveSettings(db, widgetAreas, { sidebars_widgets: { sidebar: [widget] } });
  await site.hasPost({ type: 'page', slug: 'wide', template: 'full-width' });
  await site.hasPost({ type: 'page', slug: 'usual' });

  const [wide, usual] = [await site.request.get('/wide/'), await site.request.get('/usual/')];

  expect(usual.text).toContain('<aside class="sidebar"');
  expect(wide.text).not.toContain('<aside class="sidebar"');
  expect(wide.text).toContain('sidebar-none');
});

test('a template that the theme has not cannot be chosen; one that came with an export stays until another is', async () => {
  const wrong = await save({ template: 'nowhere' });
  const page = await site.hasPost({ type: 'page', slug: 'old', title: 'Old', template: 'landing.php' });
  const form = await desk.get(`/admin/pages/${page.id}`);
  const kept = await save({ template: 'landing.php' }, page.id);
  await save({}, page.id);

  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('id="template-problem">Please choose a template that the theme has.');
  expect(form.text).toMatch(/<option value="landing.php" selected>landing.php \(this theme has none/);
  expect(kept.status).toBe(303);
  expect((await db<Post>('posts').where({ id: page.id }).first())!.template).toBe('landing.php');
  expect(await bodyOf('/old/')).not.toContain('page-template');
});

test('an export’s template takes effect where the theme has one of that name', async () => {
  const item = `<item><title>Map</title><wp:post_id>7</wp:post_id><wp:post_name>map</wp:post_name>
    <wp:status>publish</wp:status><wp:post_type>page</wp:post_type><wp:post_date_gmt>2020-01-01 10:00:00</wp:post_date_gmt>
    <content:encoded><![CDATA[Here.]]></content:encoded><wp:postmeta><wp:meta_key>_wp_page_template</wp:meta_key>
    <wp:meta_value>page-templates/full-width.php</wp:meta_value></wp:postmeta></item>`;
  const wxr = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
    xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>x</title><wp:wxr_version>1.2</wp:wxr_version>${item}</channel></rss>`;
  await importWxr(site.blog, { open: () => Readable.from([Buffer.from(wxr)]) });

  const page = (await db<Post>('posts').where({ slug: 'map' }).first())!;
  const form = await desk.get(`/admin/pages/${page.id}`);

  expect(page.template).toBe('page-templates/full-width.php');
  expect(await bodyOf('/map/')).toContain('page-template-full-width');
  expect(form.text).toMatch(/<option value="page-templates\/full-width.php" selected>Full width</);
});

test.each([
  ['full-width', 'full-width'],
  ['page-templates/full-width.php', 'full-width'],
  ['template-full-width.php', 'full-width'],
  ['templates/Full_Width.php', 'full-width'],
  ['wider.php', ''],
  ['', ''],
  ['constructor', ''],
])('the kept word %j means %j', (kept, meant) => {
  expect(templateMeant({ 'full-width': 'Full width' }, kept)).toBe(meant);
});

test('a theme of the owner’s has its own; one that fails gives way, and one that is not there is told', async () => {
  const manifest = { name: 'Reed', version: '1.0.0', page_templates: { poster: 'Poster' } };
  hasTheme('reed', {
    'theme.json': JSON.stringify(manifest),
    'site/page-poster.ejs': '<p>Poster of <%= view.post.title %></p>',
  });
  hasTheme('rush', { 'theme.json': JSON.stringify({ ...manifest, name: 'Rush', parent: 'reed' }) });
  hasTheme('sedge', { 'theme.json': JSON.stringify({ ...manifest, name: 'Sedge' }) });
  await site.hasPost({ type: 'page', slug: 'fair', title: 'Fair', template: 'poster' });

  await wear('rush');
  const inherited = await site.request.get('/fair/');
  await wear('reed');
  hasTheme('reed', { 'site/page-poster.ejs': '<%= view.nothing.here %> broken' });
  const broken = await site.request.get('/fair/');

  expect(inherited.text).toBe('<p>Poster of Fair</p>');
  expect(broken.status).toBe(200);
  expect(broken.text).toContain('<h1 class="p-name">Fair</h1>');
  expect(themesIn(folder).broken).toEqual([
    { name: 'sedge', problem: 'theme.json, page_templates: there is no template site/page-poster' },
  ]);
});

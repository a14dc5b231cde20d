// tests/themes/themes.test.ts: the site puts on a theme, its owner's own too; one that is broken hurts no reader.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { rereadThemes } from '../../src/base/themes/themes.ts';
import { themesAreWhole } from '../../src/themes/check.ts';
import { appearance } from '../../src/themes/settings.ts';
import { startBlog } from '../blog.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-themes-'));
const site = await startBlog({ THEMES_DIR: folder });
const admin = await site.hasUser({ role: 'administrator', login: 'chief' });
let agent: Awaited<ReturnType<typeof site.signIn>>;

const manifest = { name: 'Reed', version: '1.0.0' };

/** Puts a theme into the owner's folder; a text per file. */
function hasTheme(name: string, files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, name, file), text);
  }
  rereadThemes(folder);
}

const wear = (stylesheet: string) => saveSettings(site.blog.db, appearance, { stylesheet, theme_mods: {} });

beforeAll(async () => {
  agent = await site.signIn(admin);
  await site.hasPost({ title: 'Fog over the bay', slug: 'fog' });
});

beforeEach(() => wear('default'));

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test('a theme of the owner’s replaces the templates it has, and the default stands in for the others', async () => {
  hasTheme('reed', {
    'theme.json': JSON.stringify({ ...manifest, styles: ['css/reed.css'] }),
    'css/reed.css': 'body { outline: 0 }',
    'posts/_summary.ejs': '<p class="reed">Reed says <%= view.post.title %></p>',
  });

  const put_on = await agent.post('/admin/themes/activate').type('form').send({ theme: 'reed' });
  const home = await site.request.get('/');

  expect(put_on.status).toBe(303);
  expect(home.text).toContain('<p class="reed">Reed says Fog over the bay</p>');
  expect(home.text).toContain('<header class="site-header">');
  expect(home.text).not.toContain('class="summary');
  const [, sheet] = /href="(\/themes\/reed\/css\/reed\.css\?ver=\w+)"/.exec(home.text) ?? [];
  const answer = await site.request.get(sheet!);
  expect(answer.text).toBe('body { outline: 0 }');
  expect(answer.headers['cache-control']).toContain('max-age=31536000');
});

test('what an owner changes in a theme is seen without a restart, under a new version', async () => {
  hasTheme('sedge', {
    'theme.json': JSON.stringify(manifest),
    'posts/_summary.ejs': 'First words',
    'a.css': 'a{}',
  });
  await wear('sedge');
  const before = await site.request.get('/');

  hasTheme('sedge', {
    'theme.json': JSON.stringify({ ...manifest, styles: ['a.css'] }),
    'posts/_summary.ejs': 'Other words than before',
  });
  const after = await site.request.get('/');

  expect(before.text).toContain('First words');
  expect(after.text).toContain('Other words than before');
  expect(after.text).not.toContain('First words');
  expect(after.text).toContain('/themes/sedge/a.css?ver=');
});

test('templates of owners find the project’s sheets by content, and by the plain names of before', async () => {
  hasTheme('bulrush', {
    'theme.json': JSON.stringify(manifest),
    'posts/_summary.ejs':
      '<i data-new="<%= view.asset(\'css/site.css\') %>" data-old="/public/css/site.css">',
  });
  await wear('bulrush');

  const home = await site.request.get('/');
  const [, fresh] = /data-new="([^"]+)"/.exec(home.text) ?? [];
  const [, old] = /data-old="([^"]+)"/.exec(home.text) ?? [];
  const [one, other] = await Promise.all([site.request.get(fresh!), site.request.get(old!)]);

  expect(fresh).toMatch(/^\/public\/css\/site-[A-Z0-9]{8}\.css$/);
  expect([one.status, other.status]).toEqual([200, 200]);
  expect(other.text).toBe(one.text);
  expect(one.headers['cache-control']).toContain('immutable');
  expect(other.headers['cache-control']).toBe('public, max-age=60');
});

test('a template that asks for a sheet there is not is replaced, and its owner is told', async () => {
  hasTheme('rush', {
    'theme.json': JSON.stringify(manifest),
    'posts/_summary.ejs': '<i data-new="<%= view.asset(\'css/sight.css\') %>">',
  });
  await wear('rush');

  const home = await site.request.get('/');
  const screen = await agent.get('/admin/themes');

  expect(home.status).toBe(200);
  expect(home.text).toContain('Fog over the bay');
  expect(screen.text).toContain('the build has no asset css/sight.css');
});

test('a child theme takes templates, sheets and options from its parent', async () => {
  hasTheme('child', {
    'theme.json': JSON.stringify({ ...manifest, name: 'Child', parent: 'news', styles: ['child.css'] }),
    'child.css': 'a{}',
    'site/_bottom.ejs': 'The end of the child, <%= view.frame.theme.options.masthead %>',
  });
  await wear('child');

  const { text } = await site.request.get('/');

  expect(text).toContain('The end of the child, start');
  expect(text).toContain('class="masthead');
  expect(text.indexOf('/themes/news/css/news.css')).toBeGreaterThan(0);
  expect(text.indexOf('/themes/child/child.css')).toBeGreaterThan(text.indexOf('/themes/news/css/news.css'));
});

test.each([
  ['a template that is no template', { 'site/_top.ejs': '<% if (' }],
  ['a field that is not there', { 'posts/_summary.ejs': '<%= view.post.author.no.such %>' }],
  ['an include of nothing', { 'site/list.ejs': "<%- include('nowhere') %>" }],
  ['an include from outside', { 'site/list.ejs': "<%- include('../../../../package.json') %>" }],
  ['a template without end', { 'site/_top.ejs': "<%- include('_top', view) %>" }],
])('%s: readers see the default theme, the owner sees why', async (what, files) => {
  const name = `bad-${what.replaceAll(/\W+/g, '-')}`.slice(0, 40).replace(/-$/, '');
  hasTheme(name, { 'theme.json': JSON.stringify({ ...manifest, name: what }), ...files });
  await wear(name);

  const home = await site.request.get('/');
  const lost = await site.request.get('/no/such/page');
  const screen = await agent.get('/admin/themes');

  expect(home.status).toBe(200);
  expect(home.text).toContain('Fog over the bay');
  expect(home.text).toContain('<header class="site-header">');
  expect(lost.status).toBe(404);
  expect(screen.text).toContain(`fails, so readers see the default theme there.`);
  expect(screen.text).toContain(Object.keys(files)[0]!.split('/')[0]!);
});

test.each([
  ['no-json', '{', 'theme.json is not JSON'],
  ['no-name', '{"version":"1.0.0"}', 'theme.json, name: '],
  ['typo', '{"name":"A","version":"1.0.0","optoins":{}}', 'optoins'],
  ['version', '{"name":"A","version":"new"}', 'theme.json, version: must be a version such as 1.0.0'],
  ['sheet', '{"name":"A","version":"1","styles":["../../x.css"]}', 'must be the path of a CSS file inside'],
  ['absent', '{"name":"A","version":"1","styles":["x.css"]}', 'there is no file x.css'],
  ['orphan', '{"name":"A","version":"1","parent":"nobody"}', 'there is no theme nobody'],
  ['circle', '{"name":"A","version":"1","parent":"circle"}', 'the line of parents has no end'],
  [
    'kind',
    '{"name":"A","version":"1","options":{"a":{"type":"colour","label":"A"}}}',
    'must have a type: color',
  ],
  [
    'colour',
    '{"name":"A","version":"1","options":{"a":{"type":"color","label":"A","default":"red","property":"--a"}}}',
    'options.a.default: must be a colour',
  ],
  [
    'choice',
    '{"name":"A","version":"1","options":{"a":{"type":"choice","label":"A","default":"b","choices":{"c":"C"}}}}',
    'options.a.default: must be one of the choices',
  ],
  ['News', '{"name":"A","version":"1"}', 'small letters, digits and hyphens'],
  ['news', '{"name":"A","version":"1"}', 'comes with Quillback'],
])('the folder %s is no theme, and the screen says why', async (name, text, why) => {
  hasTheme(name, { 'theme.json': text });
  await wear(name === 'news' ? 'default' : name);

  const home = await site.request.get('/');
  const screen = await agent.get('/admin/themes');
  const put_on = await agent
    .post('/admin/themes/activate')
    .type('form')
    .send({ theme: `${name}-not` });

  expect(home.text).toContain('<header class="site-header">');
  expect(screen.text.replaceAll('&#34;', '"')).toContain(why);
  expect(put_on.status).toBeGreaterThanOrEqual(400);
  fs.rmSync(path.join(folder, name), { recursive: true });
});

test('a template that cannot be read is told before the theme is worn, and nothing of it has run', async () => {
  const marker = path.join(folder, 'has-run');
  hasTheme('slip', {
    'theme.json': JSON.stringify({ ...manifest, name: 'Slip' }),
    'site/_bottom.ejs': `<% process.getBuiltinModule('fs').writeFileSync(${JSON.stringify(marker)}, '') %>`,
    'site/list.ejs': '<% for (const post of view.posts { %>',
  });

  const { text } = await agent.get('/admin/themes');
  fs.rmSync(path.join(folder, 'slip'), { recursive: true });

  const card = text.slice(text.indexOf('id="theme-slip"'));
  expect(card).toMatch(
    /Its template <code>site\/list<\/code> fails, so readers would see the default theme there/,
  );
  expect(fs.existsSync(marker)).toBe(false);
});

test('a theme that is gone leaves the site in the default one', async () => {
  await wear('was-here-once');

  const home = await site.request.get('/');
  const screen = await agent.get('/admin/themes');

  expect(home.text).toContain('<header class="site-header">');
  expect(screen.text).toContain('The theme “was-here-once” is not there or is broken');
});

test('doctor says when the site cannot wear its theme', async () => {
  const well = await themesAreWhole(site.blog);
  hasTheme('lost', { 'theme.json': '{' });
  await wear('lost');

  const ailing = await themesAreWhole(site.blog);
  fs.rmSync(path.join(folder, 'lost'), { recursive: true });
  rereadThemes(folder);

  expect(well).toBeUndefined();
  expect(ailing).toMatch(/^the site should wear the theme lost, but theme.json is not JSON/);
});

test('browsers get a theme’s assets, and nothing else of it or around it', async () => {
  hasTheme('quiet', {
    'theme.json': JSON.stringify(manifest),
    'site/_top.ejs': 'secret',
    'css/a.css': 'a{}',
    '.hidden.css': 'a{}',
    '.git/a.css': 'a{}',
    'notes.txt': 'a',
  });
  fs.writeFileSync(path.join(folder, 'outside.css'), 'a{}');

  const statuses = await Promise.all(
    [
      'css/a.css',
      'theme.json',
      'site/_top.ejs',
      'notes.txt',
      '.hidden.css',
      '.git/a.css',
      '%2ehidden.css',
      '%2e%2e/outside.css',
      '..%2foutside.css',
      'css/..%5c..%5coutside.css',
      'css/a.css%00.css',
      'css',
      '',
    ].map(async (file) => [file, (await site.request.get(`/themes/quiet/${file}`)).status]),
  );

  expect(statuses.filter(([, status]) => status === 200)).toEqual([['css/a.css', 200]]);
  expect((await site.request.get('/themes/nobody/css/a.css')).status).toBe(404);
  expect((await site.request.get('/themes/news/theme.json')).status).toBe(404);
});

test('only administrators see and change the themes', async () => {
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

  const seen = await editor.get('/admin/themes');
  const changed = await editor.post('/admin/themes/activate').type('form').send({ theme: 'news' });

  expect([seen.status, changed.status]).toEqual([403, 403]);
  expect((await site.request.get('/')).text).toContain('<header class="site-header">');
  expect((await agent.get('/admin/themes')).text).toContain('Newsroom');
});

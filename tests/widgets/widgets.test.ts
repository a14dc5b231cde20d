// tests/widgets/widgets.test.ts: an owner fills the areas of a theme, and readers find what everybody may read.
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { appearance } from '../../src/themes/settings.ts';
import { ensureTerm, setTerms } from '../../src/terms/queries.ts';
import { widgetAreas } from '../../src/widgets/settings.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const admin = await site.hasUser({ role: 'administrator', login: 'chief' });
let agent: Awaited<ReturnType<typeof site.signIn>>;

const send = (path: string, fields: Record<string, unknown> = {}) =>
  agent.post(path).type('form').send(fields);

/** The widgets on a page: heading and text of each. */
async function widgets(path = '/'): Promise<string[]> {
  const { text } = await site.request.get(path);
  return [...text.matchAll(/<section class="widget [^]*?<\/section>/g)].map(([widget]) =>
    widget
      .replaceAll(/<svg[^]*?<\/svg>|<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
}

const add = (kind: string, area = 'footer') => send('/admin/widgets/add', { kind, area });

beforeAll(async () => {
  agent = await site.signIn(admin);
  const news = await ensureTerm(site.blog.db, { taxonomy: 'category', name: 'News' });
  const near = await ensureTerm(site.blog.db, { taxonomy: 'category', name: 'Near', parent_id: news.id });
  const sea = await ensureTerm(site.blog.db, { taxonomy: 'post_tag', name: 'sea' });
  const rope = await ensureTerm(site.blog.db, { taxonomy: 'post_tag', name: 'rope' });
  for (const number of [1, 2, 3]) {
    const post = await site.hasPost({
      title: `Log ${number}`,
      slug: `log-${number}`,
      published_at: new Date(`2026-0${number + 3}-02T10:00:00Z`),
    });
    await setTerms(site.blog.db, post.id, 'category', [number === 1 ? news.id : near.id]);
    await setTerms(site.blog.db, post.id, 'post_tag', number === 1 ? [sea.id, rope.id] : [sea.id]);
    await site.hasComment({ post_id: post.id, author_name: `Reader ${number}` });
  }
  await site.hasPost({ title: 'Hidden draft', status: 'draft', published_at: null });
  const locked = await site.hasPost({
    title: 'Locked',
    password: 'fish',
    published_at: new Date('2026-01-02T10:00:00Z'),
  });
  await site.hasComment({ post_id: locked.id, author_name: 'Whisperer' });
  const open = await site.hasPost({
    title: 'Log 0',
    slug: 'log-0',
    published_at: new Date('2026-02-02T10:00:00Z'),
  });
  await site.hasComment({ post_id: open.id, author_name: 'Spammer', status: 'spam' });
  const about = await site.hasPost({ type: 'page', title: 'About', slug: 'about' });
  await site.hasPost({ type: 'page', title: 'The crew', slug: 'crew', parent_id: about.id });
});

beforeEach(async () => {
  await saveSettings(site.blog.db, widgetAreas, { sidebars_widgets: {} });
  await saveSettings(site.blog.db, appearance, { stylesheet: 'default' });
});

test.each([
  ['recent_posts', 'Recent posts Log 3 Log 2 Log 1 Log 0 Locked'],
  ['recent_comments', 'Recent comments Reader 3 on Log 3 Reader 2 on Log 2 Reader 1 on Log 1'],
  ['categories', 'Categories News Near'],
  ['tag_cloud', 'Tags rope sea'],
  ['archives', 'Archives June 2026 May 2026 April 2026 February 2026 January 2026'],
  ['pages', 'Pages About The crew'],
  ['search', 'Search'],
  ['rss', 'Follow Posts (RSS) Comments (RSS)'],
])('%s shows what everybody may read', async (kind, shown) => {
  const before = await widgets();

  await add(kind);

  expect(before).toEqual([]);
  expect((await widgets()).map((text) => text.split(' ').toSorted())).toEqual([shown.split(' ').toSorted()]);
});

test('links of widgets lead where they say', async () => {
  for (const kind of [
    'recent_posts',
    'recent_comments',
    'categories',
    'tag_cloud',
    'archives',
    'pages',
    'rss',
  ])
    await add(kind);

  const { text } = await site.request.get('/');
  const aside = text.split('<aside class="footer-widgets"')[1]!.split('</aside>')[0]!;
  const links = [...aside.matchAll(/href="([^"#]+)(#comment-\d+)?"/g)].map(([, href]) => href!);
  const answers = await Promise.all(links.map(async (href) => [href, (await site.request.get(href)).status]));

  expect(links.length).toBeGreaterThan(15);
  expect(answers.filter(([, status]) => status !== 200)).toEqual([]);
  expect(aside).toMatch(/href="\/2026\/06\/02\/log-3\/#comment-\d+"/);
  expect(aside).toContain('class="cloud-5"');
});

test('a widget is told its heading, its length and more, is moved, and goes', async () => {
  await add('recent_posts');
  await add('categories');

  await send('/admin/widgets/1/save', { area: 'footer', title: 'Fresh', count: '1', is_detailed: '1' });
  await send('/admin/widgets/2/save', { area: 'footer', title: '', is_detailed: '1' });
  const told = await widgets();
  await send('/admin/widgets/2/up');
  const moved = await widgets();
  await send('/admin/widgets/1/remove');

  expect(told).toEqual(['Fresh Log 3 June 2, 2026', 'News 1 Near 2']);
  expect(moved).toEqual(told.toReversed());
  expect(await widgets()).toEqual(['News 1 Near 2']);
});

test('a text is cleaned, however it came', async () => {
  await add('text');

  await send('/admin/widgets/1/save', {
    area: 'footer',
    title: 'About <us>',
    text: '<p>Since <b>1902</b></p><script>alert(1)</script><img src=x onerror=alert(1)>',
  });
  const { text } = await site.request.get('/');

  expect(text).toContain('<p>Since <b>1902</b></p>');
  expect(text).toContain('About &lt;us&gt;');
  expect(text).not.toContain('alert(1)');
});

test('the sidebar of the newsroom shows its widgets, another theme keeps them for later', async () => {
  await saveSettings(site.blog.db, appearance, { stylesheet: 'news' });
  const empty = await site.request.get('/');
  await add('recent_posts', 'sidebar');
  const full = await site.request.get('/2026/06/02/log-3/');

  await saveSettings(site.blog.db, appearance, { stylesheet: 'default' });
  const other = await widgets();
  await saveSettings(site.blog.db, appearance, { stylesheet: 'news' });

  expect(empty.text).toContain('class="page sidebar-none"');
  expect(full.text).toMatch(/class="page sidebar-end"[^]*<aside class="sidebar"[^]*Recent posts/);
  expect(other).toEqual([]);
  expect((await widgets()).length).toBe(1);
});

test('what is no widget is refused', async () => {
  await add('recent_posts');

  const answers = [
    await add('weather'),
    await add('text', 'attic'),
    await send('/admin/widgets/1/save', { area: 'attic' }),
    await send('/admin/widgets/1/save', { area: 'footer', count: '0' }),
    await send('/admin/widgets/9/save', { area: 'footer' }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 404]);
  expect((await widgets()).length).toBe(1);
});

test('only administrators change widgets', async () => {
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

  const answers = [
    await editor.get('/admin/widgets'),
    await editor.post('/admin/widgets/add').type('form').send({ kind: 'search', area: 'footer' }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([403, 403]);
  expect(await widgets()).toEqual([]);
  expect((await agent.get('/admin/widgets')).status).toBe(200);
});

test('a menu stands in an area, also under a heading, and goes when it is deleted', async () => {
  const { db } = site.blog;
  const [menu] = await db('menus').insert({ name: 'Beside' }).returning<{ id: number }[]>('id');
  const about = await db('posts').where({ slug: 'about' }).first();
  const line = {
    menu_id: menu!.id,
    kind: 'link',
    position: 2,
    depth: 1,
    title: 'Far',
    url: 'https://far.example/',
  };
  await db('menu_items').insert([
    { menu_id: menu!.id, kind: 'post', post_id: about.id, position: 1 },
    { ...line, post_id: null },
  ]);
  await add('nav_menu');
  const empty = await site.request.get('/about/');
  const [id] = /(?<=widget-)\d+(?=")/.exec((await agent.get('/admin/widgets')).text)!;

  await send(`/admin/widgets/${id}/save`, { title: '', area: 'footer', menu_id: menu!.id });
  const { text } = await site.request.get('/about/');
  const screen = await agent.get('/admin/widgets');
  await send(`/admin/widgets/${id}/save`, { title: 'Ways', area: 'footer', menu_id: menu!.id });
  const headed = await site.request.get('/about/');
  await send(`/admin/menus/${menu!.id}/delete`);
  const after = await site.request.get('/about/');

  expect(empty.text).not.toContain('widget-nav-menu');
  expect(text).toMatch(
    /<nav class="widget widget-nav-menu" aria-label="[^"]+">\s*<ul>\s*<li><a href="\/about\/" aria-current="page">About<\/a>\s*<ul>\s*<li><a href="https:\/\/far.example\/">Far</,
  );
  expect(screen.text).toContain(`<option value="${menu!.id}" selected>Beside</option>`);
  expect(headed.text).toMatch(
    /<nav class="widget widget-nav-menu" aria-labelledby="(widget-\d+)">\s*<h2 id="\1">Ways</,
  );
  expect(after.text).not.toContain('widget-nav-menu');
});

// tests/menus/menus.test.ts: an owner makes menus, and readers find in them what they may open.
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { moved, tidied } from '../../src/menus/menu.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { menuLocations } from '../../src/menus/settings.ts';
import { ensureTerm } from '../../src/terms/queries.ts';
import { sessionCookie, startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

const site = await startBlog();
const browser = await startBrowser();
const admin = await site.hasUser({ role: 'administrator', login: 'chief' });
const about = await site.hasPost({ type: 'page', title: 'About', slug: 'about' });
const crew = await site.hasPost({ type: 'page', title: 'The crew', slug: 'crew', parent_id: about.id });
const fog = await site.hasPost({ title: 'Fog over the bay', slug: 'fog' });
let agent: Awaited<ReturnType<typeof site.signIn>>;
let menu: string;

const send = (path: string, fields: Record<string, unknown> = {}) =>
  agent.post(path).type('form').send(fields);

/** The header's menu as text, a dash a level. */
function menuIn(page: string): string[] {
  const [nav = ''] = /<nav class="site-navigation"[^]*?<\/nav>/.exec(page) ?? [];
  let depth = -1;
  return [...nav.matchAll(/<ul>|<\/ul>|<a [^>]*>([^<]*)<\/a>/g)].flatMap(([tag, title]) => {
    depth += tag === '<ul>' ? 1 : tag === '</ul>' ? -1 : 0;
    return title ? [`${'-'.repeat(depth)}${title}`] : [];
  });
}

const readers = async (path = '/') => menuIn((await site.request.get(path)).text);

/** The ids of the lines in the order of the screen. */
async function lineIds(): Promise<string[]> {
  const { text } = await agent.get(menu);
  return [...text.matchAll(/data-id="(\d+)"/g)].map(([, id]) => id!);
}

beforeAll(async () => {
  agent = await site.signIn(admin);
});

beforeEach(async () => {
  await site.blog.db('menus').delete();
  await saveSettings(site.blog.db, menuLocations, { nav_menu_locations: {} });
  menu = (await send('/admin/menus/add', { name: 'Main' })).headers.location!;
});

const assign = (place = 'header') =>
  send('/admin/menus/assign', { [`place_${place}`]: menu.split('/').at(-1) });

test('a menu leads to pages, posts, categories, tags and links, under one another', async () => {
  const news = await ensureTerm(site.blog.db, { taxonomy: 'category', name: 'News' });
  const sea = await ensureTerm(site.blog.db, { taxonomy: 'post_tag', name: 'the sea' });
  const before = await readers();

  await send(`${menu}/items/add`, { posts: [about.id, crew.id, fog.id], terms: [news.id, sea.id] });
  await send(`${menu}/items/add`, { title: 'Elsewhere', url: 'https://far.example/' });
  const [, second] = await lineIds();
  await send(`${menu}/items/${second}/in`);
  await assign();
  const page = await site.request.get('/about/crew/');

  expect(before).toEqual(['About']);
  expect(menuIn(page.text)).toEqual([
    'About',
    '-The crew',
    'Fog over the bay',
    'News',
    'the sea',
    'Elsewhere',
  ]);
  expect(page.text).toMatch(/<a href="\/about\/" aria-current="true">About/);
  expect(page.text).toMatch(/<a href="\/about\/crew\/" aria-current="page">The crew/);
  expect(page.text).toContain('<a href="/category/news/">News</a>');
  expect(page.text).toContain('<a href="/tag/the-sea/">the sea</a>');
  expect(page.text).toContain('<a href="https://far.example/">Elsewhere</a>');
});

test('a menu stands in the footer too, and with no menu the header shows the pages as before', async () => {
  await send(`${menu}/items/add`, { posts: [fog.id] });
  await assign('footer');

  const { text } = await site.request.get('/');

  expect(menuIn(text)).toEqual(['About']);
  expect(text).toMatch(/<nav class="footer-navigation"[^]*Fog over the bay[^]*<\/nav>/);
});

test('what is not public is not shown, what stands under it moves up, and what is gone is gone', async () => {
  const secret = await site.hasPost({ type: 'page', title: 'Secret', slug: 'secret' });
  await send(`${menu}/items/add`, { posts: [about.id, secret.id] });
  await send(`${menu}/items/add`, { title: 'Below', url: '/below/' });
  const ids = await lineIds();
  await send(`${menu}/items/${ids[2]}/in`);
  await assign();

  const seen = await readers();
  await site.blog.db('posts').where({ id: secret.id }).update({ status: 'draft' });
  const hidden = await readers();
  const screen = await agent.get(menu);
  await site.blog.db('posts').where({ id: secret.id }).delete();
  const gone = await agent.get(menu);

  expect(seen).toEqual(['About', 'Secret', '-Below']);
  expect(hidden).toEqual(['About', 'Below']);
  expect(screen.text).toContain('Not public: not shown');
  expect(gone.text).not.toContain('Secret');
  expect(gone.text).toContain('Below');
});

test('lines get other words, new addresses, and go', async () => {
  await send(`${menu}/items/add`, { posts: [fog.id] });
  await send(`${menu}/items/add`, { title: 'Old', url: 'https://old.example/' });
  await assign();
  const [first, second] = await lineIds();

  await send(`${menu}/items/${first}/save`, { title: 'The fog' });
  await send(`${menu}/items/${second}/save`, { title: 'New', url: '/new/' });
  const changed = await readers();
  await send(`${menu}/items/${first}/remove`);

  expect(changed).toEqual(['The fog', 'New']);
  expect(await readers()).toEqual(['New']);
});

test('a menu that is deleted leaves its place to the pages', async () => {
  await send(`${menu}/items/add`, { posts: [fog.id] });
  await assign();
  const before = await readers();

  await send(`${menu}/delete`);

  expect(before).toEqual(['Fog over the bay']);
  expect(await readers()).toEqual(['About']);
  expect((await agent.get('/admin/menus')).text).toContain('There is no menu yet');
});

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  '//far.example/',
  '/\\far.example',
  'https://',
  'no address',
])('a link to %s is refused', async (url) => {
  const answer = await send(`${menu}/items/add`, { title: 'Bad', url });

  expect(answer.status).toBe(400);
  expect(await lineIds()).toEqual([]);
});

test('two menus have two names, and a place takes only a menu there is', async () => {
  const twice = await send('/admin/menus/add', { name: 'Main' });
  const nothing = await send('/admin/menus/add', { name: '  ' });

  await send('/admin/menus/assign', { place_header: '99999' });

  expect([twice.status, nothing.status]).toEqual([400, 400]);
  expect((await site.request.get('/')).status).toBe(200);
});

test('only administrators change menus', async () => {
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

  const answers = [
    await editor.get('/admin/menus'),
    await editor.post(`${menu}/items/add`).type('form').send({ posts: fog.id }),
    await editor.post(`${menu}/delete`),
  ];

  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
  expect((await agent.get(menu)).status).toBe(200);
});

const lines = (text: string) =>
  text.split(' ').map((word) => ({ id: Number(word.replaceAll('-', '')), depth: word.lastIndexOf('-') + 1 }));
const asText = (items: { id: number; depth: number }[]) =>
  items.map(({ id, depth }) => `${'-'.repeat(depth)}${id}`).join(' ');

test.each([
  ['1 2 3', 2, 'up', '2 1 3'],
  ['1 2 3', 2, 'down', '1 3 2'],
  ['1 2 3', 1, 'up', '1 2 3'],
  ['1 2 3', 3, 'down', '1 2 3'],
  ['1 -2 3 -4', 3, 'up', '3 -4 1 -2'],
  ['1 -2 3 -4', 1, 'down', '3 -4 1 -2'],
  ['1 -2 -3 4', 3, 'up', '1 -3 -2 4'],
  ['1 -2 -3 4', 3, 'down', '1 -2 -3 4'],
  ['1 2 3', 2, 'in', '1 -2 3'],
  ['1 2 -3', 2, 'in', '1 -2 --3'],
  ['1 2 3', 1, 'in', '1 2 3'],
  ['1 -2 --3 4', 2, 'out', '1 2 -3 4'],
  ['1 -2 3', 3, 'out', '1 -2 3'],
  ['1 2', 9, 'up', '1 2'],
] as const)('%s: line %i moves %s: %s', (before, id, move, after) => {
  expect(asText(moved(lines(before), id, move))).toBe(after);
});

test('lines that stand too deep are brought near', () => {
  expect(asText(tidied(lines('---1 2 ---3 ------4')))).toBe('1 2 -3 --4');
});

async function open(page: Page): Promise<void> {
  await page.goto(site.address + menu);
}

test('in a browser lines are dragged, or moved by keys alone', { timeout: 60_000 }, async () => {
  await send(`${menu}/items/add`, { posts: [about.id, fog.id] });
  await assign();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const [name, value] = (await sessionCookie(site.blog, admin)).split('=') as [string, string];
  await context.addCookies([{ name, value, url: site.address }]);
  const page = await context.newPage();
  await open(page);

  await page.getByRole('button', { name: 'Move Fog over the bay up' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('.line').first().filter({ hasText: 'Fog over the bay' }).waitFor();
  const byKey = await readers();
  const focused = await page.evaluate<string>('document.activeElement.getAttribute("aria-label")');

  const grip = (await page.locator('.line').first().locator('.grip').boundingBox())!;
  const last = (await page.locator('.line').last().boundingBox())!;
  await page.mouse.move(grip.x + 4, grip.y + 4);
  await page.mouse.down();
  await page.mouse.move(grip.x + 40, last.y + last.height - 2, { steps: 8 });
  await page.mouse.up();
  await page.locator('.notice', { hasText: 'The order is saved' }).waitFor();
  await context.close();

  expect(byKey).toEqual(['Fog over the bay', 'About']);
  expect(focused).toBe('Move Fog over the bay up');
  expect(await readers()).toEqual(['About', '-Fog over the bay']);
});

test('a menu of many lines gets a row of its own, and the search field stays beside the name', async () => {
  for (const title of ['Products', 'Categories', 'Questions', 'Advanced', 'Descriptions'])
    await send(`${menu}/items/add`, { title, url: '/' });
  await assign();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });

  await page.goto(site.address);
  const name = (await page.locator('.site-name').boundingBox())!;
  const search = (await page.locator('.site-header .search').boundingBox())!;
  const nav = (await page.locator('.site-navigation').boundingBox())!;
  await page.close();

  expect(Math.abs(search.y + search.height / 2 - name.y - name.height / 2)).toBeLessThan(8);
  expect(nav.y).toBeGreaterThan(search.y + search.height);
});

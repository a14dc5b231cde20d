// tests/writing/page-tree.test.ts: the list of pages as a tree in the owner's order, and moving pages in it.
import { beforeEach, expect, test } from 'vitest';
import { treeOf } from '../../src/base/admin/tree.ts';
import { sessionCookie, startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

const site = await startBlog();
const { db } = site.blog;
const editor = await site.hasUser({ role: 'editor', login: 'edda' });
const desk = await site.signIn(editor);
let ids: Record<string, number>;

beforeEach(async () => {
  await db('posts').delete();
  ids = {};
  const has = async (title: string, parent = '', post = {}) => {
    const parent_id = ids[parent] ?? null;
    const made = await site.hasPost({ type: 'page', title, slug: title.toLowerCase(), parent_id, ...post });
    ids[title] = made.id;
  };
  await has('Harbour');
  await has('Crew', 'Harbour');
  await has('Boats', 'Harbour');
  await has('Dinghy', 'Boats');
  await has('About');
  await has('Zoo', '', { status: 'draft' });
});

/** The lines of the list, indented, with the ways they may be moved. */
async function lines(query = ''): Promise<string[]> {
  const { text } = await desk.get(`/admin/pages${query}`);
  return text
    .split('<tr id="post-')
    .slice(1)
    .map((row) => {
      const depth = Number(/class="depth-(\d)"/.exec(row)![1]);
      const ways = ['up', 'down'].filter((way) => row.includes(`id="${way}-`)).join(' ');
      return `${'. '.repeat(depth)}${/class="title"[^>]*>([^<]*)/.exec(row)![1]} ${ways}`.trim();
    });
}

const move = (title: string, way: 'up' | 'down', visitor = desk) =>
  visitor.post(`/admin/pages/${ids[title]}/move-${way}`).type('form').send({ back: '/admin/pages?page=1' });

test('each page is followed by those under it, and says where it can go', async () => {
  expect(await lines()).toEqual([
    'About down',
    'Harbour up down',
    '. Boats down',
    '. . Dinghy',
    '. Crew up',
    'Zoo up',
  ]);
});

test('pages go up and down among their neighbours, readers see the new order, and the button stays at hand', async () => {
  const down = await move('About', 'down');
  const last = await move('About', 'down');
  const beyond = await move('About', 'down');
  const up = await move('Crew', 'up');

  expect(await lines()).toEqual([
    'Harbour down',
    '. Crew down',
    '. Boats up',
    '. . Dinghy',
    'Zoo up down',
    'About up',
  ]);
  expect([down, last, beyond, up].map(({ headers }) => headers.location)).toEqual([
    `/admin/pages?page=1#down-${ids.About}`,
    `/admin/pages?page=1#up-${ids.About}`,
    `/admin/pages?page=1#up-${ids.About}`,
    `/admin/pages?page=1#down-${ids.Crew}`,
  ]);
  expect((await site.request.get('/')).text).toMatch(/>Harbour<.*>About</s);
});

test('moves at the same moment are all made', async () => {
  await Promise.all([move('Zoo', 'up'), move('Zoo', 'up'), move('Crew', 'up')]);

  expect((await lines()).map((line) => line.replaceAll(/ (up|down)/g, ''))).toEqual([
    'Zoo',
    'About',
    'Harbour',
    '. Crew',
    '. Boats',
    '. . Dinghy',
  ]);
});

test('a search or an order of its own is no tree, and a part of the pages cannot be ordered', async () => {
  expect(await lines('?s=Din')).toEqual(['Dinghy']);
  expect(await lines('?orderby=title&order=desc')).toEqual([
    'Zoo',
    'Harbour',
    'Dinghy',
    'Crew',
    'Boats',
    'About',
  ]);
  expect(await lines('?status=publish')).toEqual(['About', 'Harbour', '. Boats', '. . Dinghy', '. Crew']);
});

test('what stands under something in the trash stands at the top', async () => {
  await desk.post(`/admin/pages/${ids.Boats}/trash`);

  expect(await lines()).toEqual(['About down', 'Dinghy', 'Harbour up down', '. Crew', 'Zoo up']);
  expect(await lines('?status=trash')).toEqual(['Boats']);
});

test('a large tree is cut into pages, each line where it belongs', async () => {
  for (let number = 10; number < 40; number += 1) {
    await site.hasPost({ type: 'page', title: `Log ${number}`, parent_id: ids.Harbour });
  }

  const [first, second] = [await lines(), await lines('?page=2')];

  expect([first.length, second.length]).toEqual([20, 16]);
  expect([second[0], second.at(-1)]).toEqual(['. Log 25 up down', 'Zoo up']);
});

test('only whoever may edit pages orders them, and nothing else is moved', async () => {
  const writer = await site.signIn(await site.hasUser({ role: 'author' }));
  const post = await site.hasPost();
  await desk.post(`/admin/pages/${ids.Zoo}/trash`);

  const answers = [
    await move('About', 'down', writer),
    await desk.post(`/admin/pages/${post.id}/move-up`),
    await desk.post(`/admin/pages/${ids.Zoo}/move-up`),
    await desk.post('/admin/pages/1e3/move-up'),
  ];

  expect(answers.map(({ status }) => status)).toEqual([403, 404, 409, 404]);
  expect(await db('posts').whereNot({ menu_order: 0 })).toEqual([]);
});

test(
  'by the keyboard, without script: pressing the button again moves the page on',
  { timeout: 60_000 },
  async () => {
    const browser = await startBrowser();
    const context = await browser.newContext({ javaScriptEnabled: false });
    const [name, value] = (await sessionCookie(site.blog, editor)).split('=') as [string, string];
    await context.addCookies([{ name, value, url: site.address }]);
    const page = await context.newPage();

    await page.goto(`${site.address}/admin/pages`);
    await page.getByRole('button', { name: 'Move up Zoo' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**#up-${ids.Zoo}`);
    await page.locator(`#up-${ids.Zoo}:focus`).waitFor();
    await page.keyboard.press('Enter');
    await page.locator(`#down-${ids.Zoo}:focus`).waitFor();

    expect((await lines())[0]).toBe('Zoo down');
    await context.close();
  },
);

const place = (title: string, before: number | string = '') =>
  desk.post(`/admin/pages/${ids[title]}/move`).type('form').send({ before });

test('a page is put before a neighbour, or at the end, and nowhere else', async () => {
  const [end, front, elsewhere, itself] = [
    await place('About'),
    await place('Zoo', ids.Harbour!),
    await place('Crew', ids.Zoo!),
    await place('Zoo', ids.Zoo!),
  ];

  expect([end, front, elsewhere, itself].map(({ status }) => status)).toEqual([204, 204, 409, 409]);
  expect((await lines()).map((line) => line.replaceAll(/ (up|down)/g, ''))).toEqual([
    'Zoo',
    'Harbour',
    '. Boats',
    '. . Dinghy',
    '. Crew',
    'About',
  ]);
});

test(
  'pages are dragged among their neighbours, with all that stands under them',
  { timeout: 60_000 },
  async () => {
    for (let number = 10; number < 30; number += 1) {
      await site.hasPost({ type: 'page', title: `Zz ${number}`, slug: `zz-${number}` });
    }
    const browser = await startBrowser();
    const context = await browser.newContext({ viewport: { width: 1280, height: 3200 } });
    const [name, value] = (await sessionCookie(site.blog, editor)).split('=') as [string, string];
    await context.addCookies([{ name, value, url: site.address }]);
    const page = await context.newPage();
    const drag = async (from: string, to: string, below: number) => {
      const handle = (await page.locator(`#post-${ids[from]} .drag`).boundingBox())!;
      const target = (await page.locator(to).boundingBox())!;
      await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
      await page.mouse.down();
      await page.mouse.move(handle.x, target.y + target.height / 2, { steps: 5 });
      await page.mouse.move(handle.x, target.y + target.height * below, { steps: 5 });
      const loaded = page.waitForEvent('load');
      await page.mouse.up();
      await loaded;
    };

    await page.goto(`${site.address}/admin/pages`);
    await drag('Harbour', `#post-${ids.About}`, 0.2);
    const first = (await lines()).slice(0, 5).map((line) => line.replaceAll(/ (up|down)/g, ''));
    // The last line of this page of the list: more neighbours follow on the next one.
    await drag('About', 'tbody tr:last-child', 0.9);
    const [all, next] = [await lines(), await lines('?page=2')];

    expect(first).toEqual(['Harbour', '. Boats', '. . Dinghy', '. Crew', 'About']);
    expect(all.at(-1)).toMatch(/^About/);
    expect([all[4], next[0]!.slice(0, 5)]).toEqual(['Zoo up down', 'Zz 24']);
    await context.close();
  },
);

test('a tree loses no row: not in a circle, not under what is not there, not under itself', () => {
  const row = (id: number, parent_id: number | null) => ({ id, parent_id });
  const rows = [row(1, null), row(2, 3), row(3, 2), row(4, 9), row(5, 5), row(6, 1)];

  const tree = treeOf(rows).map(({ row: { id }, depth }) => [id, depth]);

  expect(tree).toEqual([
    [1, 0],
    [6, 1],
    [4, 0],
    [2, 0],
    [3, 1],
    [5, 0],
  ]);
});

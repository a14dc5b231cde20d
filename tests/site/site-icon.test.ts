// tests/site/site-icon.test.ts: the owner chooses a picture for the site, and browsers get it in their sizes.
import sharp from 'sharp';
import { beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../../src/base/database/database.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { storeBytes } from '../../src/media/store.ts';
import { siteIdentity } from '../../src/themes/settings.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const agent = await site.signIn(await site.hasUser({ role: 'administrator' }));
const screen = '/admin/settings/site-icon';
const choose = (site_icon: unknown, by = agent) => by.post(`${screen}/save`).type('form').send({ site_icon });

async function picture(name: string, background: string, width = 600, height = 300) {
  const body = await sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
  const { id } = await inTransaction(site.blog, (blog) =>
    storeBytes(blog, { name, body, source: 'library' }),
  );
  await site.work();
  return id;
}
const red = await picture('red.png', 'red');
const blue = await picture('blue.png', 'blue');

const links = async () =>
  [...(await site.request.get('/')).text.matchAll(/<link rel="((?:apple-touch-)?icon)" href="([^"]+)"/g)].map(
    ([, rel, href]) => [rel, href!],
  );

beforeEach(() => saveSettings(db, siteIdentity, { site_icon: 0 }));

test('without a choice the default icon is shown', async () => {
  const ico = await site.request.get('/favicon.ico');

  expect(await links()).toEqual([['icon', '/public/favicon.svg']]);
  expect([ico.status, ico.headers.location]).toEqual([302, '/public/favicon.svg']);
  expect((await site.request.get('/site-icon-32.png')).status).toBe(404);
});

test('the chosen picture is sent as squares of 32, 192 and 180 pixels', async () => {
  const saved = await choose(red);
  const told = await links();
  const files = await Promise.all(told.map(([, href]) => site.request.get(href!)));
  const pictures = await Promise.all(files.map(({ body }) => sharp(body as Buffer).metadata()));
  const ico = await site.request.get('/favicon.ico');

  expect(saved.status).toBe(303);
  expect(told.map(([rel]) => rel)).toEqual(['icon', 'icon', 'apple-touch-icon']);
  expect(pictures.map(({ format, width, height }) => [format, width, height])).toEqual([
    ['png', 32, 32],
    ['png', 192, 192],
    ['png', 180, 180],
  ]);
  expect(files[0]!.headers['content-type']).toBe('image/png');
  expect(files[0]!.headers['cache-control']).toContain('max-age=31536000');
  expect(ico.headers.location).toBe(told[0]![1]);
  expect((await site.request.get('/site-icon-4000.png')).status).toBe(404);
});

test('another picture has another address and other pixels', async () => {
  await choose(red);
  const before = await links();
  await site.request.get(before[0]![1]!);

  await choose(blue);
  const after = await links();
  const { dominant } = await sharp((await site.request.get(after[0]![1]!)).body as Buffer).stats();

  expect(after[0]).not.toEqual(before[0]);
  expect(dominant.b).toBeGreaterThan(200);
});

test('the screen shows the library, the choice, and what words find', async () => {
  await choose(red);

  const page = await agent.get(screen);
  const found = await agent.get(`${screen}?s=blu`);

  expect(page.text).toMatch(new RegExp(`value="${red}" checked`));
  expect(page.text).toContain(`value="${blue}"`);
  expect(found.text).toContain(`value="${blue}"`);
  expect(found.text).toMatch(new RegExp(`value="${red}" checked`));
  expect((await agent.get(`/admin/media/${red}`)).text).toContain('site icon');
});

test('what is no public picture is refused, and only administrators choose', async () => {
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));
  await choose(red);

  const answers = [
    await choose(99_999),
    await choose('x'),
    await choose(blue, editor),
    await editor.get(screen),
  ];

  expect(answers.map(({ status }) => status)).toEqual([400, 400, 403, 403]);
  expect((await links())[0]![1]).toContain(`v=${red}-`);
});

test('a picture that is not public any more is not shown', async () => {
  await choose(blue);
  const [, href] = (await links())[0]!;
  await db('media').where({ id: blue }).update({ post_is_public: false });

  expect(await links()).toEqual([['icon', '/public/favicon.svg']]);
  expect((await site.request.get(href!)).status).toBe(404);
});

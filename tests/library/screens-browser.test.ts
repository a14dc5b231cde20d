// tests/library/screens-browser.test.ts: the media screens in a real browser: sending again, choosing a part of a picture.
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction } from '../../src/base/database/database.ts';
import { storeBytes } from '../../src/media/store.ts';
import { findMedia } from '../../src/media/queries.ts';
import { mp4 } from '../attachments/files.ts';
import { sessionCookie, startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

const site = await startBlog();
const { db } = site.blog;
const browser = await startBrowser();
const editor = await site.hasUser({ role: 'editor' });
const body = await sharp({ create: { width: 800, height: 400, channels: 3, background: 'teal' } })
  .png()
  .toBuffer();
const file = (name: string, buffer = body) => ({ name, mimeType: 'image/png', buffer });
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  const context = await browser.newContext({ viewport: { width: 1000, height: 900 } });
  const [name, value] = (await sessionCookie(site.blog, editor)).split('=') as [string, string];
  await context.addCookies([{ name, value, url: site.address }]);
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
});

afterAll(() => page.context().close());

test('a file whose line broke is sent again at a press; one that is refused is not offered again', async () => {
  await page.goto(`${site.address}/admin/media`);
  await page.route('**/admin/media/upload', (route) => route.abort('connectionreset'), { times: 1 });

  await page.getByLabel('Add files').setInputFiles(file('bay.png'));
  await page.getByText('The connection broke.').waitFor();
  const before = await db('media').pluck('name');
  await page.getByRole('button', { name: 'Try again: bay.png' }).click();
  await page.getByText('1 uploaded.').waitFor();
  await page.getByLabel('Add files').setInputFiles(file('two-faced.png', Buffer.from('<html><script>')));
  await page.getByText('holds a web page or a script').waitFor();

  expect(before).toEqual([]);
  expect(await db('media').pluck('name')).toEqual(['bay.png']);
  expect(await page.getByRole('button', { name: /^Try again/ }).count()).toBe(0);
  expect(errors).toEqual([]);
});

test('a large file goes on where it stopped when the line is back, also on a page opened anew', async () => {
  const film = path.join(site.blog.storage.folder, '..', 'film.mp4');
  const size = 10 * 2 ** 20;
  fs.writeFileSync(film, mp4(size));
  const sent: number[] = [];
  page.on('request', (request) => {
    const offset = /append\?offset=(\d+)/.exec(request.url())?.[1];
    if (offset) sent.push(Number(offset));
  });
  const choose = () => page.getByLabel('Add files').setInputFiles(film);
  const part = 4 * 2 ** 20;
  await page.goto(`${site.address}/admin/media`);
  await page.route(`**/append?offset=${part}`, (route) => route.abort('connectionreset'), { times: 1 });

  await choose();
  await page.getByText('1 uploaded.').waitFor();
  const first = [...sent];
  const kept = await db('media').where({ name: 'film.mp4' }).first();
  sent.length = 0;
  await db('media').where({ name: 'film.mp4' }).delete();
  await page.route(`**/append?offset=${2 * part}`, () => {});
  await choose();
  await page.waitForRequest(`**/append?offset=${2 * part}`);
  page.once('dialog', (dialog) => void dialog.accept());
  await page.goto(`${site.address}/admin/media`);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  sent.length = 0;
  await choose();
  await page.getByText('1 uploaded.').waitFor();

  expect(first).toEqual([0, part, part, 2 * part]);
  expect(kept).toMatchObject({ byte_size: size, mime_type: 'video/mp4' });
  expect(sent).toEqual([2 * part]);
  expect(await db('media').where({ name: 'film.mp4' }).pluck('byte_size')).toEqual([size]);
  expect(errors).toEqual([]);
});

test('a part of a picture is chosen by dragging, and moved and sized by keys', async () => {
  const { id } = await inTransaction(site.blog, (blog) =>
    storeBytes(blog, { name: 'wide.png', body, source: 'library', uploaded_by: editor.id }),
  );
  await site.work();
  await page.goto(`${site.address}/admin/media/${id}/edit`);
  const picture = page.locator('[data-crop] img');
  const chosen = () =>
    Promise.all(
      ['From the left', 'From the top', 'Width', 'Height'].map(async (label) =>
        Number(await page.getByLabel(label, { exact: true }).inputValue()),
      ),
    );
  await picture.scrollIntoViewIfNeeded();
  const box = (await picture.boundingBox())!;

  await page.mouse.move(box.x + box.width / 4, box.y + box.height / 4);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
  // Beyond the edge: the part ends where the picture does.
  await page.mouse.move(box.x + box.width + 200, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  const dragged = await chosen();
  const frame = page.getByRole('group', { name: /The part that stays/ });
  await frame.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowUp');
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift+ArrowRight');
  const [x, y, width, height] = await chosen();
  await page.getByRole('button', { name: 'Crop', exact: true }).click();
  await page.getByText('The picture is edited.').waitFor();

  expect(dragged.map((one, index) => Math.abs(one - [200, 100, 600, 100][index]!) <= 2)).toEqual(
    Array(4).fill(true),
  );
  expect([x, y, height]).toEqual([dragged[0]! - 8, dragged[1]! + 4, dragged[3]! - 4]);
  expect(x! + width!).toBe(800);
  expect(await findMedia(db, id)).toMatchObject({ width, height });
  expect(errors).toEqual([]);
});

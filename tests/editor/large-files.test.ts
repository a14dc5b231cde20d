// tests/editor/large-files.test.ts: large files that come in while writing go in parts, in order, and go on after a broken line.
import { expect, test } from 'vitest';
import { mp4 } from '../attachments/files.ts';
import { partBytes } from '../../src/media/uploads/partial.ts';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { openDesk, putText } from './desk.ts';

const site = await startBlog();
const browser = await startBrowser();
const mara = await site.hasUser({ login: 'mara', role: 'author' });
const { db } = site.blog;

const film = (name: string, size: number) => ({ name, mimeType: 'video/mp4', buffer: mp4(size) });

test(
  'from “Add media” they go in parts, and one that is small does not overtake them',
  { timeout: 60_000 },
  async () => {
    const { page, context } = await openDesk(site, browser, mara);
    await putText(page, 'Before.');
    const sent: string[] = [];
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      if (request.method() === 'POST' && pathname.startsWith('/admin/media'))
        sent.push(`${pathname.replace(/[\w-]{20,}/, 'ID')}${search}`);
    });
    let isBroken = false;
    await page.route('**/append?offset=*', async (route) => {
      // The line breaks once, in the middle of the file.
      if (isBroken || route.request().url().endsWith('=0')) return route.continue();
      isBroken = true;
      await route.abort('connectionreset');
    });

    await page.locator('[data-add-media]').click();
    const large = film('first.mp4', partBytes + 1000);
    await page.getByLabel('Upload files').setInputFiles([large, film('second.mp4', 2000)]);
    await page.getByRole('button', { name: 'Put 2 files into the text' }).waitFor();

    expect(isBroken).toBe(true);
    expect(sent).toEqual([
      '/admin/media/uploads/begin',
      '/admin/media/uploads/ID/append?offset=0',
      `/admin/media/uploads/ID/append?offset=${partBytes}`,
      '/admin/media/uploads/begin',
      `/admin/media/uploads/ID/append?offset=${partBytes}`,
      '/admin/media/uploads/ID/finish',
      '/admin/media/upload',
    ]);
    const kept = await db('media').orderBy('id').limit(5).pluck('name');
    expect(kept).toEqual(['first.mp4', 'second.mp4']);
    await context.close();
  },
);

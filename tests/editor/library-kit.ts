// tests/editor/library-kit.ts: a library of three pictures, and its window over the write screen.
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

export const site = await startBlog();
export const browser = await startBrowser();
export const { db } = site.blog;
export const mara = await site.hasUser({ login: 'mara', role: 'editor' });
export const png = await sharp({ create: { width: 64, height: 40, channels: 3, background: '#5d7f9c' } })
  .png()
  .toBuffer();

let made = 0;

export async function hasFile(given: object = {}): Promise<number> {
  made += 1;
  const usual = { name: `file-${made}.png`, mime_type: 'image/png', status: 'ready', source: 'library' };
  const [row] = await db('media')
    .insert({
      slug: `file-${made}`,
      file: `2026/08/file-${made}.png`,
      byte_size: 2048,
      width: 640,
      height: 400,
      uploaded_at: new Date(Date.UTC(2026, 0, 1, 0, made)),
      uploaded_by: mara.id,
      ...usual,
      ...given,
    })
    .returning('id');
  return row.id;
}

const rendition = (name: string, width: number) => ({
  name,
  file: `2026/08/${name}.png`,
  width,
  height: Math.round((width * 5) / 8),
  mime_type: 'image/png',
  byte_size: 9,
});

const renditions = JSON.stringify([rendition('thumbnail', 150), rendition('medium', 300)]);
export const bay = await hasFile({
  title: 'The bay',
  alternative_text: 'A bay',
  caption: 'At noon',
  renditions,
});
export const dune = await hasFile({ title: 'Dune' });
export const gull = await hasFile({ title: 'Gull' });
await hasFile({ title: 'Waves', name: 'waves.mp3', mime_type: 'audio/mpeg', file: '2026/08/waves.mp3' });
await hasFile({ title: 'Storm', name: 'storm.mp4', mime_type: 'video/mp4', file: '2026/08/storm.mp4' });
await hasFile({ title: 'Report', name: 'a & b.pdf', mime_type: 'application/pdf', file: '2026/08/r.pdf' });

export const addMedia = (page: Page) => page.locator('[data-add-media]').click();
export const tick = (page: Page, name: string) =>
  page
    .getByRole('dialog')
    .getByRole('checkbox', { name: new RegExp(`^${name}`) })
    .check();
export const press = (page: Page, name: string | RegExp) =>
  page.getByRole('dialog').last().getByRole('button', { name }).click();
// A closed dialog is gone for the eye before its answer is there.
export const closed = (page: Page) => page.locator('.editor-dialog').waitFor({ state: 'detached' });

export const image = (id: number, more = '') =>
  `<!-- wp:image {"id":${id},"sizeSlug":"large"${more}} -->\n<figure class="wp-block-image size-large"><img src="/uploads/2026/08/file-${id}.png" alt="Picture  ${id}" class="wp-image-${id}"/></figure>\n<!-- /wp:image -->`;
export const block = (columns: number, images: string[]) =>
  `<!-- wp:gallery {"columns":${columns},"linkTo":"none","className":"is-style-x"} -->\n<figure class="wp-block-gallery has-nested-images columns-${columns} is-cropped is-style-x">${images.join('\n\n')}<figcaption class="blocks-gallery-caption">All</figcaption></figure>\n<!-- /wp:gallery -->`;

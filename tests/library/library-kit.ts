// tests/library/library-kit.ts: a library, and two who look into it.
import sharp from 'sharp';
import { beforeEach } from 'vitest';
import { inTransaction } from '../../src/base/database/database.ts';
import { storeBytes } from '../../src/media/store.ts';
import type { Media } from '../../src/media/media.ts';
import { startBlog } from '../blog.ts';

export const site = await startBlog();
export const { db } = site.blog;
export const editor = await site.hasUser({ role: 'editor' });
export const author = await site.hasUser({ role: 'author' });
export const asEditor = await site.signIn(editor);
export const asAuthor = await site.signIn(author);
export const picture = await sharp({ create: { width: 640, height: 400, channels: 3, background: 'teal' } })
  .png()
  .toBuffer();

beforeEach(async () => {
  await db('posts').delete();
  await db('media').delete();
});

export const has = (name: string, more: Partial<Media> = {}, body: Buffer = picture) =>
  inTransaction(site.blog, (blog) =>
    storeBytes(blog, { name, body, source: 'library', uploaded_by: editor.id, ...more }),
  );

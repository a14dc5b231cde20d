// tests/library/edit-image-kit.ts: a picture of four colours, and what its corners show.
import sharp, { type Sharp } from 'sharp';
import { inTransaction } from '../../src/base/database/database.ts';
import { storeBytes } from '../../src/media/store.ts';
import type { Media } from '../../src/media/media.ts';
import { findMedia } from '../../src/media/queries.ts';
import { startBlog } from '../blog.ts';

export const site = await startBlog();
export const { db, storage } = site.blog;
export const editor = await site.hasUser({ role: 'editor' });
export const agent = await site.signIn(editor);

/** Four colours: red, green / blue, white. */
export async function quarters(width = 400, height = 200): Promise<Sharp> {
  const part = (background: string) =>
    sharp({ create: { width: width / 2, height: height / 2, channels: 3, background } })
      .png()
      .toBuffer();
  return sharp({ create: { width, height, channels: 3, background: '#fff' } }).composite([
    { input: await part('#f00'), left: 0, top: 0 },
    { input: await part('#0f0'), left: width / 2, top: 0 },
    { input: await part('#00f'), left: 0, top: height / 2 },
  ]);
}

export async function has(name: string, body: Buffer, more: Partial<Media> = {}): Promise<Media> {
  const { id } = await inTransaction(site.blog, (blog) =>
    storeBytes(blog, { name, body, source: 'library', uploaded_by: editor.id, ...more }),
  );
  await site.work();
  return (await findMedia(db, id))!;
}

export const hasPicture = async () => has('four.png', await (await quarters()).png().toBuffer());

export const send = (path: string, fields: object = {}) => agent.post(path).type('form').send(fields);

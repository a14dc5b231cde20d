// tests/media/variants-kit.ts: pictures that are smaller in other formats, and browsers that read them.
import fs from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { beforeEach } from 'vitest';
import { projectFolder } from '../../src/base/project.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import type { Media } from '../../src/media/media.ts';
import { mediaSettings } from '../../src/media/settings.ts';
import { filesIn } from '../attachments/files.ts';
import { startBlog } from '../blog.ts';

export const site = await startBlog();
export const { db } = site.blog;
export const admin = await site.signIn(await site.hasUser({ role: 'administrator' }));
const evening = fs.readFileSync(path.join(projectFolder, 'public/pictures/evening-by-the-water.jpg'));
const grain = await sharp({
  create: {
    width: 900,
    height: 600,
    channels: 3,
    background: '#808080',
    noise: { type: 'gaussian', mean: 128, sigma: 12 },
  },
})
  .png()
  .toBuffer();

export const grainy = await sharp(evening)
  .resize(900, 600, { fit: 'cover' })
  .composite([{ input: grain, blend: 'soft-light' }])
  .png()
  .toBuffer();
export const photo = await sharp(grainy).jpeg({ quality: 90 }).toBuffer();

export const chrome = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8';
export const safari13 = 'image/png,image/svg+xml,image/*;q=0.8,video/*;q=0.8,*/*;q=0.5';

beforeEach(async () => {
  await db('media').delete();
  for (const name of filesIn(site)) fs.rmSync(path.join(site.blog.storage.folder, name));
  await saveSettings(db, mediaSettings, mediaSettings.parse({}));
});

export async function upload(name: string, body: Buffer): Promise<Media> {
  const { id } = (await admin.post('/admin/media/upload').accept('json').attach('files', body, name)).body;
  await site.work();
  return db('media').where({ id }).first();
}

export const get = (file: string, accept: string, agent = site.request) =>
  agent.get(`/uploads/${file}`).set('Accept', accept).buffer(true);

/** Names of all files that belong to a picture. */
export const namesOf = ({ file, original_file, renditions, variants }: Media): string[] => {
  const made = [...renditions, ...variants].map((one) => one.file);
  return [file!, ...(original_file ? [original_file] : []), ...made].toSorted();
};

export const shape = async (body: Buffer) => {
  const { width, height, format, compression, pages = 1 } = await sharp(body).metadata();
  return [compression === 'av1' ? 'avif' : format, width, height, pages];
};

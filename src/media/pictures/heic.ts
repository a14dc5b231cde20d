// media/pictures/heic.ts: photos of phones in HEIC, which hardly a browser shows: pixels for the copies that are shown instead.
import fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { inThread } from '../../base/threads/threads.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import type { Media } from '../media.ts';
import { mediaSettings } from '../settings.ts';
import type { HeicInput } from './decode-heic.ts';
import { maxPixels } from './images.ts';

/** Whether such a picture will be seen: the settings may say no, and an installation may lack the decoder. */
export async function showsHeic({ db }: Pick<Blog, 'db'>): Promise<boolean> {
  const { convert_heic } = await settings(db, mediaSettings);
  return convert_heic && hasDecoder();
}

let found: boolean | undefined;

function hasDecoder(): boolean {
  try {
    found ??= Boolean(createRequire(import.meta.url).resolve('libheif-js/wasm-bundle.js'));
  } catch {
    found = false;
  }
  return found;
}

/**
 * Does something with the decoded picture; the file it lies in is gone afterwards. At most a minute and some hundred
 * megabytes in a thread of its own.
 * @throws Error when it cannot be decoded
 */
export async function withPixels<Result>(
  blog: Blog,
  { id, version, file }: Pick<Media, 'id' | 'version'> & { file: string },
  work: (pixels: string) => Promise<Result>,
): Promise<Result> {
  const to = path.join(blog.storage.staging, `pixels-${id}-${version}`);
  await fs.rm(to, { force: true });
  try {
    const input: HeicInput = { from: blog.storage.path(file), to, most_pixels: maxPixels };
    await inThread({ job: 'heic', line: 'pictures', seconds: 60, input, lookups: {} });
    return await work(to);
  } finally {
    await fs.rm(to, { force: true });
  }
}

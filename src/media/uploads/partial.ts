// media/uploads/partial.ts: an upload that comes in parts, and may go on where it stopped.
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Blog } from '../../blog.ts';
import { megabyte } from '../limits.ts';

export interface PartialUpload {
  /** A UUID. */
  id: string;
  user_id: number;
  /** Name inside `storage.staging`. */
  file: string;
  /** Cleaned: text only. */
  name: string;
  /** Of the whole file. */
  byte_size: number;
  /** What else the browser knows the file by, such as when it was changed. */
  mark: string;
  /** The kept file, once all has come and passed. */
  media_id: number | null;
  touched_at: Date;
}

/** How much is sent at once: on a slow line a few minutes' worth. */
export const partBytes = 4 * megabyte;

/** One person's unfinished uploads. */
export const mostPartials = 40;

/** How many bytes have come; undefined when the file is gone. */
export async function bytesOf(
  blog: Blog,
  { file }: Pick<PartialUpload, 'file'>,
): Promise<number | undefined> {
  const stat = await fs.stat(path.join(blog.storage.staging, file)).catch(() => undefined);
  return stat?.size;
}

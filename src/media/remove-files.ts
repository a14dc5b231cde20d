// media/remove-files.ts: removes bytes that no row names any more, after the transaction that deleted the rows.
import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Blog } from '../blog.ts';

const gone = z.object({
  /** The name of a staged file. */
  file: z
    .string()
    .regex(/^[a-z0-9]+$/)
    .optional(),
  /** Storage keys. */
  kept: z.array(z.string()).default([]),
});

export async function removeFiles(blog: Blog, payload: unknown): Promise<void> {
  const { file, kept } = gone.parse(payload);
  if (file) await fs.rm(path.join(blog.storage.staging, file), { force: true });
  for (const key of kept) await blog.storage.remove(key);
}

// media/let-go.ts: removes bytes that nothing names any more, after the transaction that let go of them.
import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Blog } from '../blog.ts';

const gone = z.object({
  /** A name among the waiting files. */
  file: z
    .string()
    .regex(/^[a-z0-9]+$/)
    .optional(),
  /** Storage keys. */
  kept: z.array(z.string()).default([]),
});

export async function letGo(blog: Blog, payload: unknown): Promise<void> {
  const { file, kept } = gone.parse(payload);
  if (file) await fs.rm(path.join(blog.storage.waiting, file), { force: true });
  for (const key of kept) await blog.storage.remove(key);
}

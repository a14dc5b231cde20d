// media/check-uploads.ts: what `doctor` asks of the uploads folder.
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Check } from '../feature.ts';
import { sizeLabel } from './view.ts';

const least = 2 ** 30;

export const uploadsCheck: Check = {
  name: 'uploads folder',
  async run({ storage }) {
    const trial = path.join(storage.staging, `trial-${process.pid}`);
    try {
      await fs.writeFile(trial, 'x', { flag: 'wx' });
      await fs.rm(trial);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return `cannot write to ${storage.folder} (${why}): give the blog's user write access, or set UPLOADS_DIR`;
    }
    const free = await storage.free();
    if (free > least) return undefined;
    return `only ${sizeLabel(free)} free on the disk of ${storage.folder}: free some space, or set UPLOADS_DIR`;
  },
};

// export/capsule/run-capsule.ts: the job behind a capsule of the admin.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { addJob } from '../../base/jobs/jobs.ts';
import type { Blog } from '../../blog.ts';
import {
  deleteCapsule,
  findCapsule,
  insertCapsule,
  updateCapsule,
  type CapsuleRow,
} from '../queries/capsules.ts';
import { makeCapsule } from './make-capsule.ts';

const payloadShape = z.object({ capsule_id: z.number().int() });
const noteEvery = 1000; // milliseconds

/** Where capsules lie until they are removed: beside the uploads, never served from there. */
const exportsFolder = (blog: Blog): string => path.join(blog.storage.folder, '.exports');

export const capsulePath = (blog: Blog, { file }: Pick<CapsuleRow, 'file'>): string =>
  path.join(exportsFolder(blog), file);

/** Puts a new capsule into the queue. @returns its number */
export async function startCapsule(blog: Blog, started_by: number): Promise<number> {
  const now = blog.now();
  const file = `${crypto.randomUUID()}.zip`;
  const id = await insertCapsule(blog.db, { file, started_by, created_at: now, updated_at: now });
  await addJob(
    blog,
    'export.capsule',
    { capsule_id: id },
    { key: `capsule-${id}`, queue: 'export', max_attempts: 2 },
  );
  return id;
}

/** Makes the capsule and notes how far it is. Cut short, it is begun anew. */
export async function runCapsule(blog: Blog, payload: unknown): Promise<void> {
  const { capsule_id: id } = payloadShape.parse(payload);
  const row = await findCapsule(blog.db, id);
  if (!row || row.status === 'done') return;
  await fs.promises.mkdir(exportsFolder(blog), { recursive: true, mode: 0o700 });
  await updateCapsule(blog.db, id, { status: 'running', updated_at: blog.now() });
  let noted = 0;
  try {
    const byte_size = await makeCapsule(blog, capsulePath(blog, row), async ({ phase, entries }) => {
      if (Date.now() - noted < noteEvery) return;
      noted = Date.now();
      await updateCapsule(blog.db, id, { phase, entries, updated_at: blog.now() });
    });
    await updateCapsule(blog.db, id, { status: 'done', byte_size, updated_at: blog.now() });
  } catch (error) {
    blog.log.error({ err: error, capsule_id: id }, 'a capsule could not be made');
    await updateCapsule(blog.db, id, { status: 'failed', updated_at: blog.now() });
  }
}

/** Removes a capsule with its file. */
export async function removeCapsule(blog: Blog, row: CapsuleRow): Promise<void> {
  await fs.promises.rm(capsulePath(blog, row), { force: true });
  await deleteCapsule(blog.db, row.id);
}

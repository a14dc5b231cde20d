// import/run-import.ts: the job behind an import of the admin.
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { addJob } from '../base/jobs/jobs.ts';
import type { Blog } from '../blog.ts';
import { filesOfZip } from './files.ts';
import { importFrom } from './import-from.ts';
import { findImport, updateImport, type ImportRow } from './queries/imports.ts';
import { readerNamed } from './readers.ts';
import { isUnreadable } from './unreadable.ts';

const payloadShape = z.object({ import_id: z.number().int() });
const noteEvery = 1000; // milliseconds

/** Where received exports lie until they are read: beside the uploads, never served. */
export const importsFolder = (blog: Blog): string => path.join(blog.storage.folder, '.imports');

/** Puts an import into the queue. */
export async function startImport(blog: Blog, import_id: number): Promise<void> {
  await updateImport(blog.db, import_id, { status: 'waiting', error: null, updated_at: blog.now() });
  await addJob(blog, 'import.run', { import_id }, { key: `import-${import_id}`, max_attempts: 1 });
}

/** Reads the file and notes how far it is; the file goes once it was read. */
export async function runImport(blog: Blog, payload: unknown): Promise<void> {
  const { import_id } = payloadShape.parse(payload);
  const row = await findImport(blog.db, import_id);
  if (!row || row.status === 'done') return;
  const file = path.join(importsFolder(blog), row.file);
  if (row.file && !fs.existsSync(file))
    return fail(blog, row, 'The file is no longer there. Upload it again.');
  try {
    await read(blog, row, file);
    await removeFiles(blog, row);
  } catch (error) {
    if (isUnreadable(error)) return fail(blog, row, error.message);
    blog.log.error({ err: error, import_id }, 'an import stopped');
    await fail(
      blog,
      row,
      'It stopped for a reason that is ours and was noted. What came in is kept; start it again.',
    );
  }
}

/** What was sent for an import goes, once it was read. */
async function removeFiles(blog: Blog, { file, uploads_file }: ImportRow): Promise<void> {
  for (const name of [file, uploads_file])
    if (name) await fs.promises.rm(path.join(importsFolder(blog), name), { force: true });
}

async function read(blog: Blog, row: ImportRow, file: string): Promise<void> {
  const { id, byte_size, fetches_attachments, kind, address, uploads_file, login, password } = row;
  await updateImport(blog.db, id, { status: 'running', bytes_read: 0, updated_at: blog.now() });
  const uploads = uploads_file ? await filesOfZip(path.join(importsFolder(blog), uploads_file)) : undefined;
  let noted = 0;
  const { rows, problem } = await importFrom(blog, readerNamed(kind)!, {
    open: () => fs.createReadStream(file),
    path: file,
    address,
    credentials: login && password ? { user: login, password } : undefined,
    uploads,
    fetches_attachments,
    async progress({ bytes, summary }) {
      if (Date.now() - noted < noteEvery) return;
      noted = Date.now();
      const bytes_read = Math.min(bytes, byte_size);
      await updateImport(blog.db, id, { bytes_read, summary: summary.rows(), updated_at: blog.now() });
    },
  }).finally(() => uploads?.close());
  await updateImport(blog.db, id, {
    status: problem ? 'failed' : 'done',
    bytes_read: byte_size,
    summary: rows,
    error: problem ?? null,
    password: null,
    finished_at: blog.now(),
  });
}

async function fail(blog: Blog, { id }: ImportRow, error: string): Promise<void> {
  await updateImport(blog.db, id, { status: 'failed', error, password: null, finished_at: blog.now() });
}

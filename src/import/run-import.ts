// import/run-import.ts: the job behind an import of the admin.
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { addJob } from '../base/jobs/jobs.ts';
import { N_ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { filesOfZip } from './files.ts';
import { importFrom } from './import-from.ts';
import { findImport, takePassword, updateImport, type ImportRow } from './queries/imports.ts';
import { readerNamed } from './readers.ts';
import { isUnreadable } from './unreadable.ts';

const payloadShape = z.object({ import_id: z.number().int() });
/** In milliseconds. Without a sign for two minutes an import is taken to have ended with its process. */
const noteEvery = 1000;
const beatEvery = 30_000;

/** Where received exports lie until they are read: beside the uploads, never served. */
export const importsFolder = (blog: Blog): string => path.join(blog.storage.folder, '.imports');

/** Puts an import into the queue, where one goes after the other: one that was started twice goes on, and then finds nothing new. */
export async function startImport(blog: Blog, import_id: number): Promise<void> {
  await updateImport(blog.db, import_id, { status: 'waiting', error: null, updated_at: blog.now() });
  await addJob(
    blog,
    'import.run',
    { import_id },
    { key: `import-${import_id}`, queue: 'import', max_attempts: 1 },
  );
}

/** Reads the file and notes how far it is; the file goes once it was read. */
export async function runImport(blog: Blog, payload: unknown): Promise<void> {
  const { import_id } = payloadShape.parse(payload);
  const row = await findImport(blog.db, import_id);
  // From here on it is in memory alone, so that none is left when the process dies.
  const password = await takePassword(blog.db, import_id);
  if (!row || row.status === 'done') return;
  const file = path.join(importsFolder(blog), row.file);
  if (row.file && !fs.existsSync(file))
    return fail(blog, row, N_('The file is no longer there. Upload it again.'));
  try {
    if (row.login && !password)
      return await fail(
        blog,
        row,
        N_('Its application password was forgotten when it stopped: give it again.'),
      );
    await read(blog, row, { file, password });
    await removeFiles(blog, row);
  } catch (error) {
    if (isUnreadable(error)) return fail(blog, row, error.message);
    blog.log.error({ err: error, import_id }, 'an import stopped');
    await fail(
      blog,
      row,
      N_('It stopped for a reason that is ours and was noted. What came in is kept; start it again.'),
    );
  }
}

/** What was sent for an import goes, once it was read. */
async function removeFiles(blog: Blog, { file, uploads_file }: ImportRow): Promise<void> {
  for (const name of [file, uploads_file])
    if (name) await fs.promises.rm(path.join(importsFolder(blog), name), { force: true });
}

async function read(
  blog: Blog,
  row: ImportRow,
  { file, password }: { file: string; password: string | null },
): Promise<void> {
  const { id, byte_size, fetches_attachments, kind, address, uploads_file, login } = row;
  await updateImport(blog.db, id, { status: 'running', bytes_read: 0, updated_at: blog.now() });
  const uploads = uploads_file ? await filesOfZip(path.join(importsFolder(blog), uploads_file)) : undefined;
  const beat = setInterval(() => {
    updateImport(blog.db, id, { updated_at: blog.now() }).catch(() => {}); // the next record says what is wrong
  }, beatEvery);
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
  }).finally(() => {
    clearInterval(beat);
    return uploads?.close();
  });
  await updateImport(blog.db, id, {
    status: problem ? 'failed' : 'done',
    bytes_read: byte_size,
    summary: rows,
    error: problem ?? null,
    finished_at: blog.now(),
  });
}

async function fail(blog: Blog, { id }: ImportRow, error: string): Promise<void> {
  await updateImport(blog.db, id, { status: 'failed', error, password: null, finished_at: blog.now() });
}

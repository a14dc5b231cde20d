// import/admin.ts: Tools → Import: upload an export, watch it come in, read what became of it.
import fs from 'node:fs';
import { Router, type Request, type Response } from 'express';
import { needs } from '../accounts/guard.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { formBody } from '../base/http/form-body.ts';
import { notFound } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import { findImport, insertImport, latestImports, type ImportRow } from './queries/imports.ts';
import { exportOf, receiveExport, type ReceivedExport } from './receive.ts';
import { startImport } from './run-import.ts';
import { importView } from './view.ts';
import { idFrom } from '../base/http/ids.ts';

export function importAdmin(blog: Blog): Router {
  const router = Router();
  router.use('/import', needs('import'));

  router.get('/import', listImports.bind(null, blog));
  router.post('/import', receiveExport(blog), takeExport.bind(null, blog));
  router.post('/import/samples', formBody(), removeSamples.bind(null, blog));
  router.get('/import/:id', showImport.bind(null, blog));
  router.get('/import/:id/state', answerState.bind(null, blog));
  router.post('/import/:id/start', startOne.bind(null, blog));

  return router;
}

async function listImports(blog: Blog, req: Request, res: Response) {
  res.render('import/admin', await screen(blog, req, ''));
}

async function screen(blog: Blog, req: Request, problem: string) {
  return {
    frame: adminFrame(blog, req, { title: 'Import' }),
    imports: (await latestImports(blog.db, 20)).map((row) => importView(blog, row)),
    has_samples: (await Promise.all(blog.extensions.samples.map((one) => one.are_there(blog)))).some(Boolean),
    problem,
  };
}

/** The sample content leaves by one press, so that the numbers of the blog that moves in are free. */
async function removeSamples(blog: Blog, req: Request, res: Response) {
  for (const one of blog.extensions.samples) await one.remove(blog);
  leaveNotice(req, 'The sample content was deleted.');
  res.redirect(303, '/admin/import');
}

async function takeExport(blog: Blog, req: Request, res: Response) {
  const found = exportOf(req);
  const problem = await problemOf(found);
  if (problem) {
    res.status(422).render('import/admin', await screen(blog, req, problem));
    return;
  }
  const { file, name, byte_size } = found!;
  const fetches_attachments = (req.body as Record<string, unknown> | undefined)?.attachments === 'fetch';
  const started_by = req.user!.id;
  const id = await insertImport(blog.db, {
    file,
    name: name.slice(0, 200),
    byte_size,
    fetches_attachments,
    started_by,
  });
  await startImport(blog, id);
  res.redirect(303, `/admin/import/${id}`);
}

async function showImport(blog: Blog, req: Request, res: Response) {
  const view = importView(blog, await asked(blog, req));
  // Without script the page asks again by itself; the script takes over with ?live and asks for the state alone.
  if (view.is_going && req.query.live === undefined) res.set('Refresh', '3');
  res.render('import/admin-one', {
    frame: adminFrame(blog, req, { title: `Import of ${view.name}` }),
    import: view,
  });
}

async function answerState(blog: Blog, req: Request, res: Response) {
  const { percent, is_going, text } = importView(blog, await asked(blog, req));
  res.json({ percent, is_going, text });
}

async function startOne(blog: Blog, req: Request, res: Response) {
  const row = await asked(blog, req);
  if (importView(blog, row).may_start) await startImport(blog, row.id);
  res.redirect(303, `/admin/import/${row.id}`);
}

async function asked(blog: Blog, req: Request): Promise<ImportRow> {
  const row = await findImport(blog.db, idFrom(req.params.id, 'import'));
  if (!row) throw notFound('import');
  return row;
}

/** Why a file is nothing to import, seen at its first bytes; such a file is dropped at once. */
async function problemOf(found: ReceivedExport | undefined): Promise<string> {
  if (!found) return 'Choose the file that WordPress made under Tools → Export.';
  const problem = problemAtStart(await startOf(found.full));
  if (problem) await fs.promises.rm(found.full, { force: true });
  return problem;
}

async function startOf(file: string): Promise<string> {
  const handle = await fs.promises.open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0);
  await handle.close();
  return buffer
    .toString('utf8', 0, bytesRead)
    .replace(/[\uFEFF\uFFFD\0]/g, '')
    .trimStart();
}

function problemAtStart(start: string): string {
  // Programs of the old site may have put warnings in front.
  if (start.startsWith('<') || /<(?:rss|\?xml)[\s>]/i.test(start)) return '';
  if (!start) return 'The file is empty. Choose the file that WordPress made under Tools → Export.';
  return start.startsWith('PK')
    ? 'This is a ZIP archive. Unpack it first, and upload the XML file inside.'
    : 'This is not an export of WordPress: those are XML files.';
}

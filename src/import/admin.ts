// import/admin.ts: Tools → Import: upload an export, watch it come in, read what became of it.
import { Router, type Request, type Response } from 'express';
import { needs } from '../accounts/guard.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { formBody } from '../base/http/form-body.ts';
import { notFound } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import { findImport, insertImport, latestImports, updateImport, type ImportRow } from './queries/imports.ts';
import { filesOfZip } from './files.ts';
import { readerFor, readers } from './readers.ts';
import { exportOf, receiveExport, removeReceived } from './receive.ts';
import { startImport } from './run-import.ts';
import { isUnreadable } from './unreadable.ts';
import { importView } from './view.ts';
import { siteReader, wholeSite } from './wordpress-site/site-reader.ts';
import { idFrom } from '../base/http/ids.ts';
import { __, translate } from '../base/language/gettext.ts';

export function importAdmin(blog: Blog): Router {
  const router = Router();
  router.use('/import', needs('import'));

  router.get('/import', listImports.bind(null, blog));
  router.post('/import', receiveExport(blog), takeExport.bind(null, blog));
  router.post('/import/site', formBody(), takeSite.bind(null, blog));
  router.post('/import/samples', formBody(), removeSamples.bind(null, blog));
  router.get('/import/:id', showImport.bind(null, blog));
  router.get('/import/:id/state', answerState.bind(null, blog));
  router.post('/import/:id/start', formBody(), startOne.bind(null, blog));

  return router;
}

async function listImports(blog: Blog, req: Request, res: Response) {
  res.render('import/admin', await screen(blog, req, ''));
}

async function screen(blog: Blog, req: Request, problem: string) {
  return {
    frame: await adminFrame(blog, req, { title: __('Import') }),
    imports: (await latestImports(blog.db, 20)).map((row) => importView(blog, row)),
    has_samples: (await Promise.all(blog.extensions.samples.map((one) => one.are_there(blog)))).some(Boolean),
    kinds: readers
      .filter((one) => one !== siteReader)
      .map(({ title, where }) => ({ title: translate(title), where: translate(where) })),
    accept: '.xml,.zip,.atom,.json,.txt,.backup,application/xml,text/xml,application/json,text/plain',
    problem,
    site: { problem: '', address: '', login: '' },
  };
}

/** The sample content leaves by one press, so that the numbers of the blog that moves in are free. */
async function removeSamples(blog: Blog, req: Request, res: Response) {
  for (const one of blog.extensions.samples) await one.remove(blog);
  leaveNotice(req, __('The sample content was deleted.'));
  res.redirect(303, '/admin/import');
}

async function takeExport(blog: Blog, req: Request, res: Response) {
  const { file, uploads } = exportOf(req);
  const refuse = async (problem: string) => {
    await removeReceived(exportOf(req));
    res.status(422).render('import/admin', await screen(blog, req, problem));
  };
  if (!file) return refuse(__('Choose the file that the old blog’s export gave you.'));
  const fields = (req.body ?? {}) as Record<string, unknown>;
  const address = typeof fields.address === 'string' ? fields.address.trim() : '';
  const reader = await readerFor(file.full);
  if (typeof reader === 'string') return refuse(reader);
  const problem = addressProblem(address) || (uploads ? await zipProblem(uploads.full) : '');
  if (problem) return refuse(problem);
  const id = await insertImport(blog.db, {
    file: file.file,
    name: file.name.slice(0, 200),
    kind: reader.kind,
    address,
    uploads_file: uploads?.file ?? null,
    byte_size: file.byte_size,
    fetches_attachments: fields.attachments === 'fetch',
    started_by: req.user!.id,
  });
  await startImport(blog, id);
  res.redirect(303, `/admin/import/${id}`);
}

/** A running WordPress is asked itself: by its address, in somebody's name or in nobody's. */
async function takeSite(blog: Blog, req: Request, res: Response) {
  const fields = (req.body ?? {}) as Record<string, unknown>;
  const field = (name: string) => (typeof fields[name] === 'string' ? fields[name].trim() : '');
  const [address, login, password] = [field('address'), field('login'), field('password')];
  const problem = siteProblem(blog, { address, login, password });
  if (problem) {
    res
      .status(422)
      .render('import/admin', { ...(await screen(blog, req, '')), site: { problem, address, login } });
    return;
  }
  const id = await insertImport(blog.db, {
    file: '',
    name: new URL(address).host,
    kind: siteReader.kind,
    address,
    login: login.slice(0, 200),
    password: login ? password.slice(0, 500) : null,
    uploads_file: null,
    byte_size: wholeSite,
    fetches_attachments: fields.attachments === 'fetch',
    started_by: req.user!.id,
  });
  await startImport(blog, id);
  res.redirect(303, `/admin/import/${id}`);
}

function siteProblem(
  blog: Blog,
  { address, login, password }: Record<'address' | 'login' | 'password', string>,
): string {
  if (!address) return __('Say the address of the old blog.');
  const problem = addressProblem(address);
  if (problem) return problem;
  if (new URL(address).host === new URL(blog.url).host) return __('That is the address of this blog itself.');
  return Boolean(login) === Boolean(password)
    ? ''
    : __('A user and an application password belong together: give both, or neither.');
}

const addressProblem = (address: string): string =>
  !address || (/^https?:\/\/[^/]/i.test(address) && URL.canParse(address) && address.length <= 500)
    ? ''
    : __('The address of the old blog begins with https:// or http://.');

/** Why a file cannot be read as the old site's files. */
async function zipProblem(file: string): Promise<string> {
  try {
    await (await filesOfZip(file)).close();
    return '';
  } catch (error) {
    if (isUnreadable(error)) return error.message;
    throw error;
  }
}

async function showImport(blog: Blog, req: Request, res: Response) {
  const view = importView(blog, await asked(blog, req));
  // Without script the page asks again by itself; the script takes over with ?live and asks for the state alone.
  if (view.is_going && req.query.live === undefined) res.set('Refresh', '3');
  res.render('import/admin-one', {
    frame: await adminFrame(blog, req, {
      title: __(/* translators: name of a file, address of a site */ 'Import of %s', view.name),
    }),
    import: view,
  });
}

async function answerState(blog: Blog, req: Request, res: Response) {
  const { percent, is_going, text } = importView(blog, await asked(blog, req));
  res.json({ percent, is_going, text });
}

async function startOne(blog: Blog, req: Request, res: Response) {
  const row = await asked(blog, req);
  const { password } = (req.body ?? {}) as Record<string, unknown>;
  if (importView(blog, row).may_start) {
    if (row.login && typeof password === 'string')
      await updateImport(blog.db, row.id, { password: password.trim().slice(0, 500) });
    await startImport(blog, row.id);
  }
  res.redirect(303, `/admin/import/${row.id}`);
}

async function asked(blog: Blog, req: Request): Promise<ImportRow> {
  const row = await findImport(blog.db, idFrom(req.params.id, 'import'));
  if (!row) throw notFound('import');
  return row;
}

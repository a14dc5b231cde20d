// redirects/admin.ts: Tools → Redirects.
import { Router, type Request, type Response } from 'express';
import { needs } from '../accounts/guard.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { badRequest, isHttpError, notFound } from '../base/errors.ts';
import { fieldsOf, formBody } from '../base/http/form-body.ts';
import { idFrom, idsFrom, pageFrom } from '../base/http/ids.ts';
import { __, _n } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { csvOf, readRedirects } from './file.ts';
import { checkRedirect, typedRedirect } from './form.ts';
import {
  changeRedirects,
  findRedirect,
  forgetMissingPages,
  allRedirects,
  updateRedirect,
} from './queries.ts';
import { receiveText } from './receive.ts';
import { keepRedirects } from './store.ts';
import { redirectForm, redirectsView } from './view.ts';

const here = '/admin/redirects';

export function redirectsAdmin(blog: Blog): Router {
  const router = Router();
  router.use('/redirects', needs('manage_options'));
  const form = formBody('32kb', 120);

  router.get('/redirects', showRedirects.bind(null, blog));
  router.post('/redirects', form, addRedirect.bind(null, blog));
  router.get('/redirects/export.csv', sendCsv.bind(null, blog));
  router.post('/redirects/import', importFile.bind(null, blog));
  router.post('/redirects/bulk', form, changeMany.bind(null, blog));
  router.post('/redirects/missing/forget', form, forgetMissing.bind(null, blog));
  router.get('/redirects/:id', showOne.bind(null, blog));
  router.post('/redirects/:id', form, saveOne.bind(null, blog));

  return router;
}

async function showRedirects(blog: Blog, req: Request, res: Response) {
  const view = await redirectsView(blog, req.query, { page: pageFrom(req.query.page) });
  res.render('redirects/admin', { frame: await adminFrame(blog, req, { title: __('Redirects') }), ...view });
}

async function addRedirect(blog: Blog, req: Request, res: Response) {
  const typed = typedRedirect(fieldsOf(req));
  try {
    const { replaced } = await keepRedirects(blog, [{ ...checkRedirect(typed, blog.url), is_active: true }]);
    leaveNotice(req, replaced ? __('The redirect of this address was replaced.') : __('Redirect added.'));
    res.redirect(303, here);
  } catch (error) {
    if (!isHttpError(error)) throw error;
    const view = await redirectsView(blog, {}, { page: 1, form: redirectForm(typed, error.message) });
    res.status(error.status);
    res.render('redirects/admin', {
      frame: await adminFrame(blog, req, { title: __('Redirects') }),
      ...view,
    });
  }
}

async function showOne(blog: Blog, req: Request, res: Response) {
  const redirect = await redirectOf(blog, req);
  const typed = { ...redirect, status: String(redirect.status) };
  await renderOne(blog, req, res, { redirect, form: redirectForm(typed) });
}

async function saveOne(blog: Blog, req: Request, res: Response) {
  const redirect = await redirectOf(blog, req);
  const typed = typedRedirect(fieldsOf(req));
  try {
    const checked = checkRedirect(typed, blog.url);
    if (!(await updateRedirect(blog.db, redirect.id, checked)))
      throw badRequest(__('Another redirect has this address.'));
    leaveNotice(req, __('Redirect saved.'));
    res.redirect(303, here);
  } catch (error) {
    if (!isHttpError(error)) throw error;
    res.status(error.status);
    await renderOne(blog, req, res, { redirect, form: redirectForm(typed, error.message) });
  }
}

async function renderOne(blog: Blog, req: Request, res: Response, view: object): Promise<void> {
  res.render('redirects/admin-one', {
    frame: await adminFrame(blog, req, { title: __('Edit redirect') }),
    ...view,
  });
}

const changedWords = {
  on: (count: number) => _n('One redirect switched on.', '%s redirects switched on.', count),
  off: (count: number) => _n('One redirect switched off.', '%s redirects switched off.', count),
  delete: (count: number) => _n('One redirect deleted.', '%s redirects deleted.', count),
};

async function changeMany(blog: Blog, req: Request, res: Response) {
  const { ids, action } = fieldsOf(req);
  const change = (['on', 'off', 'delete'] as const).find((one) => one === action);
  const chosen = idsFrom(ids);
  if (!change || !chosen.length) throw badRequest(__('Tick redirects and choose what to do with them.'));
  const count = await changeRedirects(blog.db, chosen, change);
  leaveNotice(req, changedWords[change](count));
  res.redirect(303, here);
}

async function forgetMissing(blog: Blog, req: Request, res: Response) {
  const { path } = fieldsOf(req);
  if (typeof path === 'string') await forgetMissingPages(blog.db, [path]);
  leaveNotice(req, __('It is left out until a reader asks for it again.'));
  res.redirect(303, here);
}

async function importFile(blog: Blog, req: Request, res: Response) {
  const { redirects, problems } = readRedirects(await receiveText(req, res), blog.url);
  const { added, replaced } = await keepRedirects(blog, redirects);
  const sum = __(
    'Redirects added: %1$s; replaced: %2$s; passed over: %3$s.',
    added,
    replaced,
    problems.length,
  );
  const shown = problems.slice(0, 5).join(' ');
  leaveNotice(req, problems.length ? `${sum} ${shown}` : sum, problems.length ? 'warning' : 'done');
  res.redirect(303, here);
}

async function sendCsv(blog: Blog, _req: Request, res: Response) {
  res.set({ 'Cache-Control': 'private, no-store', 'Content-Type': 'text/csv; charset=utf-8' });
  res.attachment('redirects.csv');
  res.send(csvOf(await allRedirects(blog.db)));
}

async function redirectOf(blog: Blog, req: Request) {
  const redirect = await findRedirect(blog.db, idFrom(req.params.id, 'redirect'));
  if (!redirect) throw notFound('redirect');
  return redirect;
}

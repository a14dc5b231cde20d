// privacy/admin.ts: Tools → Export Personal Data and Erase Personal Data.
import { Router, type Request, type Response } from 'express';
import { needs } from '../accounts/guard.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { pagingView } from '../base/admin/paging.ts';
import { forbidden, isHttpError, notFound } from '../base/errors.ts';
import { fieldsOf, formBody } from '../base/http/form-body.ts';
import { idFrom, pageFrom } from '../base/http/ids.ts';
import { __, translate } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { datesOf } from '../comments/dates.ts';
import { complete, enterRequest, mailAgain, mailFile } from './ask.ts';
import { startErase } from './erase.ts';
import { sendData } from './pack.ts';
import { countRequests, deleteRequest, findRequest, listRequests } from './queries.ts';
import { erasingOf, kinds, screens, type DataRequest, type Kind } from './request.ts';
import { requestView } from './view.ts';

const per_page = 20;

export function privacyAdmin(blog: Blog): Router {
  const router = Router();
  const form = formBody('10kb', 10);
  for (const kind of Object.keys(kinds) as Kind[]) {
    // WordPress's map_meta_cap: who may set the site's options.
    const path = screens[kind].replace('/admin', '');
    const screen = { blog, kind };
    router.use(path, needs('manage_options'));
    router.get(path, showRequests.bind(null, screen));
    router.post(path, form, takeRequest.bind(null, screen));
    router.post(`${path}/:id/again`, form, takeAgain.bind(null, screen));
    router.post(`${path}/:id/delete`, form, takeDelete.bind(null, screen));
  }
  router.post('/export-personal-data/:id/file', form, takeFile.bind(null, { blog, kind: 'export' }));
  router.post('/export-personal-data/:id/mail', form, takeMail.bind(null, { blog, kind: 'export' }));
  router.post('/erase-personal-data/:id/erase', form, takeErase.bind(null, { blog, kind: 'erase' }));
  return router;
}

interface Screen {
  blog: Blog;
  kind: Kind;
}

const showRequests = (screen: Screen, req: Request, res: Response): Promise<void> =>
  render(screen, req, res, {});

async function takeRequest(screen: Screen, req: Request, res: Response): Promise<void> {
  const { address, confirms } = fieldsOf(req);
  const typed = typeof address === 'string' ? address : '';
  try {
    await enterRequest(screen.blog, {
      kind: screen.kind,
      typed,
      confirms: confirms !== undefined,
      user_id: req.user!.id,
    });
    const text = confirms
      ? __('A link to confirm is on its way to the address.')
      : __('The request is entered.');
    leaveNotice(req, text);
    res.redirect(303, screens[screen.kind]);
  } catch (error) {
    if (!isHttpError(error)) throw error;
    res.status(error.status);
    await render(screen, req, res, { typed, confirms: confirms !== undefined, problem: error.message });
  }
}

/** @throws HttpError 404 for one that is not there, or of the other tool */
async function asked({ blog, kind }: Screen, req: Request): Promise<DataRequest> {
  const request = await findRequest(blog.db, idFrom(req.params.id, 'request'));
  if (request?.kind !== kind) throw notFound('request');
  return request;
}

/** Goes back to the list with a sentence. */
function tell(screen: Screen, req: Request, res: Response, isDone: boolean, text: string): void {
  leaveNotice(
    req,
    isDone ? text : __('Nothing changed: the request is not at that point.'),
    isDone ? 'done' : 'error',
  );
  res.redirect(303, screens[screen.kind]);
}

async function takeAgain(screen: Screen, req: Request, res: Response): Promise<void> {
  const { id } = await asked(screen, req);
  tell(
    screen,
    req,
    res,
    await mailAgain(screen.blog, id),
    __('Another link is on its way; the first is void.'),
  );
}

async function takeMail(screen: Screen, req: Request, res: Response): Promise<void> {
  const { id } = await asked(screen, req);
  tell(
    screen,
    req,
    res,
    await mailFile(screen.blog, id),
    __('A link to the file is on its way to the address.'),
  );
}

async function takeErase(screen: Screen, req: Request, res: Response): Promise<void> {
  const { id } = await asked(screen, req);
  tell(screen, req, res, await startErase(screen.blog, id), __('The personal data is being erased.'));
}

async function takeDelete(screen: Screen, req: Request, res: Response): Promise<void> {
  const { id } = await asked(screen, req);
  await deleteRequest(screen.blog.db, id);
  tell(screen, req, res, true, __('The request is removed.'));
}

async function takeFile(screen: Screen, req: Request, res: Response): Promise<void> {
  const request = await asked(screen, req);
  if (!['confirmed', 'completed'].includes(request.status))
    throw forbidden(__('The address has not confirmed this request.'));
  await complete(screen.blog, request);
  await sendData(screen.blog, res, request.address);
}

async function render(
  { blog, kind }: Screen,
  req: Request,
  res: Response,
  { typed = '', confirms = true, problem = '' }: { typed?: string; confirms?: boolean; problem?: string },
): Promise<void> {
  const page = pageFrom(req.query.page);
  const [total, requests, dateOf] = await Promise.all([
    countRequests(blog.db, kind),
    listRequests(blog.db, kind, { offset: (page - 1) * per_page, limit: per_page }),
    datesOf(blog),
  ]);
  if (requests.some((request) => erasingOf(blog, request) === 'going')) res.set('Refresh', '3');
  res.render('privacy/admin-requests', {
    frame: await adminFrame(blog, req, { title: translate(kinds[kind]) }),
    kind,
    action: screens[kind],
    typed,
    confirms,
    problem,
    requests: requests.map((request) => requestView(blog, request, dateOf)),
    paging: pagingView(screens[kind], {}, { page, total, per_page }),
  });
}

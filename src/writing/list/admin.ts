// writing/list/admin.ts: the admin's lists of posts and pages, and what can be done in a row.
import { Router, type Request, type Response } from 'express';
import { needs } from '../../accounts/guard.ts';
import { storeScreenOptions } from '../../accounts/screen-options.ts';
import { adminFrame } from '../../base/admin/frame.ts';
import { leaveNotice, leaveUndo, type Notice } from '../../base/admin/notices.ts';
import { isHttpError, type HttpError } from '../../base/errors.ts';
import { fieldsOf, formBody } from '../../base/http/form-body.ts';
import { idFrom, idsFrom } from '../../base/http/ids.ts';
import { localAddress } from '../../base/http/redirect.ts';
import { __, translate } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { bulkScreens, deeds, undoOf } from './bulk-admin.ts';
import { listColumns, listView } from './view.ts';
import { quickView } from './quick-edit-view.ts';
import { writeScreens } from '../screen/admin.ts';
import { quickForm } from '../form.ts';
import { movePage } from './move-page.ts';
import { quickEdit } from './quick-edit.ts';
import { say } from '../sayings.ts';

export function postsAdmin(blog: Blog): Router {
  const router = Router();
  router.use(deskOf(blog, 'post'), deskOf(blog, 'page'));
  return router;
}

function deskOf(blog: Blog, type: 'post' | 'page'): Router {
  const router = Router();
  const path = `/${type}s`;
  router.use(path, needs(`edit_${type}s`), formBody('6mb', 1000));
  const goBack = (req: Request, res: Response, place = '') => {
    const to = localAddress(fieldsOf(req).back, blog.url, `/admin${path}`);
    res.redirect(303, to.includes('#') ? to : to + place);
  };

  router.get(path, async function listAll(req, res) {
    const [id] = idsFrom(req.query.edit);
    await showList(blog, req, res, type, { quick: await quickView(blog, req.user!, { type, id }) });
  });

  router.post(`${path}/screen-options/save`, async function saveScreenOptions(req, res) {
    await storeScreenOptions(blog, req.user!, `${type}s`, listColumns[type], fieldsOf(req));
    goBack(req, res);
  });

  router.post(`${path}/:id/quick-edit`, async function quickEditOne(req, res) {
    const id = idFrom(req.params.id, type);
    try {
      const post = await quickEdit(blog, req.user!, { id, type }, quickForm(req.body));
      leaveNotice(req, __(/* translators: title of a post */ 'Updated: %s.', post.title || __('(no title)')));
    } catch (error) {
      if (!isHttpError(error) || ![409, 422].includes(error.status)) throw error;
      await showRefused(blog, req, res, { type, id, error });
      return;
    }
    goBack(req, res, `#post-${id}`);
  });

  for (const deed of ['trash', 'restore', 'delete'] as const) {
    const { verb, said } = deeds[deed];
    router.post(`${path}/:id/${deed}`, async function changeOne(req, res) {
      const { ids, refusals } = await verb(blog, req.user!, { type, ids: [idFrom(req.params.id, type)] });
      if (refusals[0]) throw refusals[0];
      const undo = undoOf(type, deed, ids, localAddress(fieldsOf(req).back, blog.url, `/admin${path}`));
      if (undo) leaveUndo(req, translate(said), undo);
      else leaveNotice(req, translate(said));
      goBack(req, res);
    });
  }

  if (type === 'page') router.use(pageMoves(blog));
  router.use(bulkScreens(blog, type), writeScreens(blog, type));
  return router;
}

/** A page goes up or down among its neighbours, and the button that was pressed stays at hand. */
function pageMoves(blog: Blog): Router {
  const router = Router();
  for (const direction of ['up', 'down'] as const) {
    router.post(`/pages/:id/move-${direction}`, async function moveOne(req, res) {
      const id = idFrom(req.params.id, 'page');
      const { has_before, has_behind } = await movePage(blog, req.user!, id, direction);
      const isAtEnd = direction === 'up' ? !has_before : !has_behind;
      const button = isAtEnd ? { up: 'down', down: 'up' }[direction] : direction;
      res.redirect(303, `${localAddress(fieldsOf(req).back, blog.url, '/admin/pages')}#${button}-${id}`);
    });
  }
  router.post('/pages/:id/move', async function placePage(req, res) {
    const [before] = idsFrom(fieldsOf(req).before);
    await movePage(blog, req.user!, idFrom(req.params.id, 'page'), { before });
    res.status(204).end();
  });
  return router;
}

/** The list with the row still open: nothing typed is lost. */
async function showRefused(
  blog: Blog,
  req: Request,
  res: Response,
  { type, id, error }: { type: 'post' | 'page'; id: number; error: HttpError },
): Promise<void> {
  const is_conflict = error.code === 'changed_meanwhile';
  const given = { typed: fieldsOf(req), problems: error.fields, is_conflict };
  const quick = await quickView(blog, req.user!, { type, id }, given);
  // Gone into the trash meanwhile.
  if (!quick) throw error;
  const notice = { kind: 'error', text: is_conflict ? say(type, 'changed_in_list') : error.message } as const;
  await showList(blog, req, res.status(error.status), type, { quick, notice });
}

interface Shown {
  quick: Awaited<ReturnType<typeof quickView>>;
  notice?: Notice;
}

async function showList(
  blog: Blog,
  req: Request,
  res: Response,
  type: 'post' | 'page',
  { quick, notice }: Shown,
): Promise<void> {
  const frame = await adminFrame(blog, req, {
    title: say(type, 'many'),
    notice,
    deed: { title: say(type, 'add'), href: `/admin/${type}s/new`, icon: 'plus' },
  });
  res.render('writing/admin', { frame, quick, ...(await listView(blog, req, type)) });
}

// widgets/admin.ts: Appearance → Widgets.
import { Router, type Request, type Response } from 'express';
import { needs } from '../accounts/guard.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { notFound } from '../base/errors.ts';
import { formBody } from '../base/http/form-body.ts';
import { idFrom } from '../base/http/ids.ts';
import { __ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { areaTitles, widgetsView } from './admin-view.ts';
import { changeWidgets } from './change.ts';
import { areaFrom, newWidget, checkedWidget } from './form.ts';
import { added, changed, found, moved, removed } from './widget.ts';

const here = '/admin/widgets';

export function widgetsAdmin(blog: Blog): Router {
  const router = Router();
  router.use('/widgets', needs('edit_theme_options'), formBody('256kb', 20));

  router.get('/widgets', async function listWidgets(req, res) {
    res.render('widgets/admin', {
      frame: await adminFrame(blog, req, { title: __('Widgets') }),
      ...(await widgetsView(blog, req)),
    });
  });

  router.post('/widgets/add', async function addOne(req, res) {
    const { kind, area } = newWidget(req.body, [...(await areaTitles(blog)).keys()]);
    await changeWidgets(blog, (areas) => added(areas, area, kind));
    back(req, res, __('Added.'));
  });

  router.post('/widgets/:id/save', async function saveOne(req, res) {
    const id = idFrom(req.params.id, 'widget');
    const area = areaFrom(req.body, [...(await areaTitles(blog)).keys()]);
    await changeWidgets(blog, (areas) => {
      const place = found(areas, id);
      if (!place) throw notFound('widget');
      return changed(areas, checkedWidget(req.body, place.widget), area);
    });
    back(req, res, __('Saved.'));
  });

  router.post('/widgets/:id/remove', async function removeOne(req, res) {
    const id = idFrom(req.params.id, 'widget');
    await changeWidgets(blog, (areas) => removed(areas, id));
    back(req, res, __('Removed.'));
  });

  for (const [word, by] of [
    ['up', -1],
    ['down', 1],
  ] as const) {
    router.post(`/widgets/:id/${word}`, async function moveOne(req, res) {
      const id = idFrom(req.params.id, 'widget');
      await changeWidgets(blog, (areas) => moved(areas, id, by));
      // Back to the button (a fragment would keep the focus from it), so that a widget can be moved on with the same key.
      res.redirect(303, `${here}?moved=${id}-${word}`);
    });
  }

  return router;
}

function back(req: Request, res: Response, said: string): void {
  leaveNotice(req, said, 'done', '/');
  res.redirect(303, here);
}

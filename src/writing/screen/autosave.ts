// writing/screen/autosave.ts: where the write screen's script leaves what is typed and not saved.
import { Router } from 'express';
import { leaveNotice } from '../../base/admin/notices.ts';
import { __ } from '../../base/language/gettext.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { formatDate } from '../../base/time/dates.ts';
import type { Blog } from '../../blog.ts';
import { autosave } from '../autosave.ts';
import { textForm } from '../form.ts';
import { editablePost } from '../requested-post.ts';
import { deleteAutosave } from '../queries/revisions.ts';

export function autosaves(blog: Blog, type: 'post' | 'page'): Router {
  const router = Router();
  const path = `/${type}s/:id/autosave`;

  router.post(path, async function takeAutosave(req, res) {
    const { id } = await editablePost(blog, req, type);
    const kept = await autosave(blog, req.user!, { id, type }, textForm(req.body));
    const { timezone_string: zone, time_format } = await settings(blog.db, general);
    res.json({ is_kept: kept !== undefined, time: formatDate(blog.now(), time_format, { zone }) });
  });

  router.post(`${path}/discard`, async function discardAutosave(req, res) {
    const { id } = await editablePost(blog, req, type);
    await deleteAutosave(blog.db, id, req.user!.id);
    leaveNotice(req, __('The unsaved text is gone.'));
    res.redirect(303, `/admin/${type}s/${id}`);
  });

  return router;
}

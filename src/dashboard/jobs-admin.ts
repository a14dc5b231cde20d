// dashboard/jobs-admin.ts: Tools → Background work: what waits, what runs, what was given up and why.
import { Router } from 'express';
import { needs } from '../accounts/guard.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { fieldsOf, formBody } from '../base/http/form-body.ts';
import { idsFrom, pageFrom } from '../base/http/ids.ts';
import { listJobs, removeJobs, retryJobs } from '../base/jobs/queries.ts';
import { __, _n } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { jobsView } from './jobs-view.ts';

/** So many at once; a second press takes the rest. */
const most = 10_000;

export function jobsAdmin(blog: Blog): Router {
  const router = Router();
  router.use('/jobs', needs('manage_options'), formBody());

  router.get('/jobs', async function listFailed(req, res) {
    const asked = { state: req.query.state, task: req.query.task, page: pageFrom(req.query.page) };
    const frame = await adminFrame(blog, req, { title: __('Background work') });
    res.render('dashboard/jobs', { frame, ...(await jobsView(blog, asked)) });
  });

  router.post('/jobs/retry', async function retryFailed(req, res) {
    const { ids, all } = fieldsOf(req);
    const failed =
      all === 'failed' ? (await listJobs(blog.db, { state: 'failed', limit: most })).map(({ id }) => id) : [];
    const done = await retryJobs(blog.db, [...idsFrom(ids), ...failed]);
    leaveNotice(
      req,
      done
        ? _n('%s job will be tried again now.', '%s jobs will be tried again now.', done)
        : __('Nothing to try again.'),
    );
    res.redirect(303, '/admin/jobs');
  });

  router.post('/jobs/remove', async function removeFailed(req, res) {
    const done = await removeJobs(blog.db, idsFrom((req.body as { ids?: unknown } | undefined)?.ids));
    leaveNotice(
      req,
      done
        ? _n('%s job removed.', '%s jobs removed.', done)
        : __('Not removed: it is being done, or done already.'),
    );
    res.redirect(303, '/admin/jobs');
  });

  return router;
}

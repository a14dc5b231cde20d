// linkbacks/admin.ts: Tools → Linkbacks sent: which sites were told of our links, and what they said.
import { Router } from 'express';
import { needs } from '../accounts/guard.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { pagingView } from '../base/admin/paging.ts';
import { notFound } from '../base/errors.ts';
import { idFrom, pageFrom } from '../base/http/ids.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import { lineUpSending } from './plan.ts';
import { countSent, findSent, listSent, updateSent } from './sent-queries.ts';

const per_page = 50;

export function linkbacksAdmin(blog: Blog): Router {
  const router = Router();
  router.use('/linkbacks', needs('edit_others_posts'));

  router.get('/linkbacks', async (req, res) => {
    const frame = adminFrame(req, { title: 'Linkbacks sent' });
    res.render('linkbacks/admin', { frame, ...(await sentView(blog, pageFrom(req.query.page))) });
  });

  router.post('/linkbacks/:id/retry', async (req, res) => {
    const sent = await findSent(blog.db, idFrom(req.params.id, 'linkback'));
    if (!sent) throw notFound('linkback');
    await updateSent(blog.db, sent.id, { status: 'waiting', said: '' });
    await lineUpSending(blog, sent);
    leaveNotice(req, 'It is told again now.');
    res.redirect(303, '/admin/linkbacks');
  });

  return router;
}

const words = {
  waiting: 'Waiting',
  accepted: 'Accepted',
  refused: 'Refused',
  none: 'Takes none',
  failed: 'Not reached',
};

async function sentView(blog: Blog, page: number) {
  const { timezone_string: zone, date_format, time_format } = await settings(blog.db, general);
  const total = await countSent(blog.db);
  const rows = await listSent(blog.db, { limit: per_page, offset: (page - 1) * per_page });
  return {
    sent: rows.map(
      ({ id, post_id, type, title, target, protocol, endpoint, status, said, tries, sent_at }) => ({
        id,
        title: type === null ? '(deleted)' : title || '(no title)',
        href: type === null ? '' : `/admin/${type}s/${post_id}`,
        target,
        protocol: protocol ?? '',
        endpoint: endpoint && endpoint !== target ? endpoint : '',
        status: words[status],
        tries,
        said,
        date: sent_at ? formatDate(sent_at, `${date_format}, ${time_format}`, { zone }) : '',
      }),
    ),
    paging: pagingView('/admin/linkbacks', {}, { page, total, per_page }),
  };
}

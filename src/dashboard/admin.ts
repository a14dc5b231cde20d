// dashboard/admin.ts: the admin's first screen.
import { Router } from 'express';
import { may, type User } from '../accounts/user.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import { glance, latestComments, workInHand } from './queries.ts';

export function dashboardAdmin(blog: Blog): Router {
  const router = Router();
  router.get('/', async (req, res) => {
    res.render('dashboard/dashboard', {
      frame: adminFrame(req, { title: 'Dashboard' }),
      ...(await dashboardView(blog, req.user!)),
    });
  });
  return router;
}

async function dashboardView(blog: Blog, user: User) {
  const { timezone_string: zone, date_format, time_format, blogname } = await settings(blog.db, general);
  const printed = (date: Date) => formatDate(date, `${date_format}, ${time_format}`, { zone });
  const isModerator = may(user, 'moderate_comments');
  const comments = may(user, 'edit_posts')
    ? await latestComments(blog.db, 5, isModerator ? undefined : user.id)
    : [];
  const inHand = await workInHand(blog.db, user.id, 5);
  return {
    blogname,
    may_write: may(user, 'edit_posts'),
    may_write_pages: may(user, 'edit_pages'),
    may_upload: may(user, 'upload_files'),
    is_moderator: isModerator,
    glance: await glance(blog.db),
    comments: comments.map(({ id, author_name, content, status, posted_at, title }) => ({
      href: `/admin/comments?status=${status}#comment-${id}`,
      author: author_name || 'Somebody',
      words: content.length > 140 ? `${/^.{0,140}/su.exec(content)?.[0]}…` : content,
      is_held: status === 'hold',
      date: printed(posted_at),
      title: title || '(no title)',
    })),
    in_hand: inHand.map(({ id, type, title, status, modified_at }) => ({
      href: `/admin/${type}s/${id}`,
      title: title || '(no title)',
      status: status === 'future' ? 'Scheduled' : status === 'pending' ? 'Pending review' : 'Draft',
      date: printed(modified_at),
    })),
  };
}

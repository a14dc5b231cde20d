// writing/delete-user-admin.ts: before a user is deleted: what becomes of what they wrote.
import { Router, type Request, type Response } from 'express';
import { needs } from '../accounts/guard.ts';
import { findUser, usersOfRoles } from '../accounts/queries.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { forbidden, isHttpError, notFound } from '../base/errors.ts';
import { formBody } from '../base/http/form-body.ts';
import { idFrom, idsFrom } from '../base/http/ids.ts';
import { __, _n } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { deleteUserAndPosts, type Fate } from './delete-user.ts';
import { writingRoles } from '../posts/permissions.ts';
import { countOwned } from './queries/owner.ts';

export function deleteUserAdmin(blog: Blog): Router {
  const router = Router();
  router.use('/users/:id/delete', needs('delete_users'), formBody());

  router.get('/users/:id/delete', function askBeforeDelete(req, res) {
    return show(blog, req, res);
  });

  router.post('/users/:id/delete', async function deleteOne(req, res) {
    try {
      const user = await deleteUserAndPosts(
        blog,
        req.user!,
        idFrom(req.params.id, 'user'),
        fateFrom(req.body),
      );
      leaveNotice(req, __(/* translators: name of a user */ '%s is deleted.', user.login));
      res.redirect(303, '/admin/users');
    } catch (error) {
      if (!isHttpError(error) || error.status !== 422) throw error;
      await show(blog, req, res.status(422), error.message);
    }
  });

  return router;
}

/** WordPress's fields: `delete_option` is `delete` or `reassign`, then to `reassign_user`. */
function fateFrom(body: unknown): Fate | undefined {
  const { delete_option, reassign_user } = (body ?? {}) as Record<string, unknown>;
  if (delete_option === 'delete') return { to: 'trash' };
  if (delete_option !== 'reassign') return undefined;
  return { to: 'user', user_id: idsFrom(reassign_user)[0] ?? 0 };
}

async function show(blog: Blog, req: Request, res: Response, problem = ''): Promise<void> {
  const id = idFrom(req.params.id, 'user');
  const user = await findUser(blog.db, id);
  if (!user) throw notFound('user');
  if (id === req.user!.id) throw forbidden(__('Nobody deletes themselves; ask another administrator.'));
  const { post, page } = await countOwned(blog.db, id);
  const others = await usersOfRoles(blog.db, writingRoles('post'));
  const notice = problem ? ({ kind: 'error', text: problem } as const) : undefined;
  res.render('writing/admin-delete-user', {
    frame: await adminFrame(blog, req, {
      title: __(/* translators: name of a user */ 'Delete %s', user.login),
      notice,
    }),
    user: { id, login: user.login, display_name: user.display_name },
    posts: _n('%s post', '%s posts', post),
    pages: _n('%s page', '%s pages', page),
    has_written: post + page > 0,
    others: others.filter((other) => other.id !== id),
    own_id: req.user!.id,
  });
}

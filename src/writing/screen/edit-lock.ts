// writing/screen/edit-lock.ts: where an open write screen says that somebody writes there, and another takes over.
import { Router, type Request } from 'express';
import { leaveNotice } from '../../base/admin/notices.ts';
import { fieldsOf } from '../../base/http/form-body.ts';
import { idFrom } from '../../base/http/ids.ts';
import type { Blog } from '../../blog.ts';
import { lockPostFor, unlockPost, type Screen } from '../edit-lock.ts';
import { say } from '../sayings.ts';

export function postLocks(blog: Blog, type: 'post' | 'page'): Router {
  const router = Router();
  const path = `/${type}s/:id`;

  router.post(`${path}/lock`, async function renewLock(req, res) {
    const holder = await lockPostFor(blog, req.user!, screenOf(req, type));
    res.json({ holder: holder?.display_name ?? '' });
  });

  router.post(`${path}/take-over`, async function takeOverLock(req, res) {
    const screen = screenOf(req, type);
    await lockPostFor(blog, req.user!, screen, { takes_over: true });
    if (req.accepts(['html', 'json']) === 'json') {
      res.json({ holder: '' });
      return;
    }
    leaveNotice(req, say(type, 'is_yours'));
    res.redirect(303, `/admin/${type}s/${screen.id}`);
  });

  router.post(`${path}/unlock`, async function releaseLock(req, res) {
    await unlockPost(blog, req.user!, screenOf(req, type));
    res.status(204).end();
  });

  return router;
}

/** Without a script a screen has no name. */
function screenOf(req: Request, type: 'post' | 'page'): Screen {
  const { screen } = fieldsOf(req);
  const isName = typeof screen === 'string' && /^\w{1,40}$/.test(screen);
  return { id: idFrom(req.params.id, type), type, screen: isName ? screen : '' };
}

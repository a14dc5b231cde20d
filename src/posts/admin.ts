// posts/admin.ts: the admin's lists of posts and pages, and what the buttons of a row do.
import { Router } from 'express';
import { needs } from '../accounts/guard.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { formBody } from '../base/http/form-body.ts';
import { idFrom } from '../base/http/ids.ts';
import { localAddress } from '../base/http/redirect.ts';
import type { Blog } from '../blog.ts';
import { bulkScreens, deeds, fieldsOf } from './admin-bulk.ts';
import { listView } from './admin-list.ts';
import { writeScreens } from './admin-write.ts';

export function postsAdmin(blog: Blog): Router {
  const router = Router();
  router.use(deskOf(blog, 'post'), deskOf(blog, 'page'));
  return router;
}

function deskOf(blog: Blog, type: 'post' | 'page'): Router {
  const router = Router();
  const path = `/${type}s`;
  const title = type === 'post' ? 'Posts' : 'Pages';
  router.use(path, needs(`edit_${type}s`), formBody('6mb', 1000));

  router.get(path, async (req, res) => {
    res.render('posts/admin', { frame: adminFrame(req, { title }), ...(await listView(blog, req, type)) });
  });

  for (const [deed, { verb, done }] of Object.entries(deeds)) {
    router.post(`${path}/:id/${deed}`, async (req, res) => {
      const { refusals } = await verb(blog, req.user!, { type, ids: [idFrom(req.params.id, type)] });
      if (refusals[0]) throw refusals[0];
      leaveNotice(req, `${done}.`);
      res.redirect(303, localAddress(fieldsOf(req).back, blog.url, `/admin${path}`));
    });
  }

  router.use(bulkScreens(blog, type), writeScreens(blog, type));
  return router;
}

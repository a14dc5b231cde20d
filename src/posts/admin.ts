// posts/admin.ts: the admin's lists of posts and pages, and what their buttons do.
import { Router } from 'express';
import { needs } from '../accounts/guard.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { badRequest, isHttpError } from '../base/errors.ts';
import { formBody } from '../base/http/form-body.ts';
import { idFrom, idsFrom } from '../base/http/ids.ts';
import { localAddress } from '../base/http/redirect.ts';
import type { Blog } from '../blog.ts';
import { listView } from './admin-list.ts';
import { writeScreens } from './admin-write.ts';
import { deletePostForEver, restorePost, trashPost } from './trash.ts';

const deeds = {
  trash: { verb: trashPost, done: 'Moved to the trash' },
  restore: { verb: restorePost, done: 'Restored' },
  delete: { verb: deletePostForEver, done: 'Deleted for ever' },
};

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

  router.post(`${path}/bulk`, async (req, res) => {
    const { deed, back, ids } = (req.body ?? {}) as Record<string, unknown>;
    if (typeof deed !== 'string' || !Object.hasOwn(deeds, deed))
      throw badRequest('Please choose what to do.');
    const { verb, done } = deeds[deed as keyof typeof deeds];
    const chosen = idsFrom(ids);
    // Each is whole in itself: one that is refused keeps no other back, and is named.
    const refusals: string[] = [];
    for (const id of chosen) {
      await verb(blog, req.user!, id).catch((error: unknown) => {
        if (!isHttpError(error)) throw error;
        refusals.push(error.message);
      });
    }
    const number = chosen.length - refusals.length;
    if (refusals.length) {
      const why = [...new Set(refusals)].join(' ');
      leaveNotice(req, `${done}: ${number}. Left as they were: ${refusals.length}. ${why}`, 'warning');
    } else if (chosen.length) leaveNotice(req, `${done}: ${number}.`);
    else leaveNotice(req, `Nothing was ticked, so nothing was done.`, 'warning');
    res.redirect(303, localAddress(back, blog.url, `/admin${path}`));
  });

  for (const [deed, { verb, done }] of Object.entries(deeds)) {
    router.post(`${path}/:id/${deed}`, async (req, res) => {
      const { back } = (req.body ?? {}) as Record<string, unknown>;
      await verb(blog, req.user!, idFrom(req.params.id, type));
      leaveNotice(req, `${done}.`);
      res.redirect(303, localAddress(back, blog.url, `/admin${path}`));
    });
  }

  router.use(writeScreens(blog, type));
  return router;
}

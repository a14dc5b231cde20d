// posts/admin.ts: the admin's lists of posts and pages, and what their buttons do.
import { Router, type Request, type Response } from 'express';
import { needs } from '../accounts/guard.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { badRequest } from '../base/errors.ts';
import { formBody } from '../base/http/form-body.ts';
import { idFrom, idsFrom } from '../base/http/ids.ts';
import { localAddress } from '../base/http/redirect.ts';
import type { Blog } from '../blog.ts';
import { listView } from './admin-list.ts';
import { writeScreens } from './admin-write.ts';
import { deletePostsForEver, emptyTrash, restorePosts, trashPosts, type Done } from './trash.ts';

const deeds = {
  trash: { verb: trashPosts, done: 'Moved to the trash' },
  restore: { verb: restorePosts, done: 'Restored' },
  delete: { verb: deletePostsForEver, done: 'Deleted permanently' },
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
  const goBack = (req: Request, res: Response) =>
    res.redirect(303, localAddress(fieldsOf(req).back, blog.url, `/admin${path}`));

  router.get(path, async (req, res) => {
    res.render('posts/admin', { frame: adminFrame(req, { title }), ...(await listView(blog, req, type)) });
  });

  router.post(`${path}/bulk`, async (req, res) => {
    const { deed, ids } = fieldsOf(req);
    if (typeof deed !== 'string' || !Object.hasOwn(deeds, deed))
      throw badRequest('Please choose what to do.');
    const { verb, done } = deeds[deed as keyof typeof deeds];
    tellDone(req, done, await verb(blog, req.user!, { type, ids: idsFrom(ids) }));
    goBack(req, res);
  });

  router.post(`${path}/empty-trash`, async (req, res) => {
    tellDone(req, 'Deleted permanently', await emptyTrash(blog, req.user!, type));
    res.redirect(303, `/admin${path}`);
  });

  for (const [deed, { verb, done }] of Object.entries(deeds)) {
    router.post(`${path}/:id/${deed}`, async (req, res) => {
      const { refusals } = await verb(blog, req.user!, { type, ids: [idFrom(req.params.id, type)] });
      if (refusals[0]) throw refusals[0];
      leaveNotice(req, `${done}.`);
      goBack(req, res);
    });
  }

  router.use(writeScreens(blog, type));
  return router;
}

/** A form may come without a body. */
const fieldsOf = (req: Request) => (req.body ?? {}) as Record<string, unknown>;

/** Says how many were done, how many were left as they were, and why. */
function tellDone(req: Request, done: string, { changed, refusals }: Done): void {
  if (refusals.length) {
    const why = [...new Set(refusals.map(({ message }) => message))].join(' ');
    leaveNotice(req, `${done}: ${changed}. Left as they were: ${refusals.length}. ${why}`, 'warning');
  } else if (changed) leaveNotice(req, `${done}: ${changed}.`);
  else leaveNotice(req, 'Nothing was ticked, so nothing was done.', 'warning');
}

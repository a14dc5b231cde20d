// comments/site.ts: where readers leave comments.
import { Router, type Request, type Response } from 'express';
import { notFound } from '../base/errors.ts';
import { formBody } from '../base/http/form-body.ts';
import type { Blog } from '../blog.ts';
import { findPost } from '../posts/queries/find.ts';
import { mayRead } from '../posts/visible.ts';
import { commentLink } from './paging.ts';
import { postComment } from './post-comment.ts';
import { findComment } from './queries/find.ts';

/** Ours, and WordPress's. */
export const commentDoors = ['/comments', '/wp-comments-post.php'];

export function commentSite(blog: Blog): Router {
  const router = Router();
  router.post(commentDoors, formBody('2mb', 100), async (req, res) => {
    await postComment(blog, req, res);
  });

  router.all(commentDoors, (_req: Request, res: Response) => {
    res.status(405).set({ Allow: 'POST', 'Cache-Control': 'no-store' }).type('text/plain');
    res.send('Comments are sent here by the form beneath a post.\n');
  });

  // Stays true when the comment moves to another page.
  router.get('/comments/:id', async (req, res) => {
    const id = /^\d{1,9}$/.test(req.params.id) ? Number(req.params.id) : 0;
    const comment = await findComment(blog.db, id);
    const post = comment?.status === 'approve' ? await findPost(blog.db, comment.post_id) : undefined;
    if (!post || !mayRead(req.user, post)) throw notFound('comment');
    res.redirect(302, await commentLink(blog, post, id));
  });

  return router;
}

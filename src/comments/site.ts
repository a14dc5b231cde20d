// comments/site.ts: where readers leave comments.
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { readersRules } from '../attachments/form.ts';
import { may } from '../accounts/user.ts';
import { notFound } from '../base/errors.ts';
import { sendTooMany } from '../base/http/overload-page.ts';
import { clientAddress } from '../base/http/client-address.ts';
import type { Blog } from '../blog.ts';
import { receiveFiles } from '../media/uploads/upload.ts';
import { findPost } from '../posts/queries/find.ts';
import { mayRead } from '../posts/visible.ts';
import { inboundMail } from './inbound/site.ts';
import { emailActionsSite } from './moderation/email-links.ts';
import { subscriptionsSite } from './subscriptions/site.ts';
import { changesPages } from './own/changes.ts';
import { minePages } from './own/mine-site.ts';
import { logPages } from './outcomes/log.ts';
import { reactionPages } from './reactions/site.ts';
import { appealPages } from './appeals/site.ts';
import { reportPages } from './reports/site.ts';
import { deletePages } from './own/delete-page.ts';
import { editPages } from './own/edit-page.ts';
import { commentLink } from './thread/paging.ts';
import { attemptsBlockedFor } from './form/attempts.ts';
import { commentPaths } from './form/end-floods.ts';
import { renderFormWithErrors } from './form/render-form-with-errors.ts';
import { previewComment, wantsJson } from './form/preview.ts';
import { postComment } from './form/post-comment.ts';
import { findComment } from './queries/find.ts';
import { readId } from '../base/http/ids.ts';

/** Shows what a comment would look like. */
export const previewPath = '/comments/preview';

export function commentSite(blog: Blog): Router {
  const router = Router();
  const receive = receiveFiles(blog, (req) => readersRules(blog, { user: req.user, ip: clientAddress(req) }));

  router.post(commentPaths, async function takeComment(req, res) {
    const blocked = attemptsBlockedFor(blog, clientAddress(req));
    if (blocked && !may(req.user, 'moderate_comments')) return sendTooMany(res, blocked);
    await receiving(receive, req, res).then(
      () => postComment(blog, req, res),
      (error: unknown) => renderFormWithErrors(blog, req, res, error),
    );
  });

  router.post(previewPath, async function showPreview(req, res) {
    await receiving(receive, req, res).then(
      () => previewComment(blog, req, res),
      (error: unknown) => renderFormWithErrors(blog, req, res, error),
    );
  });

  router.all([...commentPaths, previewPath], function refuseOtherMethods(_req: Request, res: Response) {
    res.status(405).set({ Allow: 'POST', 'Cache-Control': 'no-store' }).type('text/plain');
    res.send('Comments are sent here by the form beneath a post.\n');
  });

  router.use(subscriptionsSite(blog), emailActionsSite(blog), inboundMail(blog));
  router.use(reactionPages(blog), reportPages(blog), appealPages(blog));
  router.use(logPages(blog), minePages(blog), editPages(blog), deletePages(blog), changesPages(blog));

  // Stays true when the comment moves to another page.
  router.get('/comments/:id', async function leadToComment(req, res, next) {
    const id = readId(req.params.id);
    if (!id) return next();
    const comment = await findComment(blog.db, id);
    // Of one that its author removed, the place is there.
    const isThread = comment !== undefined && ['approve', 'removed'].includes(comment.status);
    const post = isThread ? await findPost(blog.db, comment.post_id) : undefined;
    const isThere = post !== undefined && mayRead(req.user, post);
    const link = isThere ? await commentLink(blog, post, id) : undefined;
    // The script of a post asks before it leaves the page.
    if (wantsJson(req)) return void res.set('Cache-Control', 'no-store').json({ link: link ?? '' });
    if (!link) throw notFound('comment');
    res.redirect(302, link);
  });

  return router;
}

/** Reads the form; what goes wrong meanwhile is thrown here, where the form can be rendered again. */
async function receiving(receive: RequestHandler, req: Request, res: Response): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const reading = receive(req, res, (error?: unknown) => (error ? reject(error as Error) : resolve()));
    Promise.resolve(reading).catch(reject);
  });
}

// comments/own/mine-site.ts: the addresses of My comments: list, download, and the mailed link that makes a browser known.
import { Router, type Request, type Response } from 'express';
import { isHttpError } from '../../base/errors.ts';
import { clientAddress, hostIn } from '../../base/http/client-address.ts';
import { fieldsOf, formBody } from '../../base/http/form-body.ts';
import { readId } from '../../base/http/ids.ts';
import type { RateLimiterPostgres } from 'rate-limiter-flexible';
import { N_, __, translate } from '../../base/language/gettext.ts';
import { consume, limiter } from '../../base/rate-limit.ts';
import type { Blog } from '../../blog.ts';
import { frame, type FrameView } from '../../posts/frame.ts';
import { keyFor, rememberAuthor, rememberedAuthor } from '../form/cookies.ts';
import { browserKeyHash } from '../form/secret.ts';
import { askForLink, claim, confirmPath, proofFields, readProof, usedLink } from './claim.ts';
import { sendExport } from './export.ts';
import { minePage } from './mine.ts';
import { ownPaths } from './ownership.ts';
import { askerOf } from './asker.ts';
import { keepPrivate } from './find-own.ts';

/** What `comments/own-confirm` shows. */
export interface OwnConfirmPage {
  frame: FrameView;
  title: string;
  action: string;
  /** Hidden fields of the form. */
  proof: { address: string; at: string; key: string };
}

export function minePages(blog: Blog): Router {
  const router = Router();
  const exports = limiter(blog.db, 'comment_export', { points: 10, seconds: 3600 });
  router.use(ownPaths.mine, keepPrivate);
  router.get(ownPaths.mine, showMine.bind(null, blog));
  router.post(`${ownPaths.mine}/link`, formBody('10kb', 10), takeAddress.bind(null, blog));
  router.get(confirmPath, showConfirm.bind(null, blog));
  router.post(confirmPath, formBody('10kb', 10), takeConfirm.bind(null, blog));
  router.get(`${ownPaths.mine}/export`, exportMine.bind(null, blog, exports));
  return router;
}

const notices: Record<string, string> = {
  asked: N_(
    'If comments were left here with this address, an email with a link is on its way to it. At most one is sent in an hour.',
  ),
  known: N_('This browser is known now as yours.'),
  appealed: N_('A moderator will look at your comment again.'),
};

async function showMine(blog: Blog, req: Request, res: Response): Promise<void> {
  const notice = typeof req.query.done === 'string' ? translate(notices[req.query.done] ?? '') : '';
  const view = await minePage(blog, req, askerOf(blog, req), { before: readId(req.query.before), notice });
  res.render('comments/mine', view);
}

/** Whoever types an address is told the same, whatever it is. */
async function takeAddress(blog: Blog, req: Request, res: Response): Promise<void> {
  const { email } = fieldsOf(req);
  const typed = typeof email === 'string' ? email : '';
  try {
    await askForLink(blog, clientAddress(req), typed);
    res.redirect(303, `${ownPaths.mine}?done=asked`);
  } catch (error) {
    if (!isHttpError(error)) throw error;
    if (error.retry_after) res.set('Retry-After', String(error.retry_after));
    const again = { error: error.message, address: typed.slice(0, 254) };
    res.status(error.status).render('comments/mine', await minePage(blog, req, askerOf(blog, req), again));
  }
}

/** A visit changes nothing: mail programs and scanners open links by themselves. */
async function showConfirm(blog: Blog, req: Request, res: Response): Promise<void> {
  const proof = await readProof(blog, req.query);
  if (!proof) throw usedLink();
  const title = __('Your comments');
  const view: OwnConfirmPage = {
    frame: await frame(blog, req, { title, robots: 'noindex' }),
    title,
    action: confirmPath,
    proof: proofFields(blog, proof),
  };
  res.set('Referrer-Policy', 'no-referrer').render('comments/own-confirm', view);
}

/** The cookie is what the button asks for. A browser that remembers a name already goes on with that. */
async function takeConfirm(blog: Blog, req: Request, res: Response): Promise<void> {
  const proof = await readProof(blog, req.body);
  if (!proof) throw usedLink();
  const key = keyFor(blog, req);
  const newest = await claim(blog, proof, browserKeyHash(key));
  const typed = newest ?? { author_name: '', author_email: proof.address, author_url: '' };
  rememberAuthor(blog, res, rememberedAuthor(blog, req) ?? typed, key);
  res.redirect(303, `${ownPaths.mine}?done=known`);
}

async function exportMine(
  blog: Blog,
  exports: RateLimiterPostgres,
  req: Request,
  res: Response,
): Promise<void> {
  await consume(exports, hostIn(clientAddress(req)));
  await sendExport(blog, res, askerOf(blog, req));
}

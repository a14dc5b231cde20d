// site/site.ts: the public pages: whatever no other feature answers is an address of a post, a list, or lost.
import { Router, type Request, type Response } from 'express';
import { answering } from '../base/http/listed.ts';
import { httpError } from '../base/errors.ts';
import { __ } from '../base/language/gettext.ts';
import { apiLink } from '../base/rest/headers.ts';
import { formBody } from '../base/http/form-body.ts';
import { rawQuery } from '../base/http/query.ts';
import type { Blog } from '../blog.ts';
import { below } from '../posts/addresses/navigation.ts';
import { resolveAddress, type Resolved } from '../posts/addresses/resolve.ts';
import { permalinks } from '../posts/settings.ts';
import { settings } from '../base/settings/settings.ts';
import { countMissing, countRedirect } from '../redirects/count.ts';
import { findTarget } from '../redirects/find-target.ts';
import { iconLinks } from '../themes/site-icon.ts';
import { wasNotified } from '../linkbacks/sending/queries.ts';
import { attachmentById } from './attachment-address.ts';
import { sendAttachment } from './attachment-page.ts';
import { discoverySite } from './discovery/site.ts';
import { sendEmbedPage } from './embed/page.ts';
import { sendList } from './list.ts';
import { lostAddress } from './lost-address.ts';
import { resolveQuery } from './query-address.ts';
import { sendSingle } from './single.ts';
import { takePassword } from './take-password.ts';
import { readId } from '../base/http/ids.ts';

export function publicSite(blog: Blog): Router {
  const router = Router({ strict: true });

  router.use(discoverySite(blog));

  router.get('/favicon.ico', async function leadToIcon(_req, res) {
    const [small] = await iconLinks(blog);
    res.redirect(302, small!.href);
  });

  router.post('/password', formBody('10kb', 20), function takePostPassword(req, res) {
    return takePassword(blog, req, res);
  });

  router.use(
    answering(['GET /', 'GET /PERMALINK', 'GET /ARCHIVE'], async function answerAddress(req, res, next) {
      if (!['GET', 'HEAD'].includes(req.method)) return next();
      res.append('Link', apiLink(blog));
      if (await showAddress(blog, req, res)) return;
      // Whom we told of a page looks for 410, to take it back (Webmention 3.1.4).
      const isGone = await wasNotified(blog.db, blog.url + req.originalUrl);
      if (!isGone) countMissing(blog, req);
      next(isGone ? httpError(410, 'gone', __('This page was here, and is gone.')) : undefined);
    }),
  );

  return router;
}

/** Shows what an address means or redirects to where it should lead; false when it means nothing here. */
async function showAddress(blog: Blog, req: Request, res: Response): Promise<boolean> {
  const attachment_id = readId(req.query.attachment_id);
  if (req.path === '/' && attachment_id) {
    const { page, address } = await attachmentById(blog, attachment_id);
    return page ? sendAttachment(blog, req, res, page) : redirect(res, address);
  }
  const asked = await resolveQuery(blog, req);
  if (asked?.address) return redirect(res, asked.address);
  const found = asked?.resolved ?? (asked ? undefined : await resolveAddress(blog, req.path, req.user));
  const query = rawQuery(req);
  if (!found) {
    const isLed = await followRedirect(blog, req, res);
    return isLed || redirect(res, await lostAddress(blog, req.path, query));
  }
  const { permalink_structure: structure } = await settings(blog.db, permalinks);
  const right = below(structure, found.base, rightRest(askedPage(found, query)));
  const isRight = asked ? (right.startsWith('/?') || asked.stays) && !asked.is_former : right === req.path;
  if (!isRight) {
    // Who asks for a preview may have signed in again by the next time, and what is out may be taken back.
    const isPreview = req.query.preview !== undefined || req.query.preview_token !== undefined;
    const status = isPreview ? 302 : 301;
    return redirect(res, withQuery(right, asked ? asked.others : withoutPage(found, query)), status);
  }
  return show(blog, req, res, found);
}

/** `?cpage=3` behind a post's address is its page of comments, `?paged=2` behind a list its page (redirect_canonical). */
function askedPage({ post, rest }: Resolved, query: string): string[] {
  const asked = new URLSearchParams(query).get(post ? 'cpage' : 'paged') ?? '';
  if (!/^\d{1,6}$/.test(asked) || rest.length) return rest;
  return post ? [`comment-page-${asked}`] : ['page', asked];
}

function withoutPage({ post }: Resolved, query: string): string {
  const name = post ? 'cpage' : 'paged';
  if (!query.includes(`${name}=`)) return query;
  const others = new URLSearchParams(query);
  others.delete(name);
  return others.toString();
}

/** What the owner says of an address comes before what may be guessed. @throws HttpError 410 when it is said to be gone */
async function followRedirect(blog: Blog, req: Request, res: Response): Promise<boolean> {
  const target = await findTarget(blog, req.originalUrl);
  if (!target) return false;
  countRedirect(blog, target.id);
  if (target.status === 410) throw httpError(410, 'gone', __('This page was here, and is gone.'));
  return redirect(res, target.address, target.status);
}

function redirect(res: Response, target: string | undefined, status = 301): boolean {
  if (target) res.redirect(status, target);
  return target !== undefined;
}

function show(blog: Blog, req: Request, res: Response, found: Resolved): Promise<boolean> {
  if (found.post && found.rest.join() === 'embed') return sendEmbedPage(blog, req, res, found.post);
  if (['feed', 'trackback', 'embed'].some((word) => found.rest.includes(word))) return Promise.resolve(false);
  if (found.archive) return sendList(blog, req, res, found.archive, found.base, pageNumber(found.rest));
  const { is_preview = false } = found;
  return sendSingle(blog, req, res, found.post, found.base, { ...singleRest(found.rest), is_preview });
}

// The first page has no number of its own.
function rightRest(rest: string[]): string[] {
  const numbers = rest.map((segment) => (/^\d+$/.test(segment) ? String(Number(segment)) : segment));
  if (numbers[0] === 'page' && Number(numbers[1]) <= 1) return numbers.slice(2);
  return /^[01]$/.test(numbers[0] ?? '') ? numbers.slice(1) : numbers;
}

const pageNumber = (rest: string[]): number => (rest[0] === 'page' ? Number(rest[1]) : 1);

function singleRest(rest: string[]): { page: number; comment_page: number | undefined } {
  const comments = rest.find((segment) => segment.startsWith('comment-page-'));
  const number = rest.find((segment) => /^\d+$/.test(segment));
  return { page: Number(number ?? 1), comment_page: comments ? Number(comments.slice(13)) : undefined };
}

const withQuery = (path: string, query: string): string =>
  query ? `${path}${path.includes('?') ? '&' : '?'}${query}` : path;

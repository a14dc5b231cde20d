// feeds/open.ts: RSS 2.0 and Atom for the site, its archives and its comments; the same for everybody, without cookies.
import crypto from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { renderView } from '../base/http/views.ts';
import { withoutForbidden } from '../base/xml/decode.ts';
import type { Blog } from '../blog.ts';
import { commentFeed } from './comment-feed.ts';
import type { FeedAsked } from './feed.ts';
import { postFeed } from './post-feed.ts';
import { readFeedAddress } from './read-address.ts';

export function feedsOpen(blog: Blog): Router {
  const router = Router({ strict: true });
  router.use(async (req, res, next) => {
    if (!['GET', 'HEAD'].includes(req.method) || !looksLikeFeed(req)) return next();
    const asked = await readFeedAddress(blog, req);
    if (!asked) return next();
    if ('redirect' in asked) return res.redirect(301, asked.redirect);
    return sendFeed(blog, req, res, asked);
  });
  return router;
}

// Most requests are for pages: they are let through without asking the database.
const looksLikeFeed = (req: Request): boolean =>
  /(^|\/)(feed|rss2?|rdf|atom|wp-[a-z2]+\.php)(\/|$)/i.test(req.path) || /[?&]feed=/.test(req.originalUrl);

const types = { rss2: 'application/rss+xml', atom: 'application/atom+xml' };

/** Self and hub (WebSub, section 4). */
const linksOf = ({ self, hub }: { self: string; hub: string }): string =>
  [`<${new URL(self).href}>; rel="self"`, ...(hub ? [`<${new URL(hub).href}>; rel="hub"`] : [])].join(', ');

async function sendFeed(blog: Blog, req: Request, res: Response, asked: FeedAsked): Promise<void> {
  const isComments = ['comments', 'post'].includes(asked.kind);
  const { modified, ...feed } = isComments ? await commentFeed(blog, asked) : await postFeed(blog, asked);
  const template = `feeds/${isComments ? 'comments-' : ''}${asked.format}`;
  const body = Buffer.from(withoutForbidden(await renderView(template, { feed })));
  res.set({
    'Content-Type': `${types[asked.format]}; charset=UTF-8`,
    'Cache-Control': 'public, no-cache',
    Link: linksOf(feed),
    ETag: `"${crypto.createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`,
    'Last-Modified': modified.toUTCString(),
  });
  // 304 to who has it already (RFC 9110, section 13); a match of the ETag counts before the date.
  if (req.fresh) res.status(304).end();
  else res.send(body);
}

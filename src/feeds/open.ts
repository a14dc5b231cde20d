// feeds/open.ts: RSS 2.0, Atom, RDF and JSON Feed for the site, its archives and its comments; the same for everybody, without cookies.
import { Router, type Request, type Response } from 'express';
import { answering } from '../base/http/listed.ts';
import { renderView } from '../base/http/views.ts';
import { withoutForbidden } from '../base/xml/decode.ts';
import type { Blog } from '../blog.ts';
import { commentFeed } from './comment-feed.ts';
import type { FeedAsked, FeedFormat } from './feed.ts';
import { jsonFeed } from './json-feed.ts';
import { postFeed } from './post-feed.ts';
import { readFeedAddress } from './read-address.ts';
import type { FeedState } from './state-queries.ts';
import { hasIt, lastModified, quoted, stateOf, tagOf } from './state.ts';

export function feedsOpen(blog: Blog): Router {
  const router = Router({ strict: true });
  router.use(
    answering(
      ['GET /feed/', 'GET /comments/feed/', 'GET /ARCHIVE/feed/', 'GET /PERMALINK/feed/'],
      async function answerFeed(req, res, next) {
        if (!['GET', 'HEAD'].includes(req.method) || !looksLikeFeed(req)) return next();
        const asked = await readFeedAddress(blog, req);
        if (!asked) return next();
        if ('redirect' in asked) return res.redirect(301, asked.redirect);
        return sendFeed(blog, req, res, asked);
      },
    ),
  );
  return router;
}

// Most requests are for pages: they are let through without asking the database.
const looksLikeFeed = (req: Request): boolean =>
  /(^|\/)(feed|rss2?|rdf|atom|wp-[a-z2]+\.php)(\/|$)/i.test(req.path) || /[?&]feed=/.test(req.originalUrl);

const types: Record<FeedFormat, string> = {
  rss2: 'application/rss+xml',
  atom: 'application/atom+xml',
  rdf: 'application/rdf+xml',
  json: 'application/feed+json',
};

/** Self and hub (WebSub, section 4). */
const linksOf = ({ self, hub }: { self: string; hub: string }): string =>
  [`<${new URL(self).href}>; rel="self"`, ...(hub ? [`<${new URL(hub).href}>; rel="hub"`] : [])].join(', ');

async function sendFeed(blog: Blog, req: Request, res: Response, asked: FeedAsked): Promise<void> {
  const state = await stateOf(blog, asked);
  if (!state) return sendMade(req, res, await made(blog, asked, []));
  const etag = tagOf(blog, asked, state);
  const dated = { etag, ...lastModified(blog, asked, etag, newestOf(asked, state)) };
  return send(req, res, dated, hasIt(req, dated) ? undefined : await made(blog, asked, state.ids));
}

/** The newest date of a feed; of a post without comments, when the post came out. */
function newestOf(asked: FeedAsked, { ids, newest }: FeedState): Date {
  if (asked.kind === 'post' && !ids.length) return asked.post.published_at ?? asked.post.modified_at;
  return newest ?? new Date(0);
}

type Made = { body: Buffer; type: string; is_xml: boolean; link: string; modified: Date };

async function made(blog: Blog, asked: FeedAsked, ids: number[]): Promise<Made> {
  const isComments = ['comments', 'post'].includes(asked.kind);
  const { modified, ...feed } = isComments
    ? await commentFeed(blog, asked, ids)
    : await postFeed(blog, asked, ids);
  const text =
    asked.format === 'json'
      ? JSON.stringify(await jsonFeed(blog, feed))
      : await renderView(`feeds/${isComments ? 'comments-' : ''}${asked.format}`, { feed });
  const body = Buffer.from(withoutForbidden(text));
  const is_xml = asked.format !== 'json';
  return { body, is_xml, type: `${types[asked.format]}; charset=UTF-8`, link: linksOf(feed), modified };
}

/** Where only the whole feed tells whether it has changed. */
function sendMade(req: Request, res: Response, feed: Made): void {
  send(req, res, { etag: quoted(feed.body), modified: feed.modified, is_known: false }, feed);
}

/** Whether a person opens it in a browser (Fetch Metadata, W3C): Chromium shows the types of feeds as plain text, without a sheet. */
const isShown = (req: Request): boolean => req.get('sec-fetch-dest') === 'document';
const shownType = 'application/xml; charset=UTF-8';

type Dated = Parameters<typeof hasIt>[1];

/** 304 to who has it already. */
function send(req: Request, res: Response, dated: Dated, feed?: Made): void {
  res.set({
    'Cache-Control': 'public, no-cache',
    ETag: dated.etag,
    Vary: 'Accept-Encoding, Sec-Fetch-Dest',
    'Last-Modified': dated.modified.toUTCString(),
  });
  if (!feed || hasIt(req, dated)) {
    res.status(304).end();
    return;
  }
  res.set({ 'Content-Type': isShown(req) && feed.is_xml ? shownType : feed.type, Link: feed.link });
  res.send(feed.body);
}

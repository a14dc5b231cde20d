// site/page-cache.ts: the application behind its page cache: which readers get pages from memory, and what is noted of them.
import type { IncomingMessage } from 'node:http';
import type { Express, Request } from 'express';
import { sessionCookie } from '../accounts/sessions/session.ts';
import { openPageCache, type PageCache } from '../base/page-cache/page-cache.ts';
import { themesIn } from '../base/themes/themes.ts';
import type { Blog } from '../blog.ts';
import { countHit } from '../hits/count.ts';
import { passwordCookie } from '../posts/password.ts';

/**
 * Opens the cache of this process before the application.
 * @returns undefined where PAGE_CACHE_MB is 0
 */
export function cacheBefore(blog: Blog, app: Express): PageCache | undefined {
  const { PAGE_CACHE_MB: megabytes, PAGE_CACHE_SHARED_SECONDS: shared_seconds } = blog.config;
  if (!megabytes) return undefined;
  const ours = new RegExp(
    `(?:^|;\\s*)(?:${sessionCookie(blog)}|${passwordCookie(blog)}|(?:__Host-)?comment_)`,
  );
  return openPageCache({
    app,
    connection: blog.connection,
    room: megabytes * 1024 * 1024,
    now: blog.now,
    isPersonal: (cookies) => ours.test(cookies),
    // Owners change files of their theme while the blog runs.
    design: () => themesIn(blog.config.THEMES_DIR),
    shared_seconds,
    onPage: (req, res, outcome, read_of) => {
      if (read_of !== undefined && res.statusCode === 200) {
        countHit(blog, asExpress(app, req), read_of).catch((error: unknown) =>
          blog.log.error({ err: error }, 'a read was not counted'),
        );
      }
      // What the application made it has noted itself. A line for each would cost as much as the page.
      if (outcome !== 'hit' && outcome !== 'shared') return;
      const [path] = req.url!.split('?');
      blog.log.debug({ method: req.method, path, status: res.statusCode, page_cache: outcome }, 'request');
    },
  });
}

/** The request with what Express adds to it: who sent it, as the proxies that are trusted say. */
const asExpress = (app: Express, req: IncomingMessage): Request =>
  Object.setPrototypeOf(req, app.request as object) as Request;

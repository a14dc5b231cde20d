// sitemaps/open.ts: /wp-sitemap.xml and its files, for search engines; the same for everybody, without cookies.
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { answering } from '../base/http/listed.ts';
import { isReading } from '../base/http/same-origin.ts';
import { renderView } from '../base/http/views.ts';
import type { Blog } from '../blog.ts';
import { hasIt, quoted } from '../feeds/state.ts';
import { entriesOf, sitemapFiles } from './files.ts';
import { isListed } from './listed.ts';
import { filePath, indexPath, readFilePath } from './sitemap.ts';

export function sitemapsOpen(blog: Blog): Router {
  const router = Router({ strict: true });
  router.get(['/sitemap.xml', '/sitemap_index.xml'], onlyListed(blog), function leadToIndex(_req, res) {
    res.redirect(301, indexPath);
  });
  router.get(indexPath, onlyListed(blog), function answerIndex(req, res) {
    return sendIndex(blog, req, res);
  });
  router.use(
    answering(['GET /wp-sitemap-NAME-NUMBER.xml'], async function answerFile(req, res, next) {
      const file = isReading(req) ? readFilePath(req.path) : undefined;
      if (!file || !(await isListed(blog))) return next();
      const entries = await entriesOf(blog, file);
      if (!entries.length) return next();
      return send(req, res, await renderView('sitemaps/urlset', { entries }));
    }),
  );
  return router;
}

const onlyListed = (blog: Blog): RequestHandler =>
  async function passListed(_req, _res, next) {
    next((await isListed(blog)) ? undefined : 'router');
  };

async function sendIndex(blog: Blog, req: Request, res: Response): Promise<void> {
  const files = await sitemapFiles(blog);
  const view = { files: files.map((file) => blog.url + filePath(file)) };
  return send(req, res, await renderView('sitemaps/index', view));
}

/** 304 to who has it already. */
function send(req: Request, res: Response, xml: string): void {
  const etag = quoted(xml);
  res.set({ 'Cache-Control': 'public, no-cache', ETag: etag });
  if (hasIt(req, { etag, modified: new Date(0), is_known: false })) {
    res.status(304).end();
    return;
  }
  res.type('application/xml; charset=UTF-8').send(Buffer.from(xml));
}

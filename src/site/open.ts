// site/open.ts: addresses at which WordPress answers other programs: how to embed a post, and in their own words that nothing else is here.
import { Router, type RequestHandler } from 'express';
import type { Blog } from '../blog.ts';
import { oembedDoor, oembedPath } from './embed/oembed.ts';
import { isProxied, oembedProxyPath } from './embed/oembed-proxy.ts';

export function siteOpen(blog: Blog): Router {
  const router = Router();
  const oembed = oembedDoor(blog);

  router.get(oembedPath, oembed);
  // Only who is signed in may ask this one; sessions are looked at later.
  router.get(oembedProxyPath, (_req, _res, next) => next('router'));
  router.all(['/wp-json', '/wp-json/{*route}'], noRoute);
  router.all(['/', '/index.php'], (req, res, next) => {
    const { rest_route } = req.query;
    if (rest_route === undefined) return next();
    if (isProxied(req)) return next();
    const isOembed = req.method === 'GET' && rest_route === oembedPath.slice('/wp-json'.length);
    return (isOembed ? oembed : noRoute)(req, res, next);
  });

  return router;
}

/** What WordPress's REST API says of a route it does not know; its clients read `code`. */
const noRoute: RequestHandler = (_req, res) => {
  res
    .status(404)
    .set('Cache-Control', 'no-store')
    .json({
      code: 'rest_no_route',
      message: 'No route was found matching the URL and request method.',
      data: { status: 404 },
    });
};

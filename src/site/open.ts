// site/open.ts: addresses at which WordPress answers other programs: they are told in their own words that nothing is here.
import { Router, type RequestHandler } from 'express';

export function siteOpen(): Router {
  const router = Router();

  router.all('/xmlrpc.php', (_req, res) => {
    res.status(404).set('Cache-Control', 'no-store').type('text/plain');
    res.send('XML-RPC is not spoken here.\n');
  });
  router.all(['/wp-json', '/wp-json/{*route}'], noRoute);
  router.all(['/', '/index.php'], (req, res, next) => {
    if (req.query.rest_route === undefined) next();
    else noRoute(req, res, next);
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

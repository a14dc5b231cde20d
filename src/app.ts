// app.ts: puts the rooms together into one Express application.
import compression from 'compression';
import express, { Router, type ErrorRequestHandler, type Express, type Response } from 'express';
import { adminDoor } from './accounts/admin-door.ts';
import { sessions } from './accounts/session.ts';
import { may } from './accounts/user.ts';
import { isDatabaseAway } from './base/database/away.ts';
import { httpError, isHttpError, notFound } from './base/errors.ts';
import { assetFiles } from './base/http/assets.ts';
import { isHttps } from './base/http/cookies.ts';
import { securityHeaders } from './base/http/headers.ts';
import { parseQuery } from './base/http/query.ts';
import { requestLog } from './base/http/request-log.ts';
import { slowBody } from './base/http/slow-body.ts';
import { sameOrigin } from './base/http/same-origin.ts';
import { useViews } from './base/http/views.ts';
import type { Blog } from './blog.ts';
import { frameHosts } from './embeds/services/frame-hosts.ts';
import type { Feature } from './feature.ts';
import { health } from './health.ts';
import { errorPage } from './posts/error-page.ts';
import { setInTheme } from './themes/render.ts';

/** Builds the application; nothing listens yet. */
export function createApp(blog: Blog, features: Feature[]): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', parseQuery);
  app.set('trust proxy', trustedProxy(blog.config.TRUST_PROXY));
  app.set('strict routing', true);
  app.set('etag', false);
  useViews(app, setInTheme(blog));
  app.locals.menu = features
    .flatMap(({ admin }) => admin?.menu ?? [])
    .toSorted((a, b) => a.position - b.position);
  app.locals.toolbar = features.flatMap(({ toolbar }) => toolbar ?? []);
  app.locals.around = features.flatMap(({ around }) => around ?? []);
  app.locals.finders = features.flatMap(({ uses }) => uses ?? []);
  app.locals.besides = features.flatMap(({ beside }) => beside ?? []);
  app.locals.may = may; // the admin's frame shows what a user may open

  app.use(requestLog(blog.log));
  app.use(securityHeaders({ frame_hosts: frameHosts, is_https: isHttps(blog.url) }));
  app.use(health(blog));
  app.use(slowBody());
  app.use('/public', assetFiles());
  app.use(compression());
  app.use(...features.flatMap(({ open }) => (open ? [open(blog)] : [Router()])));
  app.use(sessions(blog));
  app.use(
    sameOrigin(
      blog.url,
      features.flatMap(({ checks_origin }) => checks_origin ?? []),
    ),
  );
  app.use('/admin', adminDoor(blog), ...features.flatMap(({ admin }) => admin?.routes(blog) ?? []));
  app.use(...features.flatMap(({ site }) => (site ? [site(blog)] : [Router()])));
  app.use(() => {
    throw notFound('page');
  });
  app.use(errors(blog));
  return app;
}

/** TRUST_PROXY as Express takes it: a number of hops, or a list of addresses; unset trusts nobody. */
function trustedProxy(given: string | undefined): number | string | false {
  if (!given) return false;
  return /^\d+$/.test(given) ? Number(given) : given;
}

function errors(blog: Blog): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (!isHttpError(error)) blog.log.error({ err: error, path: req.path }, 'a request failed');
    if (res.headersSent) next(error);
    else errorPage(blog, req, res, isDatabaseAway(error) ? databaseAway(res) : error).catch(next);
  };
}

function databaseAway(res: Response): Error {
  res.set('Retry-After', '30');
  return httpError(503, 'database_away', 'The database does not answer. Please try again in a minute.');
}

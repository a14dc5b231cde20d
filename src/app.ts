// app.ts: puts the features together into one Express application.
import compression from 'compression';
import express, {
  Router,
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
} from 'express';
import { adminGuard } from './accounts/admin-guard.ts';
import { userOfProgram } from './accounts/application-passwords/application-password.ts';
import { languageOf } from './accounts/user.ts';
import { isOwnNonce } from './accounts/sessions/nonce.ts';
import { sessions } from './accounts/sessions/session.ts';
import { databaseAway, isDatabaseAway, retryAfter } from './base/database/connection-errors.ts';
import { isOverloaded } from './base/database/overload.ts';
import { isHttpError, notFound } from './base/errors.ts';
import { assetFiles } from './base/http/assets.ts';
import { guardBodies } from './base/http/body-guard.ts';
import { sendOverloaded } from './base/http/overload-page.ts';
import { clientAddress, networkIn } from './base/http/client-address.ts';
import { isHttps } from './base/http/cookies.ts';
import { securityHeaders } from './base/http/headers.ts';
import { parseQuery } from './base/http/query.ts';
import { requestLog } from './base/http/request-log.ts';
import { isReading, sameOrigin } from './base/http/same-origin.ts';
import { useViews } from './base/http/views.ts';
import { speakOfSite, speakOfUser } from './base/language/site.ts';
import { openMetrics } from './base/metrics/metrics.ts';
import type { PageCounts } from './base/page-cache/page-cache.ts';
import { isRestRequest } from './base/rest/address.ts';
import { printError } from './base/rest/failure.ts';
import { restRouter } from './base/rest/router.ts';
import type { Blog } from './blog.ts';
import { endFloods } from './comments/form/end-floods.ts';
import { frameHosts } from './embeds/services/frame-hosts.ts';
import type { Feature } from './feature.ts';
import { health, type Serving } from './health.ts';
import { errorPage } from './posts/error-page.ts';
import { openShares, usualLimits, type Limits } from './concurrency-limits.ts';
import { setInTheme } from './themes/render.ts';

export interface AppOptions {
  /** The same blog on connections of their own, so that readers cannot use them up. */
  writers?: Blog;
  admin?: Blog;
  /** How many are served at once, and how many wait. */
  limits?: Partial<Limits>;
  /** What the page cache before it holds. */
  pages?: () => PageCounts | undefined;
  /** Whether the process is ready, for `/readyz`. */
  serving?: Serving;
}

/** Builds the application; nothing listens yet. */
export function createApp(
  blog: Blog,
  features: Feature[],
  { writers = blog, admin = blog, limits = {}, pages, serving = { state: 'ready' } }: AppOptions = {},
): Express {
  const app = express();
  const shares = openShares(blog, { ...usualLimits, ...limits });
  const routersOf = (routerOf: (feature: Feature) => ((blog: Blog) => RequestHandler) | undefined) =>
    byPurpose(
      { readers: blog, writers },
      features.flatMap((feature) => routerOf(feature) ?? []),
    );
  const metrics = openMetrics(blog.config, { readers: blog, writers, admin }, shares.count, pages);
  app.disable('x-powered-by');
  app.set('query parser', parseQuery);
  app.set('trust proxy', trustedProxy(blog.config.TRUST_PROXY));
  app.set('strict routing', true);
  app.set('etag', false);
  useViews(app, setInTheme(blog));

  app.use(metrics.count);
  // Before all else: a flood costs no line of the log, no session, no body and no query.
  app.use(endFloods(writers, shares.mayBeStaff));
  app.use(requestLog(blog.log));
  app.use(securityHeaders({ frame_hosts: frameHosts, is_https: isHttps(blog.url) }));
  app.use(health(admin, serving), metrics.routes);
  app.use(guardBodies(senderOf, blog.body_limits));
  app.use('/public', assetFiles());
  app.use(compression());
  app.use(shares.admit);
  app.use(speakOfSite(blog));
  app.use(routersOf(({ open }) => open));
  // Not on the readers' connections: those may all wait, and who works here must be known all the same.
  app.use(sessions(admin));
  app.use(shares.remember);
  app.use(byPurpose({ readers: blog, writers }, [restApi(features)]));
  app.use(
    sameOrigin(
      blog.url,
      features.flatMap(({ checks_origin }) => checks_origin ?? []),
    ),
  );
  app.use('/admin', adminGuard(admin), speakOfUser(admin, localeOf), ...screensOf(features, admin));
  app.use(routersOf(({ site }) => site));
  app.use(() => {
    throw notFound('page');
  });
  app.use(errors(blog));
  return app;
}

const screensOf = (features: Feature[], blog: Blog): RequestHandler[] =>
  features.flatMap(({ admin }) => admin?.routes(blog) ?? []);

/** Those who read and those who write have connections of their own: the same routers, once for each. */
function byPurpose(
  { readers, writers }: Record<'readers' | 'writers', Blog>,
  routers: ((blog: Blog) => RequestHandler)[],
): RequestHandler {
  const all = (blog: Blog) => Router().use(Router(), ...routers.map((router) => router(blog)));
  const reading = all(readers);
  const writing = writers === readers ? reading : all(writers);
  const handler: RequestHandler = (req, res, next) => (isReading(req) ? reading : writing)(req, res, next);
  // Both have the same routes; the list of all addresses walks through one of them.
  return Object.assign(handler, { stack: reading.stack });
}

/** What the features say of the blog in the index of the REST API. */
async function describeBlog(blog: Blog, features: Feature[]): Promise<Record<string, unknown>> {
  const described = await Promise.all(features.flatMap(({ rest_index }) => rest_index?.(blog) ?? []));
  return Object.fromEntries(described.flatMap((one) => Object.entries(one)));
}

/** The REST API of all features, in their order. */
const restApi = (features: Feature[]) => (blog: Blog) =>
  restRouter(blog, {
    routes: features.flatMap(({ rest }) => rest ?? []),
    describe: (blog) => describeBlog(blog, features),
    authenticate: (req) => userOfProgram(blog, req),
    isOwnNonce: (req, nonce) => isOwnNonce(blog, req, nonce),
    may: blog.extensions.may,
  });

/** The language that a user chose for the admin. */
const localeOf = ({ user }: Request) => user && languageOf(user);

/** In whose share a body is counted: people who are signed in have a pool of their own. */
const senderOf = (req: Request) =>
  req.user
    ? { pool: 'users', name: String(req.user.id) }
    : { pool: 'strangers', name: networkIn(clientAddress(req)) };

/** TRUST_PROXY as Express takes it: a number of hops, or a list of addresses; unset trusts nobody. */
function trustedProxy(given: string | undefined): number | string | false {
  if (!given) return false;
  return /^\d+$/.test(given) ? Number(given) : given;
}

function errors(blog: Blog): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (isOverloaded(error)) {
      blog.log.warn({ path: req.path, reason: error.message }, 'the database was too busy for a request');
      if (res.headersSent) next(error);
      else if (isRestRequest(req)) printError(req, res, error);
      else sendOverloaded(req, res);
      return;
    }
    if (isDatabaseAway(error))
      blog.log.warn({ path: req.path, reason: String(error) }, 'the database is away');
    else if (!isHttpError(error)) blog.log.error({ err: error, path: req.path }, 'a request failed');
    if (res.headersSent) return next(error);
    if (isRestRequest(req)) return printError(req, res, error);
    const isAway = isDatabaseAway(error);
    if (isAway) res.set('Retry-After', retryAfter);
    else if (isHttpError(error) && error.retry_after) res.set('Retry-After', String(error.retry_after));
    errorPage(blog, req, res, isAway ? databaseAway() : error).catch(next);
  };
}

// base/rest/router.ts: the REST API over HTTP: knows its addresses and who asks, and has answers and errors printed.
import type { Request, RequestHandler, Response } from 'express';
import { httpError, isHttpError } from '../errors.ts';
import { readJson } from '../http/form-body.ts';
import type { Listed } from '../http/listed.ts';
import { isForeign, isReading } from '../http/same-origin.ts';
import { restPathOf, restPrefix } from './address.ts';
import { batchRoute } from './batch.ts';
import { withIndexes } from './describe.ts';
import { dispatch } from './dispatch.ts';
import { printError } from './failure.ts';
import { findRoutes, patternsOf, type RestApi } from './find-route.ts';
import { ownQuery, usualHeaders } from './headers.ts';
import { openApiRoute } from './openapi.ts';
import { printAnswer, wishedPrint } from './print.ts';
import { restError, type RestRoute, type RestUser } from './route.ts';

export interface RestOptions<Blog> {
  routes: RestRoute<Blog>[];
  /** What the index says of the site besides its routes. */
  describe: (blog: Blog) => Promise<Record<string, unknown>>;
  /** The user in whose name a program asks, by its password; undefined when it brings none. @throws HttpError 401, 429 */
  authenticate: (req: Request) => Promise<RestUser | undefined>;
  /** Whether a nonce was given to this very session. */
  isOwnNonce: (req: Request, nonce: string) => boolean;
  may: (user: Request['user'], capability: string) => boolean;
}

/**
 * Answers everything below /wp-json, and `?rest_route=`; must stand behind the sessions. Other requests pass, and so do
 * failures, which are noted by whoever comes after and printed by `printError`.
 * `_method` or X-HTTP-Method-Override names the method of a POST (WordPress takes it with others, too).
 */
export function restRouter<Blog extends { url: string }>(
  blog: Blog,
  options: RestOptions<Blog>,
): RequestHandler & Listed {
  const routes = withIndexes(
    [...options.routes, batchRoute(options.routes), openApiRoute(options.routes)],
    options.describe,
  );
  const patterns = patternsOf(routes);
  const api = { ...options, blog, routes, patterns };
  async function rest(req: Request, res: Response, next: (error?: unknown) => void): Promise<void> {
    const path = restPathOf(req);
    if (path === undefined) return next();
    usualHeaders(blog, req, res);
    try {
      await respond(api, req, res, path);
    } catch (error) {
      if (!isHttpError(error) || res.headersSent) return next(error);
      printError(req, res, error);
    }
  }
  const listed = routes.map(({ methods, path, permission, answer }) => ({
    methods,
    path: restPrefix + path,
    permission,
    handler: answer,
  }));
  return Object.assign(rest, { listed });
}

type Api<Blog> = RestApi<Blog> & RestOptions<Blog>;

async function respond<Blog extends { url: string }>(
  api: Api<Blog>,
  req: Request,
  res: Response,
  path: string,
): Promise<void> {
  const wished = wishedPrint(req);
  const asker =
    (await api.authenticate(req)) ?? askerByNonce(api, req, res) ?? askerOnOwnPages(api, req, path);
  const request = { method: methodOf(req), path, query: ownQuery(req.query) };
  const readBody = (route: Pick<RestRoute<Blog>, 'body'>) => bodyOf(route, req, res);
  const answer = await dispatch(api, request, { asker, req, res, readBody });
  if (!res.headersSent) printAnswer(req, res, answer, { ...wished, is_public: !asker });
}

function methodOf(req: Request): string {
  const { method, query } = req;
  if (method === 'HEAD') return 'GET';
  if (method !== 'POST') return method;
  const other = query._method ?? req.get('x-http-method-override');
  return typeof other === 'string' && other ? other.toUpperCase() : method;
}

/**
 * The user of the browser's session, for scripts of this site: they send the nonce they were given, as X-WP-Nonce or
 * `_wpnonce`. Without it a session counts for nothing, so no other site can use it (rest_cookie_check_errors).
 * @throws HttpError 403 rest_cookie_invalid_nonce
 */
function askerByNonce<Blog extends { url: string }>(
  { blog, isOwnNonce }: Api<Blog>,
  req: Request,
  res: Response,
): RestUser | undefined {
  const nonce = req.query._wpnonce ?? req.get('x-wp-nonce');
  if (nonce === undefined) return undefined;
  const isOwn = typeof nonce === 'string' && isOwnNonce(req, nonce) && !isForeign(req, blog.url);
  if (!isOwn || !req.user) throw httpError(403, 'rest_cookie_invalid_nonce', 'Cookie check failed');
  res.set('X-WP-Nonce', nonce);
  return { user: req.user, app_password: '' };
}

// A page of another site may send a browser here with its cookies; it must neither change nor read anything by them.
function askerOnOwnPages<Blog extends { url: string }>(
  api: Api<Blog>,
  req: Request,
  path: string,
): RestUser | undefined {
  if (!req.user || !isReading(req) || isForeign(req, api.blog.url)) return undefined;
  const isTaken = findRoutes(api, path).routes.some((route) => route.takes_session);
  return isTaken ? { user: req.user, app_password: '' } : undefined;
}

/** @throws HttpError 400 rest_invalid_json; 408, 413, 415, 503 as readBody does */
async function bodyOf<Blog>(
  { body = { bytes: 16_384, fields: 20 } }: Pick<RestRoute<Blog>, 'body'>,
  req: Request,
  res: Response,
): Promise<unknown> {
  try {
    await readJson(req, res, body);
    return req.body;
  } catch (error) {
    if (!isHttpError(error) || error.status !== 400) throw error;
    const data = { json_error_code: 4, json_error_message: 'Syntax error' };
    throw restError(400, 'rest_invalid_json', 'Invalid JSON body passed.', data);
  }
}

// base/rest/router.ts: the REST API: finds the route, checks who asks, reads the parameters, prints answers and errors.
import type { Request, RequestHandler, Response } from 'express';
import { httpError, isHttpError, type HttpError } from '../errors.ts';
import { readJson } from '../http/form-body.ts';
import type { Listed } from '../http/listed.ts';
import { isForeign, isReading } from '../http/same-origin.ts';
import { argViews, readArgs } from './args.ts';
import { onlyFields } from './fields.ts';
import { usualHeaders } from './headers.ts';
import { noRoute, restError, type RestRoute, type RestUser } from './route.ts';

const prefix = '/wp-json';

export interface RestOptions<Blog> {
  routes: RestRoute<Blog>[];
  /** The user in whose name a program asks, by its password; undefined when it brings none. @throws HttpError 401, 429 */
  authenticate: (req: Request) => Promise<RestUser | undefined>;
  may: (user: Request['user'], capability: string) => boolean;
}

/**
 * Answers everything below /wp-json, and `?rest_route=`; must stand behind the sessions. Other requests pass.
 * `_method` or X-HTTP-Method-Override names the method of a POST (WordPress takes it with others, too).
 */
export function restRouter<Blog extends { url: string }>(
  blog: Blog,
  options: RestOptions<Blog>,
): RequestHandler & Listed {
  const api = { ...options, blog, patterns: options.routes.map(({ path }) => new RegExp(`^${path}$`, 'i')) };
  async function rest(req: Request, res: Response, next: (error?: unknown) => void): Promise<void> {
    try {
      const path = pathOf(req);
      if (path === undefined) return next();
      usualHeaders(req, res);
      await respond(api, req, res, decoded(path));
    } catch (error) {
      if (!isHttpError(error) || res.headersSent) return next(error);
      printError(res, error);
    }
  }
  const listed = options.routes.map(({ methods, path, permission, answer }) => ({
    methods,
    path: prefix + path,
    permission,
    handler: answer,
  }));
  return Object.assign(rest, { listed });
}

interface Api<Blog> extends RestOptions<Blog> {
  blog: Blog;
  /** Of each route, in their order. */
  patterns: RegExp[];
}

async function respond<Blog extends { url: string }>(
  api: Api<Blog>,
  req: Request,
  res: Response,
  path: string,
): Promise<void> {
  const { blog, authenticate, may } = api;
  const found = find(api, path);
  if (!found) throw noRoute();
  const method = methodOf(req);
  const asker = (await authenticate(req)) ?? sessionOf(blog, req, found.routes);
  const isOpen = (route: RestRoute<Blog>) => !refusalOf(route, asker, may);
  const allowed = [...new Set(found.routes.filter(isOpen).flatMap(({ methods }) => methods))];
  if (allowed.length) res.set('Allow', allowed.join(', '));
  if (method === 'OPTIONS') return void res.json(schemaOf(blog, found));
  const route = found.routes.find(({ methods }) => methods.some((one) => one === method));
  if (!route) throw noRoute();
  res.set(route.headers ?? {});
  const refused = refusalOf(route, asker, may);
  if (refused) throw refused;
  if (method !== 'GET') await readBody(route, req, res);
  const args = readArgs(route.args, req, found.named);
  const answer = await route.answer(blog, { args, asker, req, res });
  if (!res.headersSent) res.json(onlyFields(answer, req.query._fields ?? req.query['_fields[]']));
}

interface Found<Blog> {
  /** All routes of this path, one for some methods each. */
  routes: RestRoute<Blog>[];
  path: string;
  named: Record<string, string>;
}

function find<Blog>({ routes, patterns }: Api<Blog>, path: string): Found<Blog> | undefined {
  const found = routes.flatMap((route, index) => {
    const match = patterns[index]!.exec(path);
    return match ? [{ route, named: { ...match.groups } }] : [];
  });
  const [first] = found;
  if (!first) return undefined;
  const same = found.filter(({ route }) => route.path === first.route.path);
  return { routes: same.map(({ route }) => route), path, named: first.named };
}

/** The path of the route that is asked, without a slash at its end; undefined when something else is. */
function pathOf({ path, query }: Request): string | undefined {
  const asked =
    path === prefix || path.startsWith(`${prefix}/`)
      ? path.slice(prefix.length)
      : ['/', '/index.php'].includes(path)
        ? [query.rest_route].flat().at(-1)
        : undefined;
  return typeof asked === 'string' ? asked.slice(0, 2000).replace(/(.)\/+$/, '$1') : undefined;
}

/** @throws HttpError 404 for what is no text */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw noRoute();
  }
}

function methodOf(req: Request): string {
  const { method, query } = req;
  if (method === 'HEAD') return 'GET';
  if (method !== 'POST') return method;
  const other = query._method ?? req.get('x-http-method-override');
  return typeof other === 'string' && other ? other.toUpperCase() : method;
}

// A page of another site may send a browser here with its cookies; it must neither change nor read anything by them.
function sessionOf<Blog extends { url: string }>(
  { url }: Blog,
  req: Request,
  routes: RestRoute<Blog>[],
): RestUser | undefined {
  if (!req.user || !routes.some((route) => route.takes_session)) return undefined;
  return isReading(req) && !isForeign(req, url) ? { user: req.user, app_password: '' } : undefined;
}

function refusalOf<Blog>(
  { permission, refusal }: RestRoute<Blog>,
  asker: RestUser | undefined,
  may: RestOptions<Blog>['may'],
): HttpError | undefined {
  if (permission === 'everybody') return undefined;
  if (permission === 'signed in') {
    if (asker) return undefined;
    return httpError(401, 'rest_not_logged_in', 'You are not currently logged in.');
  }
  if (may(asker?.user, permission)) return undefined;
  const { code, message } = refusal ?? usualRefusal;
  return httpError(asker ? 403 : 401, code, message);
}

const usualRefusal = { code: 'rest_forbidden', message: 'Sorry, you are not allowed to do that.' };

/** @throws HttpError 400 rest_invalid_json; 408, 413, 415, 503 as readBody does */
async function readBody<Blog>(
  { body = { bytes: 16_384, fields: 20 } }: RestRoute<Blog>,
  req: Request,
  res: Response,
): Promise<void> {
  try {
    await readJson(req, res, body);
  } catch (error) {
    if (!isHttpError(error) || error.status !== 400) throw error;
    const data = { json_error_code: 4, json_error_message: 'Syntax error' };
    throw restError(400, 'rest_invalid_json', 'Invalid JSON body passed.', data);
  }
}

function printError(res: Response, error: HttpError & { data?: object }): void {
  const { status, code, message, fields, data, retry_after } = error;
  const params = Object.keys(fields).length ? { params: fields } : {};
  if (retry_after) res.set('Retry-After', String(retry_after));
  res.status(status).json({ code, message, data: { status, ...params, ...data } });
}

/** What OPTIONS says of a route. */
function schemaOf<Blog extends { url: string }>({ url }: Blog, { routes, path }: Found<Blog>): object {
  const methods = routes.flatMap((route) => route.methods);
  return {
    namespace: path.split('/').slice(1, 3).join('/'),
    methods,
    endpoints: routes.map((route) => ({ methods: route.methods, args: argViews(route.args) })),
    _links: { self: [{ href: url + prefix + path }] },
  };
}

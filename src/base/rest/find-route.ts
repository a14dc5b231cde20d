// base/rest/find-route.ts: the routes of the API by path and method, and who may ask them.
import type { Request, Response } from 'express';
import { httpError, type HttpError } from '../errors.ts';
import type { FormSize } from '../http/form-body.ts';
import { noRoute, notAllowed, type RestMethod, type RestRoute, type RestUser } from './route.ts';

/** All that is needed to answer. */
export interface RestApi<Blog> {
  blog: Blog;
  routes: RestRoute<Blog>[];
  /** Of each route, in their order. */
  patterns: RegExp[];
  may: (user: Request['user'], capability: string) => boolean;
}

/** Which paths the routes answer, in their order. */
export const patternsOf = <Blog>(routes: RestRoute<Blog>[]): RegExp[] =>
  routes.map(({ path }) => new RegExp(`^${path}$`, 'i'));

/** Who asks, and by which connection. */
export interface Asking {
  asker: RestUser | undefined;
  req: Request;
  res: Response;
  /** Reads the body of the connection, once the asker is known to be allowed; absent where it came already. */
  readBody?: (route: { body?: FormSize | undefined }) => Promise<unknown>;
}

export interface Found<Blog> {
  /** All routes of this path, one for some methods each. */
  routes: RestRoute<Blog>[];
  named: Record<string, string>;
}

/** All routes of a path. @throws HttpError 404 rest_no_route */
export function findRoutes<Blog>(
  { routes, patterns }: Pick<RestApi<Blog>, 'routes' | 'patterns'>,
  path: string,
): Found<Blog> {
  const found = routes.flatMap((route, index) => {
    const match = patterns[index]!.exec(path);
    return match ? [{ route, named: { ...match.groups } }] : [];
  });
  const [first] = found;
  if (!first) throw noRoute();
  const same = found.filter(({ route }) => route.path === first.route.path);
  return { routes: same.map(({ route }) => route), named: first.named };
}

/** The methods of a path that this person may use, as far as their role decides. */
export function methodsFor<Blog>(
  { may }: RestApi<Blog>,
  { routes }: Found<Blog>,
  asker: RestUser | undefined,
): RestMethod[] {
  const open = routes.filter((route) => !refusalOf(route, asker, may));
  return [...new Set(open.flatMap(({ methods }) => methods))];
}

/** Why this person may not ask a route; undefined when they may. */
export function refusalOf<Blog>(
  { permission, refusal }: RestRoute<Blog>,
  asker: RestUser | undefined,
  may: RestApi<Blog>['may'],
): HttpError | undefined {
  if (permission === 'everybody') return undefined;
  if (permission === 'signed in') {
    if (asker) return undefined;
    const { code, message } = refusal ?? notSignedIn;
    return httpError(401, code, message);
  }
  if (may(asker?.user, permission)) return undefined;
  const { code, message } = refusal ?? usualRefusal;
  return notAllowed(asker, code, message);
}

const notSignedIn = { code: 'rest_not_logged_in', message: 'You are not currently logged in.' };
const usualRefusal = { code: 'rest_forbidden', message: 'Sorry, you are not allowed to do that.' };

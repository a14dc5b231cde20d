// base/http/listed.ts: what handlers and guards say of themselves, for the list of all addresses.
import type { Request, RequestHandler } from 'express';

/** An address that a handler answers besides those that Express knows of. */
export interface ListedRoute {
  methods: string[];
  /** Below where the handler is mounted. */
  path: string;
  /** `everybody`, `signed in`, or a capability; without it what the guards before it ask for. */
  permission?: string;
  handler: object;
}

/** A handler that finds its addresses itself. */
export interface Listed {
  listed: ListedRoute[];
}

/** A guard: who passes it, `signed in` or the name of a capability. */
export interface Guarding {
  permission: string;
}

/**
 * Says which addresses a handler answers that finds them itself, as `router.use()` knows of none.
 * @param said method and path of each, such as `GET /search/:words`
 */
export function answering(said: string[], handler: RequestHandler): RequestHandler & Listed {
  const listed = said.map((one) => {
    const [method = '', path = ''] = one.split(' ');
    return { methods: [method], path, handler };
  });
  const paths = [...new Set(listed.map(({ path }) => path))].join('|');
  const noted: RequestHandler = (req, res, next) => {
    notes.set(req, { paths, route: routeOf(req) });
    return handler(req, res, next);
  };
  return Object.assign(noted, { listed });
}

/** By request: the paths of the last handler of `answering` that had it, and the route that Express had found until then. */
const notes = new WeakMap<Request, { paths: string; route: unknown }>();

const routeOf = (req: Request) => (req as { route?: { path: unknown } }).route;

/**
 * Where a request was last, as the code writes it: the path of a route below its mount, or what `answering` says, joined by `|`.
 * @returns undefined when neither had it
 */
export function lastRouteOf(req: Request): string | undefined {
  const note = notes.get(req);
  const route = routeOf(req);
  if (note && note.route === route) return note.paths;
  return route && String(route.path);
}

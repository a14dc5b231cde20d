// base/http/listed.ts: what handlers and guards say of themselves, for the list of all addresses.
import type { RequestHandler } from 'express';

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
export function answering<Handler extends RequestHandler>(
  said: string[],
  handler: Handler,
): Handler & Listed {
  const listed = said.map((one) => {
    const [method = '', path = ''] = one.split(' ');
    return { methods: [method], path, handler };
  });
  return Object.assign(handler, { listed });
}

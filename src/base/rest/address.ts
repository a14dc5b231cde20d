// base/rest/address.ts: which requests are for the REST API, and the addresses of what it holds.
import type { Request } from 'express';

export const restPrefix = '/wp-json';

/** The absolute address of a route: `/wp/v2/posts/5`. */
export const restAddress = ({ url }: { url: string }, path: string): string => `${url}${restPrefix}${path}`;

/** The path of the route that is asked, without a slash at its end; undefined when something else is. */
export function restPathOf({ path, query }: Pick<Request, 'path' | 'query'>): string | undefined {
  const asked =
    path === restPrefix || path.startsWith(`${restPrefix}/`)
      ? path.slice(restPrefix.length) || '/'
      : ['/', '/index.php'].includes(path)
        ? [query.rest_route].flat().at(-1)
        : undefined;
  return typeof asked === 'string' ? asked.slice(0, 2000).replace(/(.)\/+$/, '$1') || '/' : undefined;
}

/** Whether a request is answered by the REST API, its errors too. */
export const isRestRequest = (req: Pick<Request, 'path' | 'query'>): boolean => restPathOf(req) !== undefined;

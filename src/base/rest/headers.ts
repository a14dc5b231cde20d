// base/rest/headers.ts: the headers of the REST API, as WordPress sends them.
import type { Request, Response } from 'express';
import { restAddress } from './address.ts';

/**
 * What every answer says: that it is for programs, kept by no cache, and which of its headers scripts of other sites may
 * read. Such scripts bring no cookies that count here (router.ts), so they may be anybody's (rest_send_cors_headers).
 */
export function usualHeaders(blog: { url: string }, req: Request, res: Response): void {
  res.vary('Origin');
  res.set({
    'X-Robots-Tag': 'noindex',
    'Cache-Control': 'no-store',
    Link: apiLink(blog),
    'Access-Control-Expose-Headers': 'X-WP-Total, X-WP-TotalPages, Link',
    'Access-Control-Allow-Headers':
      'Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type',
  });
  const origin = req.get('origin');
  if (!origin) return;
  res.set({
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': 'OPTIONS, GET, POST, PUT, PATCH, DELETE',
    'Access-Control-Allow-Credentials': 'true',
  });
}

/** The header that leads programs to the API, on its answers and on pages (RFC 8288). */
export const apiLink = (blog: { url: string }): string =>
  `<${restAddress(blog, '/')}>; rel="https://api.w.org/"`;

/** The query without what the router alone reads. */
export function ownQuery(query: Record<string, unknown>): Record<string, unknown> {
  const { rest_route: _path, ...own } = query;
  return own;
}

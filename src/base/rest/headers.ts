// base/rest/headers.ts: the headers of the REST API, as WordPress sends them.
import type { Request, Response } from 'express';

/**
 * What every answer says: that it is for programs, kept by no cache, and which of its headers scripts of other sites may
 * read. Such scripts bring no cookies that count here (router.ts), so they may be anybody's (rest_send_cors_headers).
 */
export function usualHeaders(req: Request, res: Response): void {
  res.vary('Origin');
  res.set({
    'X-Robots-Tag': 'noindex',
    'Cache-Control': 'no-store',
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

/**
 * Says how much a collection holds (X-WP-Total, X-WP-TotalPages), and where the pages beside this one are (Link).
 * @param address the collection's own, absolute, with the query that was asked
 */
export function sayTotal(
  res: Response,
  address: string,
  { total, page, per_page }: { total: number; page: number; per_page: number },
): void {
  const pages = Math.ceil(total / per_page);
  const link = (to: number, rel: string) => {
    const url = new URL(address);
    url.searchParams.set('page', String(to));
    return `<${url.href}>; rel="${rel}"`;
  };
  res.set({ 'X-WP-Total': String(total), 'X-WP-TotalPages': String(pages) });
  const links = [
    ...(page > 1 && pages > 0 ? [link(Math.min(page - 1, pages), 'prev')] : []),
    ...(page < pages ? [link(page + 1, 'next')] : []),
  ];
  if (links.length) res.append('Link', links.join(', '));
}

// base/http/same-origin.ts: a changing request from a browser must come from this site's own pages.
import type { Request, RequestHandler } from 'express';
import { forbidden } from '../errors.ts';
import { __ } from '../language/gettext.ts';

/**
 * Refuses cross-site POST, PUT, PATCH and DELETE by Sec-Fetch-Site, else by Origin (Fetch standard).
 * Programs that send neither header carry no reader's cookies by accident and pass.
 * @param siteUrl the site's own address, allowed besides the host that was asked
 * @param except paths that call refuseForeign themselves, after reading what was typed
 */
export function sameOrigin(siteUrl: string, except: string[] = []): RequestHandler {
  return (req, _res, next) => {
    if (!except.includes(req.path)) refuseForeign(req, siteUrl);
    next();
  };
}

/** Throws 403 when a changing request was sent by a page of another site. */
export function refuseForeign(req: Request, siteUrl: string): void {
  if (isReading(req)) return;
  if (!isForeign(req, siteUrl)) return;
  throw forbidden(__('This form was sent from another site. Open the page here and send it again.'));
}

/** Whether a request only reads (RFC 9110, section 9.2.1). */
export const isReading = ({ method }: Pick<Request, 'method'>): boolean =>
  ['GET', 'HEAD', 'OPTIONS'].includes(method);

/** Whether a request, of any method, was sent by a page of another site. */
export const isForeign = (req: Request, siteUrl: string): boolean =>
  !comesFromHere(req, new URL(siteUrl).host);

function comesFromHere(req: Request, own: string): boolean {
  const site = req.get('sec-fetch-site');
  if (site) return site === 'same-origin' || site === 'none';
  const origin = req.get('origin');
  if (!origin) return true;
  if (!URL.canParse(origin)) return false;
  return [own, req.get('host')].includes(new URL(origin).host);
}

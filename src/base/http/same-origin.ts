// base/http/same-origin.ts: a changing request from a browser must come from this site's own pages.
import type { RequestHandler } from 'express';
import { forbidden } from '../errors.ts';

/**
 * Refuses cross-site POST, PUT, PATCH and DELETE by Sec-Fetch-Site, else by Origin (Fetch standard).
 * Programs that send neither header carry no reader's cookies by accident and pass.
 * @param siteUrl the site's own address, allowed besides the host that was asked
 */
export function sameOrigin(siteUrl: string): RequestHandler {
  const own = new URL(siteUrl).host;
  return (req, _res, next) => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(req.method) || comesFromHere(req, own)) next();
    else next(forbidden('This form was sent from another site. Open the page here and send it again.'));
  };
}

function comesFromHere(req: Parameters<RequestHandler>[0], own: string): boolean {
  const site = req.get('sec-fetch-site');
  if (site) return site === 'same-origin' || site === 'none';
  const origin = req.get('origin');
  if (!origin) return true;
  if (!URL.canParse(origin)) return false;
  return [own, req.get('host')].includes(new URL(origin).host);
}

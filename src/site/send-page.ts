// site/send-page.ts: sends a whole page, with what caches may do with it.
import crypto from 'node:crypto';
import type { Request, Response } from 'express';

/**
 * Renders and sends. A visitor without cookies gets an entity tag, so that an unchanged page is 304 next time; pages
 * for the signed-in are stored nowhere.
 * @param view `feature/page`
 */
export async function sendPage(req: Request, res: Response, view: string, locals: object): Promise<void> {
  const page = await new Promise<string>((resolve, reject) => {
    res.render(view, locals, (error: Error | null, html: string) => (error ? reject(error) : resolve(html)));
  });
  res.set('Vary', 'Cookie').type('html');
  if (/no-store/.test(res.get('Cache-Control') ?? '')) res.set('Cache-Control', 'private, no-store');
  else if (req.user) res.set('Cache-Control', 'private, no-store');
  else {
    res.set('Cache-Control', req.headers.cookie ? 'private, no-cache' : 'no-cache');
    res.set('ETag', `W/"${crypto.createHash('sha1').update(page).digest('base64url')}"`);
  }
  if (res.statusCode === 200 && req.fresh) res.status(304).end();
  else res.send(page);
}

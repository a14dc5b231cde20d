// themes/site.ts: what is not published yet, for whoever is choosing it: their sheet, and the way from page to page.
import { Router, type Request } from 'express';
import { may } from '../accounts/user.ts';
import type { Blog } from '../blog.ts';
import { draftOf, isPreviewed, optionsOf } from './current.ts';
import { sheetOf } from './values.ts';

export function themePreview(blog: Blog): Router {
  const router = Router();

  router.get('/themes/draft.css', async function sendDraftSheet(req, res, next) {
    const draft = await draftOf(blog, req);
    if (!draft) return next();
    const sheet = sheetOf(optionsOf(blog, draft.theme), draft.values);
    res.set('Cache-Control', 'private, no-store').type('css').send(sheet);
  });

  // Links in a previewed page lead to previewed pages, without a script: the page they are on says so.
  router.use(function stayInPreview(req, res, next) {
    const follows = ['GET', 'HEAD'].includes(req.method) && !isPreviewed(req) && comesFromPreview(req);
    if (!follows) return next();
    const { originalUrl } = req;
    res.set('Cache-Control', 'private, no-store');
    res.redirect(302, `${originalUrl}${originalUrl.includes('?') ? '&' : '?'}customize_preview=1`);
  });

  return router;
}

/** Whether a browser goes to a page by a link of a previewed page of this site. */
function comesFromPreview(req: Request): boolean {
  const from = req.get('Referer') ?? '';
  if (
    !may(req.user, 'edit_theme_options') ||
    !req.get('Accept')?.includes('text/html') ||
    !URL.canParse(from)
  )
    return false;
  // Two slashes would lead to another host.
  if (!/^\/(?![/\\])/.test(req.originalUrl)) return false;
  const { host, searchParams } = new URL(from);
  return host === req.get('Host') && searchParams.has('customize_preview');
}

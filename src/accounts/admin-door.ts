// accounts/admin-door.ts: nobody enters /admin without signing in.
import type { RequestHandler } from 'express';
import type { Blog } from '../blog.ts';

export function adminDoor(_blog: Blog): RequestHandler {
  return (req, res, next) => {
    res.set('Cache-Control', 'no-store');
    if (req.user) next();
    else res.redirect(302, `/login?redirect_to=${encodeURIComponent(req.originalUrl)}`);
  };
}

// accounts/open.ts: WordPress's addresses of the sign-in and the admin lead to ours, and so does the one where browsers look for changing a password (W3C).
import { Router } from 'express';
import { rawQuery } from '../base/http/query.ts';
import { screenFor } from './wp-admin.ts';

export function accountsOpen(): Router {
  const router = Router();

  router.get('/wp-login.php', function leadFromWpLogin(req, res) {
    const to = req.query.redirect_to;
    const word = req.query.action;
    if (word === 'logout') res.redirect(302, '/logout');
    else if (word === 'lostpassword' || word === 'retrievepassword') res.redirect(302, '/lost-password');
    else if (word === 'register') res.redirect(302, '/register');
    else
      res.redirect(302, typeof to === 'string' ? `/login?redirect_to=${encodeURIComponent(to)}` : '/login');
  });
  router.get(['/wp-admin', '/wp-admin/', '/wp-admin/:file'], function leadToScreen(req, res, next) {
    const query = (name: string) => (typeof req.query[name] === 'string' ? req.query[name] : '');
    const { file = '' } = req.params as { file?: string };
    const screen = screenFor(file, query);
    const rest = rawQuery(req);
    if (!screen) next();
    else if (file === 'authorize-application.php' && rest) res.redirect(302, `${screen}?${rest}`);
    else res.redirect(302, screen);
  });
  router.get('/dashboard', function leadToDashboard(_req, res) {
    res.redirect(302, '/admin/');
  });
  router.get('/.well-known/change-password', function leadToProfile(_req, res) {
    res.redirect(302, '/admin/profile');
  });

  return router;
}

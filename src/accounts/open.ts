// accounts/open.ts: WordPress's addresses of the sign-in and the admin lead to ours, and so does the one where browsers look for changing a password (W3C).
import { Router } from 'express';

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
  router.get(['/wp-admin', '/wp-admin/', '/wp-admin/index.php'], function leadToAdmin(_req, res) {
    return res.redirect(302, '/admin/');
  });
  router.get('/wp-admin/post-new.php', function leadToNewPost(req, res) {
    res.redirect(302, req.query.post_type === 'page' ? '/admin/pages/new' : '/admin/posts/new');
  });
  router.get('/wp-admin/edit.php', function leadToList(req, res) {
    res.redirect(302, req.query.post_type === 'page' ? '/admin/pages' : '/admin/posts');
  });
  router.get(['/wp-admin/profile.php', '/.well-known/change-password'], function leadToProfile(_req, res) {
    return res.redirect(302, '/admin/profile');
  });
  router.get('/wp-admin/authorize-application.php', function leadToAuthorization(req, res) {
    const query = req.originalUrl.split('?').slice(1).join('?');
    res.redirect(302, `/admin/authorize-application${query && `?${query}`}`);
  });
  router.get(['/wp-admin/users.php', '/wp-admin/user-new.php'], function leadToUsers(_req, res) {
    return res.redirect(302, '/admin/users');
  });
  router.get('/wp-admin/edit-comments.php', function leadToComments(_req, res) {
    return res.redirect(302, '/admin/comments');
  });
  router.get('/wp-admin/upload.php', function leadToMedia(_req, res) {
    return res.redirect(302, '/admin/media');
  });

  return router;
}

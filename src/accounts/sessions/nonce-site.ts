// accounts/sessions/nonce-site.ts: gives scripts of this site the nonce of the REST API, at WordPress's address.
import { Router } from 'express';
import { forbidden } from '../../base/errors.ts';
import { isForeign } from '../../base/http/same-origin.ts';
import type { Blog } from '../../blog.ts';
import { restNonce } from './nonce.ts';

/** `admin-ajax.php?action=rest-nonce`: the nonce as plain text, for who is signed in; others hear 400 and `0`. */
export function nonceSite(blog: Blog): Router {
  const router = Router();
  router.get('/wp-admin/admin-ajax.php', function giveNonce(req, res) {
    res.set('Cache-Control', 'no-store').type('text/plain');
    if (isForeign(req, blog.url)) throw forbidden('The nonce is for pages of this site.');
    if (req.query.action !== 'rest-nonce' || !req.user) return void res.status(400).send('0');
    res.send(restNonce(blog, req));
  });
  return router;
}

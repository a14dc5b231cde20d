// accounts/passkeys/site.ts: signing in with a passkey: the answers that the script of the dialog asks for.
import { Router } from 'express';
import { notFound } from '../../base/errors.ts';
import { clientAddress } from '../../base/http/client-address.ts';
import { formBody } from '../../base/http/form-body.ts';
import { localAddress } from '../../base/http/redirect.ts';
import type { Blog } from '../../blog.ts';
import { orTell } from './admin.ts';
import { answerForm, passkeyForm } from '../form.ts';
import { askForPasskey, passkeysWork, userOfPasskey } from './passkey.ts';
import { beginSession } from '../sessions/session.ts';
import { countPasskey } from '../throttle.ts';

export function passkeySite(blog: Blog): Router {
  const router = Router();

  router.post('/login/passkey/begin', async function beginSignIn(req, res) {
    if (!passkeysWork(blog)) throw notFound('page');
    await orTell(res.set('Cache-Control', 'no-store'), async () => {
      await countPasskey(blog, clientAddress(req));
      res.json(await askForPasskey(blog, req));
    });
  });

  router.post('/login/passkey', formBody(), async function signInByPasskey(req, res) {
    await orTell(res.set('Cache-Control', 'no-store'), async () => {
      const { remember, redirect_to } = passkeyForm(req.body);
      const user = await userOfPasskey(blog, req, answerForm(req.body));
      await beginSession(blog, req, user, remember);
      res.json({ href: localAddress(redirect_to, blog.url, '/admin/') });
    });
  });

  return router;
}

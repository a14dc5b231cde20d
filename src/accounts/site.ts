// accounts/site.ts: signing in and out.
import { Router, type Request, type Response } from 'express';
import { isHttpError } from '../base/errors.ts';
import { formBody } from '../base/http/form-body.ts';
import { localAddress } from '../base/http/redirect.ts';
import { spoken } from '../base/language/current.ts';
import { speakOfBrowser } from '../base/language/site.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { codeForm, signInForm } from './form.ts';
import { passkeysWork } from './passkeys/passkey.ts';
import { registrationIsOpen } from './users/register.ts';
import { owesCode, takeSecondStep } from './two-factor/challenge.ts';
import { signOut } from './sessions/session.ts';
import { signIn } from './sign-in.ts';

export function accountsSite(blog: Blog): Router {
  const router = Router();
  router.use(['/login', '/logout', '/wp-login.php'], speakOfBrowser);
  const body = formBody('2mb', 20);
  const screen = (req: Request, res: Response, shown: SignInShown) => signInScreen(blog, req, res, shown);

  router.get('/login', async function showSignIn(req, res) {
    const to = localAddress(req.query.redirect_to, blog.url, '/admin/');
    if (req.user) res.set('Cache-Control', 'no-store').redirect(302, to);
    else await screen(req, res, { redirect_to: to });
  });

  router.post(['/login', '/wp-login.php'], body, async function takeSignIn(req, res) {
    const words = signInForm(req.body);
    const to = localAddress(words.redirect_to, blog.url, '/admin/');
    try {
      const outcome = await signIn(blog, req, { ...words, redirect_to: to });
      res.redirect(303, outcome === 'signed in' ? to : '/login/second-step');
    } catch (error) {
      if (!isHttpError(error)) throw error;
      await screen(req, res, { ...words, redirect_to: to, status: error.status, problem: error.message });
    }
  });

  router.get('/login/second-step', showSecondStep.bind(null, blog));

  router.post('/login/second-step', body, async function takeCode(req, res) {
    try {
      res.redirect(303, await takeSecondStep(blog, req, codeForm(req.body)));
    } catch (error) {
      if (!isHttpError(error)) throw error;
      const { status, message: problem } = error;
      if (status === 403) await screen(req, res, { redirect_to: '/admin/', status, problem });
      else await codeScreen(blog, res.status(status), problem);
    }
  });

  router.post('/logout', takeSignOut.bind(null, blog));
  router.get('/logout', askForSignOut.bind(null, blog));

  return router;
}

async function showSecondStep(blog: Blog, req: Request, res: Response) {
  if (await owesCode(blog, req)) await codeScreen(blog, res, '');
  else res.set('Cache-Control', 'no-store').redirect(302, '/login');
}

async function takeSignOut(blog: Blog, req: Request, res: Response) {
  await signOut(blog, req);
  res.redirect(303, '/');
}

async function askForSignOut(blog: Blog, _req: Request, res: Response) {
  res.set('Cache-Control', 'no-store').render('accounts/logout', await cardView(blog));
}

interface SignInShown {
  redirect_to: string;
  name?: string;
  remember?: boolean;
  status?: number;
  problem?: string;
}

async function signInScreen(blog: Blog, _req: Request, res: Response, shown: SignInShown): Promise<void> {
  const { redirect_to, name = '', remember = false, status = 200, problem = '' } = shown;
  const view = {
    ...(await cardView(blog)),
    redirect_to,
    name,
    remember,
    problem,
    passkeys: passkeysWork(blog),
    may_register: await registrationIsOpen(blog),
  };
  res.status(status).set('Cache-Control', 'no-store').render('accounts/login', view);
}

async function codeScreen(blog: Blog, res: Response, problem: string): Promise<void> {
  res.set('Cache-Control', 'no-store');
  res.render('accounts/second-step', { ...(await cardView(blog)), problem });
}

/** What the small screens outside the admin show around themselves. */
async function cardView(blog: Blog) {
  const { blogname } = await settings(blog.db, general);
  return { site_name: blogname, ...spoken() };
}

// accounts/site.ts: signing in and out.
import { Router, type Request, type Response } from 'express';
import { isHttpError } from '../base/errors.ts';
import { formBody } from '../base/http/form-body.ts';
import { localAddress } from '../base/http/redirect.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { signInForm } from './form.ts';
import { signOut } from './session.ts';
import { signIn } from './sign-in.ts';

export function accountsSite(blog: Blog): Router {
  const router = Router();
  const body = formBody('2mb', 20);
  const screen = (req: Request, res: Response, shown: SignInShown) => signInScreen(blog, req, res, shown);

  router.get('/login', async (req, res) => {
    const to = localAddress(req.query.redirect_to, blog.url, '/admin/');
    if (req.user) res.set('Cache-Control', 'no-store').redirect(302, to);
    else await screen(req, res, { redirect_to: to });
  });

  router.post(['/login', '/wp-login.php'], body, async (req, res) => {
    const words = signInForm(req.body);
    const to = localAddress(words.redirect_to, blog.url, '/admin/');
    try {
      await signIn(blog, req, words);
      res.redirect(303, to);
    } catch (error) {
      if (!isHttpError(error)) throw error;
      await screen(req, res, { ...words, redirect_to: to, status: error.status, problem: error.message });
    }
  });

  router.post('/logout', async (req, res) => {
    await signOut(req);
    res.clearCookie('quillback_session');
    res.redirect(303, '/');
  });

  router.get('/logout', async (_req, res) => {
    res.set('Cache-Control', 'no-store').render('accounts/logout', await cardView(blog));
  });

  return router;
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
  const view = { ...(await cardView(blog)), redirect_to, name, remember, problem };
  res.status(status).set('Cache-Control', 'no-store').render('accounts/login', view);
}

/** What the small screens outside the admin show around themselves. */
async function cardView(blog: Blog) {
  const { blogname, WPLANG } = await settings(blog.db, general);
  return { site_name: blogname, lang: WPLANG };
}

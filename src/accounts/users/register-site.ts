// accounts/users/register-site.ts: the page where people ask for an account, at WordPress's address too.
import { Router, type Response } from 'express';
import { z } from 'zod';
import { isHttpError } from '../../base/errors.ts';
import { clientAddress } from '../../base/http/client-address.ts';
import { formBody } from '../../base/http/form-body.ts';
import { spoken } from '../../base/language/current.ts';
import { speakOfBrowser } from '../../base/language/site.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { register, registrationIsOpen } from './register.ts';

const line = z.string().max(300).catch('');
// WordPress's field names. A role, or anything else, that comes along is not looked at.
const asking = z.object({ user_login: line, user_email: line, website_url: line });

export function registerSite(blog: Blog): Router {
  const router = Router();
  router.use(['/register'], speakOfBrowser);

  router.get('/register', async function showRegistration(req, res) {
    if (req.user) res.set('Cache-Control', 'no-store').redirect(302, '/admin/');
    else await show(blog, res, 'ask');
  });

  router.post(['/register', '/wp-login.php'], function passOtherActions(req, _res, next) {
    next(req.path === '/register' || req.query.action === 'register' ? undefined : 'router');
  });
  router.post(['/register', '/wp-login.php'], formBody(), async function takeRegistration(req, res) {
    const { user_login: login, user_email: email, website_url } = asking.parse(req.body ?? {});
    if (!(await registrationIsOpen(blog))) return show(blog, res, 'closed');
    try {
      await register(blog, { login, email, ip: clientAddress(req), is_trapped: website_url !== '' });
      await show(blog, res, 'mailed');
    } catch (error) {
      if (!isHttpError(error)) throw error;
      const { message: problem, fields } = error;
      await show(blog, res.status(error.status), 'ask', { login, email, problem, fields });
    }
  });

  return router;
}

const nothing = { login: '', email: '', problem: '', fields: {} as Record<string, string> };

async function show(blog: Blog, res: Response, wanted: 'closed' | 'ask' | 'mailed', typed = nothing) {
  const step = (await registrationIsOpen(blog)) ? wanted : 'closed';
  if (step === 'closed') res.status(404);
  const { blogname } = await settings(blog.db, general);
  const fields = { login: '', email: '', ...typed.fields };
  res.set('Cache-Control', 'no-store');
  res.render('accounts/register', { site_name: blogname, ...spoken(), step, ...typed, fields });
}

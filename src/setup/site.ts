// setup/site.ts: the set-up page, for the holder of the printed link.
import { Router, type Response } from 'express';
import { beginSession } from '../accounts/sessions/session.ts';
import { setupTokenIsGood } from '../accounts/setup-token.ts';
import { hasAdministrator } from '../accounts/queries.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { isHttpError, notFound } from '../base/errors.ts';
import { formBody } from '../base/http/form-body.ts';
import { spoken } from '../base/language/current.ts';
import { __ } from '../base/language/gettext.ts';
import { speakOfBrowser } from '../base/language/site.ts';
import type { Blog } from '../blog.ts';
import { setUpForm } from './form.ts';
import { setUp } from './set-up.ts';

export function setupSite(blog: Blog): Router {
  const router = Router();
  router.use('/setup', speakOfBrowser);

  router.get('/setup', async function showSetup(req, res) {
    if (await hasAdministrator(blog.db)) throw notFound('page');
    const token = typeof req.query.token === 'string' ? req.query.token : '';
    if (await setupTokenIsGood(blog, token)) show(res, { token });
    else refuse(res);
  });

  router.post('/setup', formBody(), async function takeSetup(req, res) {
    const words = setUpForm(req.body);
    if (await hasAdministrator(blog.db)) throw notFound('page');
    if (!(await setupTokenIsGood(blog, words.token))) {
      refuse(res);
      return;
    }
    try {
      const user = await setUp(blog, words);
      await beginSession(blog, req, user, true);
      leaveNotice(req, __('Your blog is ready. Welcome!'));
      res.redirect(303, '/admin/');
    } catch (error) {
      if (!isHttpError(error)) throw error;
      res.status(error.status);
      show(res, { ...words, problems: error.fields, problem: error.message });
    }
  });

  return router;
}

interface Shown {
  token: string;
  blogname?: string;
  display_name?: string;
  login?: string;
  email?: string;
  problem?: string;
  problems?: Record<string, string>;
}

function show(res: Response, shown: Shown): void {
  const { token, blogname = '', display_name = '', login = '', email = '', problem = '' } = shown;
  const none = { login: '', email: '', password: '' };
  res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
  res.render('setup/setup', {
    ...spoken(),
    token,
    blogname,
    display_name,
    login,
    email,
    problem,
    problems: { ...none, ...shown.problems },
  });
}

function refuse(res: Response): void {
  res.status(403).set('Cache-Control', 'no-store').render('setup/refused', spoken());
}

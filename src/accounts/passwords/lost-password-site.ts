// accounts/passwords/lost-password-site.ts: the pages for those who forgot their password.
import { Router, type Response } from 'express';
import { z } from 'zod';
import { clientAddress } from '../../base/http/client-address.ts';
import { badRequest, isHttpError } from '../../base/errors.ts';
import { formBody } from '../../base/http/form-body.ts';
import { idFrom } from '../../base/http/ids.ts';
import { __ } from '../../base/language/gettext.ts';
import { spoken } from '../../base/language/current.ts';
import { speakOfBrowser } from '../../base/language/site.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { mailReset, resetIsGood, resetPassword } from './lost-password.ts';

const asking = z.object({ user_login: z.string().trim().min(1).max(254) });
const setting = z.object({ user: z.string(), token: z.string().max(100), password: z.string().max(10_000) });

export function lostPasswordSite(blog: Blog): Router {
  const router = Router();
  router.use(['/lost-password', '/reset-password'], speakOfBrowser);

  router.get('/lost-password', function showRequest(_req, res) {
    return show(blog, res, 'ask');
  });

  router.post('/lost-password', formBody(), async function takeRequest(req, res) {
    const read = asking.safeParse(req.body ?? {});
    if (!read.success) throw badRequest(__('Please give your user name or email.'));
    await mailReset(blog, { name: read.data.user_login, ip: clientAddress(req) });
    await show(blog, res, 'mailed');
  });

  router.get('/reset-password', async function showReset(req, res) {
    const { user, token } = req.query;
    const id = idFrom(user, 'user');
    const isGood = typeof token === 'string' && (await resetIsGood(blog, id, token));
    if (!isGood) res.status(403);
    await show(blog, res, isGood ? 'set' : 'void', { user: String(id), token: isGood ? token : '' });
  });

  router.post('/reset-password', formBody(), async function takeReset(req, res) {
    const read = setting.safeParse(req.body ?? {});
    if (!read.success) throw badRequest(__('Please open the link of the letter again.'));
    const { user, token, password } = read.data;
    try {
      await resetPassword(blog, idFrom(user, 'user'), token, { password, ip: clientAddress(req) });
      await show(blog, res, 'done');
    } catch (error) {
      if (!isHttpError(error)) throw error;
      res.status(error.status);
      await show(blog, res, error.status === 403 ? 'void' : 'set', { user, token, problem: error.message });
    }
  });

  return router;
}

type Step = 'ask' | 'mailed' | 'set' | 'void' | 'done';

async function show(
  blog: Blog,
  res: Response,
  step: Step,
  { user = '', token = '', problem = '' } = {},
): Promise<void> {
  const { blogname } = await settings(blog.db, general);
  res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
  res.render('accounts/lost-password', { site_name: blogname, ...spoken(), step, user, token, problem });
}

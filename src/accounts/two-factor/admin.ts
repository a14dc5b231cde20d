// accounts/two-factor/admin.ts: setting up the second factor of one's own, and resetting that of somebody who lost it.
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { adminFrame } from '../../base/admin/frame.ts';
import { leaveNotice } from '../../base/admin/notices.ts';
import { badRequest, forbidden, isHttpError } from '../../base/errors.ts';
import { formBody } from '../../base/http/form-body.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { userOf } from '../users/user-admin.ts';
import { needs } from '../guard.ts';
import { reauthenticate } from '../reauthenticate.ts';
import { confirmTwoFactor, endTwoFactor, renewRecoveryCodes } from './set-two-factor.ts';
import { countRecoveryCodes, findTwoFactor, storeSecret } from './queries.ts';
import { drawAddress, newSecret, secretAddress } from './two-factor.ts';

const path = '/profile/two-factor';
const fields = z.object({ proof: z.string().max(4096).default(''), code: z.string().max(100).default('') });

export function twoFactorAdmin(blog: Blog): Router {
  const router = Router();
  router.use(path, formBody());

  router.get(path, showTwoFactor.bind(null, blog));

  for (const step of Object.keys(steps)) router.post(`${path}/${step}`, takeStep.bind(null, blog, step));

  router.post('/users/:id/two-factor/reset', needs('edit_users'), resetTwoFactor.bind(null, blog));

  return router;
}

function showTwoFactor(blog: Blog, req: Request, res: Response) {
  return show(blog, req, res);
}

type Step = (blog: Blog, req: Request, res: Response, words: Words) => Promise<void>;

const steps: Record<string, Step> = {
  async begin(blog, req, res, { proof }) {
    await reauthenticate(blog, req, proof);
    await storeSecret(blog.db, req.user!.id, newSecret());
    res.redirect(303, `/admin${path}`);
  },
  async confirm(blog, req, res, { code }) {
    const codes = await confirmTwoFactor(blog, { user: req.user!, sid: req.sessionID, code });
    await show(blog, req, res, { codes });
  },
  async renew(blog, req, res, { proof }) {
    await reauthenticate(blog, req, proof);
    await show(blog, req, res, { codes: await renewRecoveryCodes(blog, req.user!) });
  },
  async end(blog, req, res, { proof }) {
    await reauthenticate(blog, req, proof);
    await endTwoFactor(blog, req.user!, 'you');
    leaveNotice(req, 'Two-factor sign-in is off. The password alone opens your account.');
    res.redirect(303, `/admin${path}`);
  },
};

/** What is wrong with what was typed is told at its field. */
async function takeStep(blog: Blog, step: string, req: Request, res: Response) {
  const words = wordsOf(req);
  try {
    await steps[step]!(blog, req, res, words);
  } catch (error) {
    if (!isHttpError(error) || ![422, 429].includes(error.status)) throw error;
    const field = step === 'confirm' ? 'code' : 'proof';
    const problems = { [field === 'code' ? field : `${field}_${step}`]: error.message };
    await show(blog, req, res.status(error.status), { problems });
  }
}

async function resetTwoFactor(blog: Blog, req: Request, res: Response) {
  const user = await userOf(blog, req);
  if (user.id === req.user!.id) throw forbidden('Your own second factor is switched off on your profile.');
  await endTwoFactor(blog, user, req.user!.display_name);
  leaveNotice(req, `${user.login} signs in with the password alone, and is told so by mail.`);
  res.redirect(303, `/admin/users/${user.id}`);
}

type Words = z.infer<typeof fields>;

function wordsOf(req: Request): Words {
  const read = fields.safeParse(req.body ?? {});
  if (!read.success) throw badRequest('One of the fields is too long or is no plain text.');
  return read.data;
}

async function show(
  blog: Blog,
  req: Request,
  res: Response,
  { codes = [], problems = {} }: { codes?: string[]; problems?: Record<string, string> } = {},
): Promise<void> {
  const { id, login } = req.user!;
  const factor = await findTwoFactor(blog.db, id);
  const state = !factor ? 'off' : factor.confirmed_at ? 'on' : 'begun';
  const { blogname } = await settings(blog.db, general);
  const secret = state === 'begun' ? factor!.secret : '';
  const qr = secret && (await drawAddress(secretAddress(secret, { site_name: blogname, login })));
  const text = 'Not done: please look at the marked field.';
  const notice = Object.keys(problems).length ? ({ kind: 'error', text } as const) : undefined;
  res.render('accounts/admin-two-factor', {
    frame: await adminFrame(blog, req, { title: 'Two-factor sign-in', notice }),
    state,
    secret: secret.match(/.{1,4}/g)?.join(' ') ?? '',
    html: { qr },
    codes,
    codes_left: await countRecoveryCodes(blog.db, id),
    problems: { code: '', proof_begin: '', proof_renew: '', proof_end: '', ...problems },
  });
}

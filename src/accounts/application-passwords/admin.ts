// accounts/application-passwords/admin.ts: making and withdrawing the passwords of one's programs.
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { adminFrame } from '../../base/admin/frame.ts';
import { leaveNotice } from '../../base/admin/notices.ts';
import { badRequest, isHttpError } from '../../base/errors.ts';
import { formBody } from '../../base/http/form-body.ts';
import type { Blog } from '../../blog.ts';
import { userOf } from '../users/user-admin.ts';
import { applicationPasswordsOf, deleteApplicationPassword, deleteApplicationPasswords } from './queries.ts';
import { makeApplicationPassword, programsMaySignIn } from './application-password.ts';
import { needs } from '../guard.ts';
import { reauthenticate } from '../reauthenticate.ts';
import { datePrinter } from '../sessions/view.ts';

const path = '/profile/application-passwords';
const making = z.object({ name: z.string().max(1000).default(''), proof: z.string().max(4096).default('') });

export function applicationPasswordsAdmin(blog: Blog): Router {
  const router = Router();
  router.use(path, formBody());

  router.get(path, function showPasswords(req, res) {
    return show(blog, req, res);
  });

  router.post(`${path}/add`, async function addPassword(req, res) {
    const read = making.safeParse(req.body ?? {});
    if (!read.success) throw badRequest('One of the fields is too long or is no plain text.');
    const { name, proof } = read.data;
    try {
      await reauthenticate(blog, req, proof);
      const password = await makeApplicationPassword(blog, req.user!, name);
      await show(blog, req, res, { password });
    } catch (error) {
      if (!isHttpError(error) || ![422, 429].includes(error.status)) throw error;
      const problems = { proof: error.status === 429 ? error.message : '', ...error.fields };
      await show(blog, req, res.status(error.status), { name, problems });
    }
  });

  router.post(`${path}/:uuid/revoke`, async function revokePassword(req, res) {
    const { uuid } = z.object({ uuid: z.uuid().catch('') }).parse(req.params);
    const isGone = uuid !== '' && (await deleteApplicationPassword(blog.db, req.user!.id, uuid));
    leaveNotice(req, isGone ? 'Revoked: that program is shut out.' : 'It was revoked already.');
    res.redirect(303, `/admin${path}`);
  });

  router.post(`${path}/revoke-all`, async function revokeAllOwn(req, res) {
    leaveNotice(req, revoked(await deleteApplicationPasswords(blog.db, req.user!.id)));
    res.redirect(303, `/admin${path}`);
  });

  router.post(
    '/users/:id/application-passwords/revoke-all',
    needs('edit_users'),
    async function revokeAllOfUser(req, res) {
      const user = await userOf(blog, req);
      leaveNotice(req, revoked(await deleteApplicationPasswords(blog.db, user.id)));
      res.redirect(303, `/admin/users/${user.id}`);
    },
  );

  return router;
}

const revoked = (count: number) => `${count} application ${count === 1 ? 'password' : 'passwords'} revoked.`;

interface Shown {
  password?: string;
  name?: string;
  problems?: Record<string, string>;
}

async function show(blog: Blog, req: Request, res: Response, shown: Shown = {}): Promise<void> {
  const { password = '', name = '', problems } = shown;
  const printed = await datePrinter(blog);
  const text = 'Not done: please look at the marked field.';
  const all = await applicationPasswordsOf(blog.db, req.user!.id);
  res.render('accounts/admin-application-passwords', {
    frame: await adminFrame(blog, req, {
      title: 'Application passwords',
      notice: problems ? { kind: 'error', text } : undefined,
    }),
    may_sign_in: programsMaySignIn(blog),
    login: req.user!.login,
    password,
    name,
    problems: { name: '', proof: '', ...problems },
    passwords: all.map((one) => ({
      uuid: one.uuid,
      name: one.name,
      created: printed(one.created_at),
      used: printed(one.last_used_at, 'never'),
      ip: one.last_ip ?? '',
    })),
  });
}

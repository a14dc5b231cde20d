// accounts/passkeys/admin.ts: adding and removing one's passkeys, and removing those of somebody who lost them.
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { adminFrame } from '../../base/admin/frame.ts';
import { leaveNotice } from '../../base/admin/notices.ts';
import { isHttpError } from '../../base/errors.ts';
import { formBody } from '../../base/http/form-body.ts';
import type { Blog } from '../../blog.ts';
import { userOf } from '../users/user-admin.ts';
import { answerForm } from '../form.ts';
import { needs } from '../guard.ts';
import { deletePasskey, deletePasskeys, passkeysOf } from './queries.ts';
import { addPasskey, askForNewPasskey, passkeysWork } from './passkey.ts';
import { reauthenticate } from '../reauthenticate.ts';
import { datePrinter } from '../sessions/view.ts';

const path = '/profile/passkeys';
const proving = z.object({ proof: z.string().max(4096).catch('') });
const naming = z.object({ name: z.string().max(1000).catch('') });
const removing = z.object({ passkey: z.string().max(2000).catch('') });

export function passkeysAdmin(blog: Blog): Router {
  const router = Router();
  router.use(path, formBody());

  router.get(path, showPasskeys.bind(null, blog));
  router.post(`${path}/begin`, beginPasskey.bind(null, blog));
  router.post(`${path}/add`, takePasskey.bind(null, blog));
  router.post(`${path}/remove`, removePasskey.bind(null, blog));
  router.post('/users/:id/passkeys/remove-all', needs('edit_users'), removeAllOfUser.bind(null, blog));

  return router;
}

async function showPasskeys(blog: Blog, req: Request, res: Response) {
  const printed = await datePrinter(blog);
  res.render('accounts/admin-passkeys', {
    frame: await adminFrame(blog, req, { title: 'Passkeys' }),
    may_add: passkeysWork(blog),
    passkeys: (await passkeysOf(blog.db, req.user!.id)).map((one) => ({
      id: one.id,
      name: one.name,
      created: printed(one.created_at),
      used: printed(one.last_used_at, 'never'),
    })),
  });
}

async function beginPasskey(blog: Blog, req: Request, res: Response) {
  await orTell(res, async () => {
    await reauthenticate(blog, req, proving.parse(req.body ?? {}).proof);
    res.json(await askForNewPasskey(blog, req));
  });
}

async function takePasskey(blog: Blog, req: Request, res: Response) {
  await orTell(res, async () => {
    await addPasskey(blog, req, naming.parse(req.body ?? {}).name, answerForm(req.body));
    leaveNotice(req, 'The passkey is kept. You can sign in with it from now on.');
    res.json({ href: `/admin${path}` });
  });
}

async function removePasskey(blog: Blog, req: Request, res: Response) {
  const isGone = await deletePasskey(blog.db, req.user!.id, removing.parse(req.body ?? {}).passkey);
  leaveNotice(req, isGone ? 'The passkey opens nothing any more.' : 'It was removed already.');
  res.redirect(303, `/admin${path}`);
}

async function removeAllOfUser(blog: Blog, req: Request, res: Response) {
  const user = await userOf(blog, req);
  const count = await deletePasskeys(blog.db, user.id);
  leaveNotice(req, `${count} ${count === 1 ? 'passkey' : 'passkeys'} of ${user.login} removed.`);
  res.redirect(303, `/admin/users/${user.id}`);
}

/** The script that asks shows the sentence. */
export async function orTell(res: Response, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isHttpError(error)) throw error;
    res.status(error.status).json({ error: error.message });
  }
}

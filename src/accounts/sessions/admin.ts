// accounts/sessions/admin.ts: signing browsers out that are elsewhere: one's own, and for those who edit users, everybody's.
import { Router } from 'express';
import { z } from 'zod';
import { leaveNotice } from '../../base/admin/notices.ts';
import { badRequest } from '../../base/errors.ts';
import { formBody } from '../../base/http/form-body.ts';
import type { Blog } from '../../blog.ts';
import { userOf } from '../users/user-admin.ts';
import { needs } from '../guard.ts';
import { endSession, endSessions } from './queries.ts';

const one = z.object({ session: z.string().regex(/^[0-9a-f]{64}$/) });

export function sessionsAdmin(blog: Blog): Router {
  const router = Router();

  router.post('/profile/sessions/end', formBody(), async function endOne(req, res) {
    const read = one.safeParse(req.body ?? {});
    if (!read.success) throw badRequest('Please choose a device on your profile.');
    const isEnded = await endSession(blog.db, req.user!.id, read.data.session);
    leaveNotice(req, isEnded ? 'That device is signed out.' : 'That device was signed out already.');
    res.redirect(303, '/admin/profile#sessions');
  });

  router.post('/profile/sessions/end-others', async function endOtherSessions(req, res) {
    const ended = await endSessions(blog.db, req.user!.id, req.sessionID);
    leaveNotice(req, `You are signed out everywhere else: ${devices(ended)}.`);
    res.redirect(303, '/admin/profile#sessions');
  });

  router.post('/users/:id/sign-out', needs('edit_users'), async function signUserOut(req, res) {
    const user = await userOf(blog, req);
    const ended = await endSessions(blog.db, user.id, req.sessionID);
    leaveNotice(req, `${user.login} is signed out everywhere: ${devices(ended)}.`);
    res.redirect(303, `/admin/users/${user.id}`);
  });

  return router;
}

const devices = (count: number) => `${count} ${count === 1 ? 'device' : 'devices'}`;

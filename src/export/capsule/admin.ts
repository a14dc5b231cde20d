// export/capsule/admin.ts: Tools → Time capsule: ask for one, watch it being made, download it.
import { pipeline } from 'node:stream/promises';
import fs from 'node:fs';
import { create as contentDisposition } from 'content-disposition';
import { Router, type Request, type Response } from 'express';
import { needs } from '../../accounts/guard.ts';
import { adminFrame } from '../../base/admin/frame.ts';
import { leaveNotice } from '../../base/admin/notices.ts';
import { notFound } from '../../base/errors.ts';
import { idFrom } from '../../base/http/ids.ts';
import { __ } from '../../base/language/gettext.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { formatDate } from '../../base/time/dates.ts';
import type { Blog } from '../../blog.ts';
import { findCapsule, latestCapsules, type CapsuleRow } from '../queries/capsules.ts';
import { capsulePath, removeCapsule, startCapsule } from './run-capsule.ts';
import { capsuleView } from './view.ts';

export function capsuleAdmin(blog: Blog): Router {
  const router = Router();
  router.use('/capsules', needs('export'));

  router.get('/capsules', listCapsules.bind(null, blog));
  router.post('/capsules', makeOne.bind(null, blog));
  router.get('/capsules/:id/file', sendCapsule.bind(null, blog));
  router.post('/capsules/:id/delete', removeOne.bind(null, blog));

  return router;
}

async function listCapsules(blog: Blog, req: Request, res: Response) {
  const zone = await settings(blog.db, general);
  const capsules = (await latestCapsules(blog.db, 20)).map((row) => capsuleView(blog, row, zone));
  if (capsules.some(({ is_going }) => is_going)) res.set('Refresh', '3');
  res.render('export/admin-capsules', {
    frame: await adminFrame(blog, req, { title: __('Time capsule') }),
    capsules,
  });
}

async function makeOne(blog: Blog, req: Request, res: Response) {
  await startCapsule(blog, req.user!.id);
  res.redirect(303, '/admin/capsules');
}

async function sendCapsule(blog: Blog, req: Request, res: Response) {
  const row = await asked(blog, req);
  const file = capsulePath(blog, row);
  if (row.status !== 'done' || !fs.existsSync(file)) throw notFound('capsule');
  const name = `${new URL(blog.url).hostname}.${formatDate(row.created_at, 'Y-m-d', { zone: 'UTC' })}.zip`;
  res.set({
    'Content-Type': 'application/zip',
    'Content-Disposition': contentDisposition(name),
    'Content-Length': String(fs.statSync(file).size),
    'Cache-Control': 'no-store',
  });
  try {
    await pipeline(fs.createReadStream(file), res);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

async function removeOne(blog: Blog, req: Request, res: Response) {
  await removeCapsule(blog, await asked(blog, req));
  leaveNotice(req, __('The capsule is gone.'));
  res.redirect(303, '/admin/capsules');
}

async function asked(blog: Blog, req: Request): Promise<CapsuleRow> {
  const row = await findCapsule(blog.db, idFrom(req.params.id, 'capsule'));
  if (!row) throw notFound('capsule');
  return row;
}

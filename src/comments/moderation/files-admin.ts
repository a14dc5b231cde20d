// comments/moderation/files-admin.ts: a moderator adds files to a comment, replaces, describes and removes them.
import crypto from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { announce } from '../../announcements.ts';
import { changeFiles } from '../../attachments/change-files.ts';
import { attachmentRules } from '../../attachments/form.ts';
import { leaveNotice } from '../../base/admin/notices.ts';
import { inTransaction } from '../../base/database/database.ts';
import { httpError, isHttpError } from '../../base/errors.ts';
import { fieldsOf } from '../../base/http/form-body.ts';
import { idsFrom } from '../../base/http/ids.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { receiveFiles } from '../../media/uploads/upload.ts';
import { isPublic } from '../../posts/visible.ts';
import { noteChanges } from '../live/queries.ts';
import { findModerated } from './edit.ts';
import { idOf } from './form.ts';
import { keepDecisions } from './history-queries.ts';
import { oneScreen } from './one-screen.ts';

export function filesAdmin(blog: Blog): Router {
  const router = Router();
  const receive = receiveFiles(blog, (req) => attachmentRules(blog, req.user));
  router.post('/comments/:id/files', refuseOthers.bind(null, blog), receive, saveFiles.bind(null, blog));
  return router;
}

/** Before a byte of a file is read. */
async function refuseOthers(blog: Blog, req: Request, _res: Response, next: () => void): Promise<void> {
  await findModerated(blog, req.user, idOf(req));
  next();
}

async function saveFiles(blog: Blog, req: Request, res: Response): Promise<void> {
  const found = await findModerated(blog, req.user, idOf(req));
  try {
    await change(blog, req);
  } catch (error) {
    if (!isHttpError(error)) throw error;
    const shown = { back: '/admin/comments', again: { problem: error.message } };
    res.status(error.status).render('comments/admin-one', await oneScreen(blog, req, found, shown));
    return;
  }
  leaveNotice(req, __('The files are saved.'));
  res.redirect(303, `/admin/comments/${found.comment.id}`);
}

/** @throws HttpError for a refused file, and 422 when a comment without words would have no file left */
async function change(blog: Blog, req: Request): Promise<void> {
  const { comment, post } = await findModerated(blog, req.user, idOf(req));
  const [refused] = req.received?.refused ?? [];
  if (refused) throw httpError(refused.status, 'file_refused', refused.reason);
  const { id, post_id, status } = comment;
  const user_id = req.user?.id ?? null;
  await inTransaction(blog, async (blog) => {
    const left = await changeFiles(blog, {
      comment_id: id,
      post_id,
      uploaded_by: user_id,
      files: req.received?.files ?? [],
      is_public: status === 'approve',
      post_is_public: isPublic(post) && post.password === '',
      removed: idsFrom(fieldsOf(req).remove),
      descriptions: descriptionsIn(fieldsOf(req)),
    });
    if (!left && !comment.content.trim())
      throw httpError(422, 'incomplete', __('This comment has no words: it needs a file. Trash it instead.'));
    await keepDecisions(blog.db, [{ id, was: status, status, former_status: null }], {
      batch: crypto.randomUUID(),
      what: 'files',
      decided_at: blog.now(),
      user_id,
      via: 'admin',
    });
    if (status === 'approve') await noteChanges(blog.db, [{ comment_id: id, post_id }], blog.now());
    await announce(blog, 'comment.changed', { comment_id: id, post_id });
  });
}

/** The fields `alt_ID`. */
const descriptionsIn = (fields: Record<string, unknown>): Map<number, string> =>
  new Map(
    Object.entries(fields).flatMap(([name, value]) => {
      const [media_id] = name.startsWith('alt_') ? idsFrom(name.slice('alt_'.length)) : [];
      return media_id && typeof value === 'string' ? [[media_id, value.trim().slice(0, 1000)] as const] : [];
    }),
  );

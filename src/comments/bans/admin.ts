// comments/bans/admin.ts: Comments → Bans.
import { Router, type Request, type Response } from 'express';
import { needs } from '../../accounts/guard.ts';
import { adminFrame } from '../../base/admin/frame.ts';
import { leaveNotice } from '../../base/admin/notices.ts';
import { inTransaction } from '../../base/database/database.ts';
import { badRequest, isHttpError, notFound } from '../../base/errors.ts';
import { fieldsOf, formBody } from '../../base/http/form-body.ts';
import { idFrom, pageFrom } from '../../base/http/ids.ts';
import { __, _n } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { isKept, type Comment } from '../comment.ts';
import { datesOf } from '../dates.ts';
import { findComment } from '../queries/find.ts';
import { most_patterns, most_words } from './ban.ts';
import { checkBan, commentIn, typedBan, type CheckedBan, type TypedBan } from './form.ts';
import { addBans, countBans, endBan, listBans, lockBans, removeEndedBans } from './queries.ts';
import { banForm, banView } from './view.ts';

const here = '/admin/bans';
const per_page = 50;
const shown_ended = 20;
const day = 86_400_000;
/** So long what ended is listed. */
const kept_days = 90;
const portion = 500;

export function bansAdmin(blog: Blog): Router {
  const router = Router();
  router.use('/bans', needs('moderate_comments'));
  const form = formBody('32kb', 20);
  router.get('/bans', showBans.bind(null, blog));
  router.post('/bans', form, takeBan.bind(null, blog));
  router.post('/bans/:id/end', form, takeEnd.bind(null, blog));
  return router;
}

/** Task: bans that ended long ago are forgotten, with the addresses in them. */
export async function tidyBans(blog: Blog): Promise<void> {
  const before = new Date(blog.now().getTime() - kept_days * day);
  while ((await removeEndedBans(blog.db, before, portion)) === portion);
}

async function showBans(blog: Blog, req: Request, res: Response): Promise<void> {
  const typed = typedBan(req.query);
  await render(blog, req, res, { typed, comment: await commentOf(blog, typed) });
}

async function takeBan(blog: Blog, req: Request, res: Response): Promise<void> {
  const typed = typedBan(fieldsOf(req));
  const comment = await commentOf(blog, typed);
  try {
    const checked = checkBan(typed, comment);
    await keep(blog, checked, req.user!.id);
    leaveNotice(req, _n('Banned.', 'Banned by %s marks.', checked.whom.length));
    res.redirect(303, here);
  } catch (error) {
    if (!isHttpError(error)) throw error;
    res.status(error.status);
    await render(blog, req, res, { typed, comment, problem: error.message });
  }
}

/** @throws HttpError 400 when there are too many words or patterns */
function keep(blog: Blog, { whom, author_name, reason, days }: CheckedBan, user_id: number): Promise<void> {
  const now = blog.now();
  return inTransaction(blog, async (blog) => {
    await lockBans(blog.db);
    const [kind] = whom.map((one) => one.kind);
    const most = kind === 'word' ? most_words : kind === 'pattern' ? most_patterns : undefined;
    if (kind && most && (await countBans(blog.db, kind, now)) >= most)
      throw badRequest(__('There may be %s bans of this kind at a time. End one that is not needed.', most));
    await addBans(
      blog.db,
      whom.map((one) => ({
        ...one,
        author_name,
        reason,
        created_at: now,
        created_by: user_id,
        ends_at: days ? new Date(now.getTime() + days * day) : null,
      })),
    );
  });
}

async function takeEnd(blog: Blog, req: Request, res: Response): Promise<void> {
  const id = idFrom(req.params.id, 'ban');
  const isEnded = await endBan(blog.db, id, { now: blog.now(), user_id: req.user!.id });
  leaveNotice(req, isEnded ? __('The ban is ended.') : __('That ban had ended already.'));
  res.redirect(303, here);
}

/** @throws HttpError 404 for one that is not there */
async function commentOf(blog: Blog, { comment }: TypedBan): Promise<Comment | undefined> {
  if (!comment) return undefined;
  const id = commentIn(comment);
  const found = id ? await findComment(blog.db, id) : undefined;
  if (!found || !isKept(found)) throw notFound('comment');
  return found;
}

async function render(
  blog: Blog,
  req: Request,
  res: Response,
  { typed, comment, problem }: { typed: TypedBan; comment: Comment | undefined; problem?: string },
): Promise<void> {
  const now = blog.now();
  const page = pageFrom(req.query.page);
  const [active, ended, dateOf] = await Promise.all([
    listBans(blog.db, { is_active: true, offset: (page - 1) * per_page, limit: per_page + 1, now }),
    listBans(blog.db, { is_active: false, offset: 0, limit: shown_ended, now }),
    datesOf(blog),
  ]);
  res.render('comments/admin-bans', {
    frame: await adminFrame(blog, req, { title: __('Bans') }),
    form: banForm(typed, comment, problem),
    bans: active.slice(0, per_page).map((ban) => banView(ban, dateOf)),
    ended: ended.map((ban) => banView(ban, dateOf)),
    newer: page > 1 ? `${here}?page=${page - 1}` : '',
    older: active.length > per_page ? `${here}?page=${page + 1}` : '',
  });
}

// comments/moderation/admin.ts: the Comments screens of the admin: list, one comment, what can be done with them, and the settings.
import { Router, type Request, type Response } from 'express';
import { needs } from '../../accounts/guard.ts';
import { storeScreenOptions } from '../../accounts/screen-options.ts';
import { clientAddress } from '../../base/http/client-address.ts';
import { leaveNotice, leaveUndo, type Undo } from '../../base/admin/notices.ts';
import { isHttpError, notFound } from '../../base/errors.ts';
import { fieldsOf, formBody } from '../../base/http/form-body.ts';
import { localAddress } from '../../base/http/redirect.ts';
import type { Blog } from '../../blog.ts';
import { bulkAsked, idOf, listAsked } from './form.ts';
import { listColumns, listScreen, oneScreen } from './screens.ts';
import { editComment, findModerated, replyToComment } from './edit.ts';
import { emptyComments } from './empty-trash.ts';
import { commentWords } from '../form/form.ts';
import { moderateComments, moderations, type Moderation } from './moderate.ts';
import { discussionAdmin } from './settings-admin.ts';

export function commentAdmin(blog: Blog): Router {
  const router = Router();
  const small = formBody('64kb', 300);
  const large = formBody('2mb', 50);
  router.use('/comments', needs('edit_posts'));

  router.get('/comments', listComments.bind(null, blog));
  router.post('/comments/screen-options/save', small, saveScreenOptions.bind(null, blog));

  router.post('/comments/moderate', small, async function moderateSeveral(req, res) {
    await trying(blog, req, res, async () => {
      const { ids, what } = bulkAsked(req.body);
      return done(req, what, ids, await moderateComments(blog, req.user, ids, what));
    });
  });

  router.post('/comments/empty', needs('moderate_comments'), small, emptyTrash.bind(null, blog));
  router.get('/comments/:id', showComment.bind(null, blog));
  router.post('/comments/:id/save', large, saveComment.bind(null, blog));
  router.post('/comments/:id/reply', large, takeReply.bind(null, blog));

  for (const what of moderations) {
    router.post(`/comments/:id/${what}`, small, async function moderateOne(req, res) {
      const { comment } = await findModerated(blog, req.user, idOf(req));
      await trying(blog, req, res, async () =>
        done(req, what, [comment.id], await moderateComments(blog, req.user, [comment.id], what)),
      );
    });
  }

  router.use(discussionAdmin(blog));
  return router;
}

async function listComments(blog: Blog, req: Request, res: Response) {
  res.render('comments/admin-list', await listScreen(blog, req, listAsked(req)));
}

async function saveScreenOptions(blog: Blog, req: Request, res: Response) {
  await storeScreenOptions(blog, req.user!, 'comments', listColumns, fieldsOf(req));
  res.redirect(303, localAddress(fieldOf(req, 'back'), blog.url, '/admin/comments'));
}

async function emptyTrash(blog: Blog, req: Request, res: Response) {
  const status = fieldOf(req, 'empty');
  if (status !== 'spam' && status !== 'trash') throw notFound('list');
  const count = await emptyComments(blog, status);
  leaveNotice(req, `${count === 1 ? 'One comment' : `${count} comments`} deleted permanently.`);
  res.redirect(303, `/admin/comments?status=${status}`);
}

async function showComment(blog: Blog, req: Request, res: Response) {
  const found = await findModerated(blog, req.user, idOf(req));
  res.render('comments/admin-one', await oneScreen(blog, req, found));
}

async function saveComment(blog: Blog, req: Request, res: Response) {
  const { comment, post } = await findModerated(blog, req.user, idOf(req));
  const words = commentWords(req.body);
  try {
    await editComment(blog, comment, words, req.user);
    leaveNotice(req, 'The comment is saved.');
    res.redirect(303, `/admin/comments/${comment.id}`);
  } catch (error) {
    if (!isHttpError(error)) throw error;
    const screen = await oneScreen(blog, req, { comment, post }, { words, problem: error.message });
    res.status(error.status).render('comments/admin-one', screen);
  }
}

async function takeReply(blog: Blog, req: Request, res: Response) {
  const found = await findModerated(blog, req.user, idOf(req));
  const { content, form_key } = commentWords(req.body);
  const sender = { author_ip: clientAddress(req), user_agent: req.get('user-agent') ?? '' };
  try {
    await replyToComment(blog, req.user!, found, { content, form_key, ...sender });
    leaveNotice(req, 'Your reply is published.');
    res.redirect(303, '/admin/comments');
  } catch (error) {
    if (!isHttpError(error)) throw error;
    const screen = await oneScreen(blog, req, found, { reply: content, problem: error.message });
    res.status(error.status).render('comments/admin-one', screen);
  }
}

/** Does it, leaves a sentence about it, and goes back to the list it came from. */
async function trying(blog: Blog, req: Request, res: Response, work: () => Promise<Outcome>): Promise<void> {
  try {
    const { text, undo } = await work();
    if (undo) leaveUndo(req, text, undo);
    else leaveNotice(req, text);
  } catch (error) {
    if (!isHttpError(error)) throw error;
    if (error.status !== 400) throw error;
    leaveNotice(req, error.message, 'error');
  }
  res.redirect(303, localAddress(fieldOf(req, 'back'), blog.url, '/admin/comments'));
}

const outcomes: Record<Moderation, string> = {
  approve: 'approved',
  hold: 'held for moderation',
  spam: 'marked as spam',
  trash: 'moved to the trash',
  restore: 'restored',
  delete: 'deleted permanently',
};

interface Outcome {
  text: string;
  undo?: Undo;
}

function done(req: Request, what: Moderation, ids: number[], count: number): Outcome {
  if (count === 0) return { text: 'Nothing changed: that was done already.' };
  const text = `${count === 1 ? 'One comment was' : `${count} comments were`} ${outcomes[what]}.`;
  if (what !== 'trash' && what !== 'spam') return { text };
  const back = fieldOf(req, 'back');
  const fields = [
    { name: 'what', value: 'restore' },
    { name: 'back', value: typeof back === 'string' ? back : '' },
    ...ids.map((id) => ({ name: 'ids', value: String(id) })),
  ];
  return { text, undo: { action: '/admin/comments/moderate', fields } };
}

/** A form may come without a body. */
const fieldOf = (req: Request, name: string): unknown =>
  (req.body as Record<string, unknown> | undefined)?.[name];

// comments/moderation/email-links.ts: links of emails that approve, mark as spam or trash without signing in: a page with a button, once.
import { Router, type Request, type Response } from 'express';
import { forbidden, notFound } from '../../base/errors.ts';
import { firstWords } from '../../base/html/first-words.ts';
import { fieldsOf, formBody } from '../../base/http/form-body.ts';
import { readId } from '../../base/http/ids.ts';
import { __, N_, translate } from '../../base/language/gettext.ts';
import { isSignature, signatureOf } from '../../base/signature.ts';
import type { Blog } from '../../blog.ts';
import { frame, type FrameView } from '../../posts/frame.ts';
import { findPost } from '../../posts/queries/find.ts';
import { commentStatuses, type Comment } from '../comment.ts';
import { findComment } from '../queries/find.ts';
import { decideComments } from './moderate.ts';

/** What an email offers; nothing here deletes for good. */
export const emailActions = ['approve', 'spam', 'trash'] as const;
export type EmailAction = (typeof emailActions)[number];

const goodForMs = 7 * 86_400_000;
const path = '/comments/moderate/:id/:action';

/**
 * A link that does one thing to one comment as it stands now: once its status has changed, by this link or otherwise, the
 * link is void; so it is after seven days.
 */
function emailActionLink(blog: Blog, comment: Comment, action: EmailAction, now: Date): string {
  const until = Math.floor((now.getTime() + goodForMs) / 1000);
  return `${blog.url}/comments/moderate/${comment.id}/${action}?until=${until}&key=${keyOf(blog, comment, action, until)}`;
}

const keyOf = (blog: Blog, comment: Comment, action: EmailAction, until: number): string =>
  signatureOf(
    blog,
    'moderate by email',
    comment.id,
    action,
    comment.status,
    comment.status_changed_at?.getTime() ?? 0,
    until,
  );

/** What `comments/moderate-by-email` shows. */
export interface EmailActionPage {
  frame: FrameView;
  title: string;
  /** Void: what happened instead. */
  problem: string;
  done: string;
  label: string;
  until: string;
  key: string;
  author_name: string;
  post_title: string;
  text: string;
  admin_href: string;
}

export function emailActionsSite(blog: Blog): Router {
  const router = Router();
  router.get(path, showAction.bind(null, blog));
  router.post(path, formBody('10kb', 20), doAction.bind(null, blog));
  return router;
}

const labels: Record<EmailAction, { button: string; done: string }> = {
  approve: { button: N_('Approve this comment'), done: N_('The comment is published.') },
  spam: { button: N_('Mark as spam'), done: N_('The comment is marked as spam.') },
  trash: { button: N_('Move to Trash'), done: N_('The comment is in the Trash.') },
};

/** A visit changes nothing: mail programs and scanners open links by themselves. */
async function showAction(blog: Blog, req: Request, res: Response): Promise<void> {
  const { comment, action, isGood } = await readAction(blog, req, req.query);
  const problem = isGood ? '' : voidFor(comment);
  await show(blog, req, res, { comment, action, problem, asked: req.query });
}

async function doAction(blog: Blog, req: Request, res: Response): Promise<void> {
  const { comment, action, isGood } = await readAction(blog, req, fieldsOf(req));
  if (!isGood) throw forbidden(voidFor(comment));
  await decideComments(blog, [comment.id], action, { user_id: null, via: 'email' });
  await show(blog, req, res, { comment, action, done: translate(labels[action].done) });
}

async function readAction(
  blog: Blog,
  { params }: Request,
  { until, key }: Record<string, unknown>,
): Promise<{ comment: Comment; action: EmailAction; isGood: boolean }> {
  const id = readId(String(params.id));
  const action = emailActions.find((one) => one === params.action);
  const comment = id && action ? await findComment(blog.db, id) : undefined;
  if (!comment || !action) throw notFound('comment');
  const ends = typeof until === 'string' && /^\d{1,12}$/.test(until) ? Number(until) : 0;
  const isGood = ends * 1000 > blog.now().getTime() && isSignature(key, keyOf(blog, comment, action, ends));
  return { comment, action, isGood };
}

/** Says no more of a comment than that the link is void: its key may be made up. */
const voidFor = ({ id }: Comment): string =>
  __(
    'This link is no longer good: it was used, it is older than a week, or comment %s was decided otherwise.',
    String(id),
  );

async function show(
  blog: Blog,
  req: Request,
  res: Response,
  page: {
    comment: Comment;
    action: EmailAction;
    problem?: string;
    done?: string;
    asked?: Record<string, unknown>;
  },
): Promise<void> {
  const { comment, action, problem = '', done = '', asked = {} } = page;
  const post = problem ? undefined : await findPost(blog.db, comment.post_id);
  const title = problem ? __('This link does not work') : translate(labels[action].button);
  const view: EmailActionPage = {
    frame: await frame(blog, req, { title, robots: 'noindex' }),
    title,
    problem,
    done,
    label: translate(labels[action].button),
    until: typeof asked.until === 'string' ? asked.until : '',
    key: typeof asked.key === 'string' ? asked.key : '',
    author_name: problem ? '' : comment.author_name || __('Anonymous'),
    post_title: post?.title ?? '',
    text: problem ? '' : firstWords(comment.plain ?? comment.content, 200),
    admin_href: `/admin/comments/${comment.id}`,
  };
  res.set({ 'Cache-Control': 'private, no-store', 'Referrer-Policy': 'no-referrer' });
  res.status(problem ? 403 : 200).render('comments/moderate-by-email', view);
}

/** The links of an email about a comment, those that would change something. */
export const emailActionLinks = (blog: Blog, comment: Comment): { label: string; href: string }[] =>
  emailActions
    .filter((action) => action !== comment.status)
    .map((action) => ({
      label: action === 'approve' ? __('Approve') : translate(commentStatuses[action]),
      href: emailActionLink(blog, comment, action, blog.now()),
    }));

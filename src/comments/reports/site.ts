// comments/reports/site.ts: where readers report a comment: a page with a form.
import { Router, type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import { may } from '../../accounts/user.ts';
import { badRequest, forbidden, isHttpError } from '../../base/errors.ts';
import { firstWords } from '../../base/html/first-words.ts';
import { clientAddress, networkIn } from '../../base/http/client-address.ts';
import { fieldsOf, formBody } from '../../base/http/form-body.ts';
import { __, translate } from '../../base/language/gettext.ts';
import { consume } from '../../base/rate-limit.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { frame, type FrameView } from '../../posts/frame.ts';
import { permalink } from '../../posts/addresses/permalink.ts';
import type { Post } from '../../posts/post.ts';
import type { Comment } from '../comment.ts';
import { keyFor, rememberKey } from '../form/cookies.ts';
import { networkHash } from '../form/secret.ts';
import { askerOf } from '../own/asker.ts';
import { isOwn } from '../own/ownership.ts';
import { countReader, findSeen, personOf, readerLimits, type ReaderLimits } from '../reader.ts';
import { discussion } from '../settings.ts';
import { mostReportWords, reportPath, reportReasons, type ReportReason } from './reasons.ts';
import { reportComment } from './report.ts';

/** What `comments/report` shows. */
export interface ReportPage {
  frame: FrameView;
  title: string;
  /** It was kept: there is nothing to fill in any more. */
  is_done: boolean;
  error: string;
  post: { title: string; href: string };
  author_name: string;
  excerpt: string;
  action: string;
  href: string;
  reasons: { value: ReportReason; label: string; is_chosen: boolean }[];
  words: string;
  most_words: number;
}

/** Of an address in an hour; its network may twice as often. */
const most_reports = 10;
/** Of a network to one comment in a day, where they count as one. A browser without a key is a new person each time. */
const most_persons = 2;

export function reportPages(blog: Blog): Router {
  const router = Router();
  const limits = readerLimits(blog.db, 'report', {
    most: most_reports,
    seconds: 3600,
    persons: most_persons,
  });
  router.get('/comments/:id/report', showReport.bind(null, blog));
  router.post('/comments/:id/report', formBody('10kb', 10), takeReport.bind(null, blog, limits));
  return router;
}

async function showReport(blog: Blog, req: Request, res: Response, next: NextFunction): Promise<void> {
  if (!(await settings(blog.db, discussion)).comments_reports) return next();
  const found = await findSeen(blog, req);
  await show(blog, req, res, found, {});
}

const asked = z.object({
  reason: z.enum(Object.keys(reportReasons) as [ReportReason, ...ReportReason[]]),
  words: z
    .string()
    .transform((text) => text.replaceAll(/\p{Cs}|\0/gu, '').trim())
    .pipe(z.string().max(mostReportWords))
    .default(''),
});

/** A reader who sends the form twice is thanked twice, and counts once. */
async function takeReport(
  blog: Blog,
  limits: ReaderLimits,
  req: Request,
  res: Response,
  next: NextFunction,
): Promise<void> {
  if (!(await settings(blog.db, discussion)).comments_reports) return next();
  const found = await findSeen(blog, req);
  const { comment, post } = found;
  try {
    if (isOwn(comment, askerOf(blog, req)))
      throw forbidden(__('This is your own comment: you may delete it under My comments.'));
    const read = asked.safeParse(fieldsOf(req));
    if (!read.success) throw badRequest(__('Please choose a reason; what you add fits in 500 characters.'));
    const key = keyFor(blog, req);
    const person = personOf(req, key);
    await count(limits, req, comment.id);
    await reportComment(
      blog,
      { comment_id: comment.id, post },
      {
        person,
        network: networkHash(blog, networkIn(clientAddress(req))),
        ...read.data,
      },
    );
    if (!req.user) rememberKey(blog, res, key);
    await show(blog, req, res, found, { is_done: true });
  } catch (error) {
    if (!isHttpError(error) || error.status === 404) throw error;
    if (error.retry_after) res.set('Retry-After', String(error.retry_after));
    res.status(error.status);
    await show(blog, req, res, found, { error: error.message });
  }
}

/** Those who moderate are spared, as everywhere; users are one person each, from wherever they come. */
async function count(limits: ReaderLimits, req: Request, id: number): Promise<void> {
  if (may(req.user, 'moderate_comments')) return;
  const ip = clientAddress(req);
  const told = (pause: string) => __('Many reports came from your network. Please try again %s.', pause);
  await countReader(limits, ip, told);
  if (!req.user) {
    const known = () =>
      __('This comment was reported from your network already; a moderator will look at it.');
    await consume(limits.comment, `${id} ${networkIn(ip)}`, known);
  }
}

async function show(
  blog: Blog,
  req: Request,
  res: Response,
  { comment, post }: { comment: Comment; post: Post },
  { error = '', is_done = false }: { error?: string; is_done?: boolean },
): Promise<void> {
  const title = is_done ? __('Thank you for your report') : __('Report a comment');
  const { reason, words } = fieldsOf(req);
  const view: ReportPage = {
    frame: await frame(blog, req, { title, robots: 'noindex' }),
    title,
    is_done,
    error,
    post: { title: post.title || __('Untitled'), href: await permalink(blog, post) },
    author_name: comment.author_name || __('Anonymous'),
    excerpt: firstWords(comment.plain ?? comment.content, 60),
    action: reportPath(comment.id),
    href: `/comments/${comment.id}`,
    reasons: (Object.keys(reportReasons) as ReportReason[]).map((value) => ({
      value,
      label: translate(reportReasons[value]),
      is_chosen: value === reason,
    })),
    words: typeof words === 'string' ? words.slice(0, 2 * mostReportWords) : '',
    most_words: mostReportWords,
  };
  res.set('Cache-Control', 'private, no-store').render('comments/report', view);
}

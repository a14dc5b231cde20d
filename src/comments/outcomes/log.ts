// comments/outcomes/log.ts: the moderation log that owners may publish: how many comments were shown or not, and by which rules.
import { Router, type NextFunction, type Request, type Response } from 'express';
import { inTransaction } from '../../base/database/database.ts';
import { N_, __, translate } from '../../base/language/gettext.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { frame, type FrameView } from '../../posts/frame.ts';
import { commentStatuses, type CommentStatus } from '../comment.ts';
import { discussion } from '../settings.ts';
import { countOutcomes, hasOutcomes, outcomesSince, type Outcome } from './queries.ts';

const logPath = '/comments/log';
const shownDays = 30;

/** What `comments/log` shows. */
export interface ModerationLogPage {
  frame: FrameView;
  title: string;
  days: number;
  outcomes: { label: string; count: number; rules: { label: string; count: number }[] }[];
}

export function logPages(blog: Blog): Router {
  const router = Router();
  router.get(logPath, showLog.bind(null, blog));
  return router;
}

/** Task: counts today and yesterday again; all that is shown, the first time. */
export async function countForLog(blog: Blog): Promise<void> {
  if (!(await settings(blog.db, discussion)).comments_public_log) return;
  await inTransaction(blog, async (blog) => {
    const days = (await hasOutcomes(blog.db)) ? 1 : shownDays;
    await countOutcomes(blog.db, dayBefore(blog.now(), days));
  });
}

async function showLog(blog: Blog, req: Request, res: Response, next: NextFunction): Promise<void> {
  if (!(await settings(blog.db, discussion)).comments_public_log) return next();
  const title = __('How comments are moderated');
  const view: ModerationLogPage = {
    frame: await frame(blog, req, { title, robots: 'noindex' }),
    title,
    days: shownDays,
    outcomes: outcomesView(await outcomesSince(blog.db, dayBefore(blog.now(), shownDays))),
  };
  res.render('comments/log', view);
}

const dayBefore = (now: Date, days: number): string =>
  new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);

function outcomesView(outcomes: Outcome[]): ModerationLogPage['outcomes'] {
  return (Object.keys(commentStatuses) as CommentStatus[]).map((status) => {
    const own = outcomes.filter((one) => one.status === status);
    return {
      label: translate(commentStatuses[status]),
      count: own.find(({ rule }) => rule === '')?.count ?? 0,
      rules: own
        .filter(({ rule }) => rule !== '')
        .map(({ rule, count }) => ({ label: translate(labels[rule] ?? rule), count })),
    };
  });
}

const labels: Record<string, string> = {
  ours: N_('Written by an author or moderator of this site'),
  known_author: N_('Its author has an approved comment'),
  unknown_author: N_('Its author has no approved comment yet'),
  all_wait: N_('Every comment is looked at first'),
  files_wait: N_('It brings files'),
  links: N_('Number of links'),
  moderation_keys: N_('Words that are held'),
  disallowed_keys: N_('Words that are not allowed'),
  score: N_('Score of the spam filter'),
  trapped: N_('Sent by a program'),
  decoy: N_('Sent by a program'),
};

// comments/moderation/act.ts: the forms of the Comments screens: each does something, says so, and goes back to the list; a script gets the rows that changed.
import type { Request, Response } from 'express';
import { screenOptions } from '../../accounts/screen-options.ts';
import { leaveNotice, leaveUndo } from '../../base/admin/notices.ts';
import { isHttpError } from '../../base/errors.ts';
import { clientAddress } from '../../base/http/client-address.ts';
import { fieldsOf } from '../../base/http/form-body.ts';
import { localAddress } from '../../base/http/redirect.ts';
import { renderView } from '../../base/http/views.ts';
import { __, _n } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { commentWords, type CommentWords } from '../form/form.ts';
import { wantsJson } from '../form/preview.ts';
import { editComment, findModerated, replyToComment } from './edit.ts';
import { batchAsked, bulkAsked, idOf, listAskedIn, listFilter } from './form.ts';
import { countByView } from './list-queries.ts';
import { listColumns, rowsStillListed } from './list-screen.ts';
import { moderateComments, type Moderation } from './moderate.ts';
import { oneScreen, type Again, type Found } from './one-screen.ts';
import { undoDecision } from './undo.ts';
import { viewLinks } from './view.ts';

/** What was done. */
interface Outcome {
  text: string;
  /** What takes it back; '' for nothing. */
  batch: string;
  /** The comments it was done to. */
  ids: number[];
}

export async function moderateSeveral(blog: Blog, req: Request, res: Response): Promise<void> {
  await trying(blog, req, res, async () => {
    const { ids, what } = bulkAsked(req.body);
    return done(what, ids, await moderateComments(blog, req.user, ids, what, 'admin'));
  });
}

export async function moderateOne(
  { blog, what }: { blog: Blog; what: Moderation },
  req: Request,
  res: Response,
): Promise<void> {
  const { comment } = await findModerated(blog, req.user, idOf(req));
  await trying(blog, req, res, async () =>
    done(what, [comment.id], await moderateComments(blog, req.user, [comment.id], what, 'admin')),
  );
}

export async function undo(blog: Blog, req: Request, res: Response): Promise<void> {
  await trying(blog, req, res, async () => {
    const ids = await undoDecision(blog, req.user, batchAsked(req.body));
    return { text: _n('Undone.', 'Undone for %s comments.', ids.length), batch: '', ids };
  });
}

export async function saveComment(blog: Blog, req: Request, res: Response): Promise<void> {
  const found = await findModerated(blog, req.user, idOf(req));
  const words = commentWords(req.body);
  await rewriting(blog, req, res, { found, again: { words } }, async () => {
    const batch = await editComment(blog, found.comment, words, req.user);
    return { text: __('The comment is saved.'), batch, ids: [found.comment.id] };
  });
}

export async function takeReply(blog: Blog, req: Request, res: Response): Promise<void> {
  const found = await findModerated(blog, req.user, idOf(req));
  const { content, form_key } = commentWords(req.body);
  const sender = { author_ip: clientAddress(req), user_agent: req.get('user-agent') ?? '' };
  await rewriting(blog, req, res, { found, again: { reply: content } }, async () => {
    const reply = { content, form_key, ...sender };
    const { comment, batch } = await replyToComment(blog, req.user!, found, reply);
    return { text: __('Your reply is published.'), batch, ids: [found.comment.id, comment.id] };
  });
}

/** Does it, leaves a sentence about it, and goes back to the list it came from. */
async function trying(blog: Blog, req: Request, res: Response, work: () => Promise<Outcome>): Promise<void> {
  try {
    await answer(blog, req, res, await work());
  } catch (error) {
    if (!isHttpError(error) || error.status !== 400) throw error;
    if (wantsJson(req)) return void res.status(400).json({ error: error.message });
    leaveNotice(req, error.message, 'error');
    res.redirect(303, backOf(blog, req));
  }
}

/** The same for words, which come back as they were typed when something is wrong with them. */
async function rewriting(
  blog: Blog,
  req: Request,
  res: Response,
  { found, again }: { found: Found; again: Omit<Again, 'problem'> & { words?: CommentWords } },
  work: () => Promise<Outcome>,
): Promise<void> {
  try {
    await answer(blog, req, res, await work());
  } catch (error) {
    if (!isHttpError(error)) throw error;
    if (wantsJson(req)) return void res.status(error.status).json({ error: error.message });
    const shown = { back: backOf(blog, req), again: { ...again, problem: error.message } };
    res.status(error.status).render('comments/admin-one', await oneScreen(blog, req, found, shown));
  }
}

async function answer(blog: Blog, req: Request, res: Response, outcome: Outcome): Promise<void> {
  const { text, batch } = outcome;
  const back = backOf(blog, req);
  if (wantsJson(req)) return void res.json(await changesFor(blog, req, outcome, back));
  const fields = [
    { name: 'batch', value: batch },
    { name: 'back', value: back },
  ];
  if (batch) leaveUndo(req, text, { action: '/admin/comments/undo', fields });
  else leaveNotice(req, text);
  res.redirect(303, back);
}

/** What a script shows without loading the list anew: the rows that are still in it, and its counters. */
async function changesFor(blog: Blog, req: Request, { text, batch, ids }: Outcome, back: string) {
  const asked = listAskedIn(back);
  const { shown: columns } = screenOptions(req.user!, 'comments', listColumns);
  const [rows, counters] = await Promise.all([
    rowsStillListed(blog, req, ids, asked),
    countByView(blog.db, listFilter(req, asked)),
  ]);
  return {
    text,
    batch,
    ids,
    rows: await Promise.all(rows.map((row) => renderView('comments/_row', { row, columns }))),
    counts: Object.fromEntries(viewLinks(asked, counters).map(({ status, count }) => [status, count])),
  };
}

const backOf = (blog: Blog, req: Request): string =>
  localAddress(fieldsOf(req).back, blog.url, '/admin/comments');

const sentences: Record<Moderation, (count: number) => string> = {
  approve: (count) => _n('Comment approved.', '%s comments approved.', count),
  hold: (count) => _n('Comment unapproved.', '%s comments unapproved.', count),
  spam: (count) => _n('Comment marked as spam.', '%s comments marked as spam.', count),
  trash: (count) => _n('Comment moved to the Trash.', '%s comments moved to the Trash.', count),
  restore: (count) => _n('Comment restored.', '%s comments restored.', count),
  delete: (count) => _n('Comment permanently deleted.', '%s comments permanently deleted.', count),
  dismiss: (count) => _n('The comment stays as it is.', '%s comments stay as they are.', count),
};

function done(what: Moderation, ids: number[], { count, batch }: { count: number; batch: string }): Outcome {
  if (count === 0) return { text: __('Nothing changed: that was done already.'), batch: '', ids };
  return { text: sentences[what](count), batch, ids };
}

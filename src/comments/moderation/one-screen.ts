// comments/moderation/one-screen.ts: gathers what is shown of one comment: beside the list, and on a screen of its own.
import type { Request } from 'express';
import { may, type User } from '../../accounts/user.ts';
import { newFormKey } from '../../attachments/form-key.ts';
import { attachmentsField } from '../../attachments/form.ts';
import { adminFrame } from '../../base/admin/frame.ts';
import { firstWords } from '../../base/html/first-words.ts';
import { __, translate } from '../../base/language/gettext.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import type { Post } from '../../posts/post.ts';
import { appealsOf } from '../appeals/queries.ts';
import { banPath } from '../bans/ban.ts';
import { avatarsOf, type AvatarOf } from '../avatar.ts';
import { commentStatuses, type KeptComment } from '../comment.ts';
import { datesOf } from '../dates.ts';
import { filesOf } from '../files.ts';
import { cleanUrl, limits, type CommentWords } from '../form/form.ts';
import { ownPaths } from '../own/ownership.ts';
import { passageIn } from '../passages/passage.ts';
import { picturesOf } from '../queries/pictures.ts';
import { highlightView } from '../reactions/view.ts';
import { reportsOf } from '../reports/queries.ts';
import { reportsView } from '../reports/view.ts';
import { discussion } from '../settings.ts';
import { writtenOf } from '../spam/learn.ts';
import { judgementsOf, type StoredJudgement } from '../spam/queries.ts';
import { findModerated } from './edit.ts';
import { historyView, recordLines } from './history-view.ts';
import { decisionsOf } from './history-queries.ts';
import { lastOf, nearComments, recordOf, type EarlierComment, type NearComment } from './one-queries.ts';
import { chipsOf, reasonsView } from './reasons.ts';
import { actionsFor, ownChips } from './view.ts';

export interface Again {
  words?: CommentWords;
  reply?: string;
  problem?: string;
}

export type Found = { comment: KeptComment; post: Post };

/** One comment for the place beside the list; undefined when the user may not moderate it. */
export async function panelView(blog: Blog, req: Request, id: number, { back }: { back: string }) {
  try {
    return await oneView(blog, await findModerated(blog, req.user, id), { back, user: req.user });
  } catch {
    return undefined;
  }
}

/** All that helps to decide about a comment. */
export async function oneView(
  blog: Blog,
  { comment, post }: Found,
  { back, user, again = {} }: { back: string; user: User | undefined; again?: Again },
) {
  const [near, record, last, judgements, files, decisions, readers, pictures, rules, dateOf] =
    await Promise.all([
      nearComments(blog.db, comment),
      recordOf(blog.db, comment),
      lastOf(blog.db, comment, 4),
      judgementsOf(blog.db, [comment.id]),
      filesOf(blog, [comment], { isSigned: true }),
      decisionsOf(blog.db, comment.id, 20),
      fromReaders(blog, comment.id),
      picturesOf(blog.db, [comment.user_id]),
      settings(blog.db, discussion),
      datesOf(blog),
    ]);
  return {
    ...writerView(comment, avatarsOf(blog, rules, pictures)),
    ...whereView(comment, post, near),
    id: comment.id,
    back,
    status: comment.status,
    status_label: translate(commentStatuses[comment.status]),
    ban_href: may(user, 'moderate_comments') && comment.type === 'comment' ? banPath(comment.id) : '',
    kind: comment.type === 'comment' ? '' : comment.type,
    passage: passageIn(comment)?.exact ?? '',
    /** Clean. */
    html: comment.html,
    attachments: files.get(comment.id),
    links: writtenOf(comment).links.slice(0, 20),
    time: comment.posted_at.toISOString(),
    date: dateOf(comment.posted_at),
    ...whyView(comment, judgements.get(comment.id)),
    ...readers,
    record: recordLines(record),
    last: last.map((one) => earlierView(one, dateOf)),
    history: historyView(decisions, { dateOf, now: blog.now() }),
    actions: actionsFor(comment),
    /** Pins and features it; undefined while readers do not see it. */
    highlight: highlightView(comment),
    may_reply: comment.status === 'approve' || comment.status === 'hold',
    approves: comment.status === 'hold',
    reply: again.reply ?? '',
    form_key: newFormKey(),
    limits,
    edited: again.words ?? comment,
  };
}

/** What readers report of it, and its author says, who asked for another look: '' when nobody did. */
async function fromReaders(blog: Blog, id: number) {
  const [reports, appeals, dateOf] = await Promise.all([
    reportsOf(blog.db, id, 20),
    appealsOf(blog.db, [id]),
    datesOf(blog),
  ]);
  return { reports: reportsView(reports, dateOf), appeal: appeals.get(id)?.words ?? '' };
}

/** Why it stands where it stands. */
const whyView = (comment: KeptComment, judgement: StoredJudgement | undefined) => ({
  chips: [...ownChips(comment), ...chipsOf(judgement, comment.status)],
  reasons: reasonsView(judgement),
});

function writerView(comment: KeptComment, avatarOf: AvatarOf) {
  const { author_email, author_ip, user_agent, user_id } = comment;
  const author_name = comment.author_name || __('Anonymous');
  const avatar = avatarOf({
    name: author_name,
    email: author_email,
    user_id,
    browser: comment.browser_key_hash,
  });
  return {
    author_name,
    author_email,
    author_url: cleanUrl(comment.author_url),
    author_ip,
    user_agent,
    avatar,
  };
}

/** Under what it stands, what it answers and what answers it. */
function whereView(comment: KeptComment, post: Post, near: NearComment[]) {
  const shown = near.map(({ id, steps, author_name, words }) => ({
    id,
    steps,
    author_name: author_name || __('Anonymous'),
    words: firstWords(words, 50) || words,
  }));
  return {
    post: { title: post.title || __('Untitled'), list_href: `/admin/comments?post=${post.id}` },
    /** Where readers see it; '' while they do not. */
    href: comment.status === 'approve' ? `/comments/${comment.id}` : '',
    changes_href: comment.edited_at ? ownPaths.changes(comment.id) : '',
    above: shown.filter(({ steps }) => steps > 0),
    replies: shown.filter(({ steps }) => steps === 0),
  };
}

const earlierView = (one: EarlierComment, dateOf: (date: Date) => string) => ({
  href: `/admin/comments/${one.id}`,
  status_label: translate(commentStatuses[one.status]),
  post_title: one.post_title || __('Untitled'),
  date: dateOf(one.posted_at),
  words: firstWords(one.words, 16) || one.words,
});

/** The screen of one comment alone: to read, decide, answer and correct. */
export async function oneScreen(
  blog: Blog,
  req: Request,
  found: Found,
  { back, again = {} }: { back: string; again?: Again },
) {
  const one = await oneView(blog, found, { back, user: req.user, again });
  const { images = [], players = [], cards = [] } = one.attachments ?? {};
  return {
    frame: await adminFrame(blog, req, {
      title: __('Comment'),
      notice: again.problem ? { kind: 'error', text: again.problem } : undefined,
    }),
    one,
    files: [...images, ...players, ...cards].map(({ id, name, alt }) => ({ id, name, alt })),
    field: await attachmentsField(blog, { form_key: newFormKey(), user: req.user, is_new: true }),
    back,
  };
}

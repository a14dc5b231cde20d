// comments/own/mine.ts: My comments: what somebody wrote here, as the page shows it.
import type { Request } from 'express';
import { firstWords } from '../../base/html/first-words.ts';
import { __ } from '../../base/language/gettext.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { frame, type FrameView } from '../../posts/frame.ts';
import { datesOf } from '../dates.ts';
import { filesOf } from '../files.ts';
import { discussion } from '../settings.ts';
import { appealsOf, type Appeal } from '../appeals/queries.ts';
import { appealPath, mayAppeal, reasonForAuthor } from '../appeals/reasons.ts';
import { lastDecisionsOf } from '../moderation/history-queries.ts';
import { judgementsOf } from '../spam/queries.ts';
import { isTakenDown, ownActions, ownPaths, type Asker } from './ownership.ts';
import { ownComments, type OwnComment } from './queries.ts';

/** What `comments/mine` shows. */
export interface MinePage {
  frame: FrameView;
  title: string;
  /** Said above: that a link is on its way, that the browser is known now. */
  notice: string;
  error: string;
  /** What was typed, when it was refused. */
  address: string;
  /** Whether this browser has a key, or somebody is signed in. */
  is_known: boolean;
  comments: MineView[];
  /** Addresses of the neighbouring lists; '' at the ends. */
  older: string;
  newest: string;
  export_href: string;
}

export interface MineView {
  id: number;
  post_title: string;
  /** The comment in its place, or '' where it is not shown. */
  href: string;
  changes_href: string;
  time: string;
  date: string;
  state: string;
  /** Why it is not shown; '' for nothing to say. */
  reason: string;
  /** Where its author asks for another look; '' where nothing was taken down, or it was asked before. */
  appeal_href: string;
  /** What became of that; '' when it was not asked. */
  appeal_note: string;
  excerpt: string;
  /** How many files came with it. */
  files: number;
  /** '' when it cannot be edited any more. */
  edit_href: string;
  minutes_left: number;
  delete_href: string;
}

const listed = 50;

/** @param before untrusted: an id, to go on from */
export async function minePage(
  blog: Blog,
  req: Request,
  asker: Asker,
  {
    before,
    notice = '',
    error = '',
    address = '',
  }: { before?: number; notice?: string; error?: string; address?: string },
): Promise<MinePage> {
  const is_known = asker.browser_key_hash !== '' || asker.user_id !== 0;
  const found = is_known ? await ownComments(blog.db, asker, { before, limit: listed + 1 }) : [];
  const shown = found.slice(0, listed);
  const title = __('My comments');
  return {
    frame: await frame(blog, req, { title, robots: 'noindex' }),
    title,
    notice,
    error,
    address,
    is_known,
    comments: await views(blog, shown),
    older: found.length > listed ? `${ownPaths.mine}?before=${shown.at(-1)!.id}` : '',
    newest: before ? ownPaths.mine : '',
    export_href: shown.length ? `${ownPaths.mine}/export` : '',
  };
}

async function views(blog: Blog, comments: OwnComment[]): Promise<MineView[]> {
  const rules = await settings(blog.db, discussion);
  const dateOf = await datesOf(blog);
  const files = await filesOf(blog, comments.filter(isKeptRow), { isSigned: true });
  const ids = comments.map(({ id }) => id);
  const [decisions, judgements, appeals] = await Promise.all([
    lastDecisionsOf(blog.db, ids),
    judgementsOf(blog.db, ids),
    appealsOf(blog.db, ids),
  ]);
  return comments.map((comment) => {
    const own = files.get(comment.id);
    return {
      id: comment.id,
      post_title: comment.post_title || __('Untitled'),
      href: comment.status === 'approve' ? `/comments/${comment.id}` : '',
      changes_href: comment.edited_by ? ownPaths.changes(comment.id) : '',
      time: comment.posted_at.toISOString(),
      date: dateOf(comment.posted_at),
      state: stateOf(comment),
      reason: reasonForAuthor(comment, decisions.get(comment.id), judgements.get(comment.id)?.reasons ?? []),
      appeal_href: mayAppeal(comment) && !appeals.has(comment.id) ? appealPath(comment.id) : '',
      appeal_note: appealNote(comment, appeals.get(comment.id)),
      excerpt: firstWords(comment.plain ?? comment.content, 40),
      files: own ? own.images.length + own.players.length + own.cards.length : 0,
      ...ownActions(comment, rules, blog.now()),
    };
  });
}

function appealNote(comment: OwnComment, appeal: Appeal | undefined): string {
  if (!appeal || !mayAppeal(comment)) return '';
  if (!appeal.answered_at) return __('You asked for another look; a moderator has not decided yet.');
  return __('A moderator has looked at it again: it stays so.');
}

const isKeptRow = ({ status }: OwnComment) => status !== 'removed';

/** What rules have put aside waits, as far as its author is told; what a person has taken down is named so. */
export function stateOf(comment: Pick<OwnComment, 'status' | 'former_status'>): string {
  if (comment.status === 'approve') return __('Published');
  return isTakenDown(comment) ? __('Removed by a moderator') : __('Awaits moderation');
}

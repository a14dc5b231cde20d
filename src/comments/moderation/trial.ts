// comments/moderation/trial.ts: what changed rules would have done with the newest comments, before they are saved.
import { setImmediate } from 'node:timers/promises';
import { __, _n, translate } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { settings } from '../../base/settings/settings.ts';
import { commentStatuses, type CommentStatus } from '../comment.ts';
import { linksIn } from '../content/render.ts';
import { discussion, type Discussion } from '../settings.ts';
import { newestJudged, type TriedComment } from './trial-queries.ts';
import { verdict, type Evidence } from './verdict.ts';

/** So many of the newest comments are looked at; fewer for very long lists of words. */
const most = 1000;
/** So many comparisons of a comment with a word are made at most. */
const mostComparisons = 1_000_000;
/** Between so many comments others have their turn. */
const slice = 20;

export interface TrialView {
  /** '' when the rules as they were typed cannot be tried. */
  looked: string;
  /** Where the changed rules would have put what the present ones put elsewhere. */
  changes: { sentence: string; decided: string; examples: { href: string; author_name: string }[] }[];
}

/** @param typed what stands in the form; fields that are wrong make nothing to try */
export async function tryRules(blog: Blog, typed: Record<string, unknown>): Promise<TrialView> {
  const now = await settings(blog.db, discussion);
  const read = discussion.safeParse({ ...now, ...typed });
  if (!read.success) return { looked: '', changes: [] };
  const keys = [now, read.data].flatMap((rules) => [rules.moderation_keys, rules.disallowed_keys]).join('\n');
  const many = Math.min(most, Math.max(50, Math.floor(mostComparisons / keys.split('\n').length)));
  const comments = await newestJudged(blog.db, many);
  const moved = await movedBy(comments, now, read.data);
  const looked = _n('Tried with one comment.', 'Tried with the last %s comments.', comments.length);
  return { looked, changes: [...moved].map(([to, some]) => changeView(to, some)) };
}

/** Those that would stand elsewhere, by where. */
async function movedBy(comments: TriedComment[], now: Discussion, then: Discussion) {
  const moved = new Map<CommentStatus, TriedComment[]>();
  for (const [at, comment] of comments.entries()) {
    if (at % slice === 0) await setImmediate();
    const evidence = evidenceOf(comment);
    const to = verdict(evidence, then).status;
    if (to !== verdict(evidence, now).status) moved.set(to, [...(moved.get(to) ?? []), comment]);
  }
  return moved;
}

/** What was known when it came, as far as its judgement tells; of one that was never judged, what its status tells. */
function evidenceOf(comment: TriedComment): Evidence {
  const reasons = comment.reasons ?? [];
  const has = (rule: string) => reasons.some((reason) => reason.rule === rule);
  const isKnown = has('known_author') || (!has('unknown_author') && comment.status === 'approve');
  return {
    ...comment,
    type: 'comment',
    is_ours: has('ours') || (!comment.reasons && comment.user_id !== null),
    is_known: isKnown,
    has_name_and_email: comment.author_name !== '' && comment.author_email !== '',
    links: linksIn(comment),
    is_trapped: has('trapped'),
    is_decoy: has('decoy'),
    holds_files: has('files_wait'),
    spam: { score: comment.score ?? 0, parts: [] },
  };
}

const sentences: Record<CommentStatus, (count: number) => string> = {
  approve: (count) => _n('One would have been shown at once', '%s would have been shown at once', count),
  hold: (count) => _n('One would have been held', '%s would have been held', count),
  spam: (count) => _n('One would have been marked as spam', '%s would have been marked as spam', count),
  trash: (count) => _n('One would have gone to the Trash', '%s would have gone to the Trash', count),
};

function changeView(to: CommentStatus, comments: TriedComment[]): TrialView['changes'][number] {
  const counts = (Object.keys(commentStatuses) as CommentStatus[]).flatMap((status) => {
    const count = comments.filter((one) => one.status === status).length;
    return count ? [`${translate(commentStatuses[status])}: ${count}`] : [];
  });
  return {
    sentence: sentences[to](comments.length),
    decided: counts.join(', '),
    examples: comments.slice(0, 5).map(({ id, author_name }) => ({
      href: `/admin/comments/${id}`,
      author_name: author_name || __('Anonymous'),
    })),
  };
}

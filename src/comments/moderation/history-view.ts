// comments/moderation/history-view.ts: what was decided about a comment, in sentences, with what can be undone; and what its writer has here.
import { __, N_, translate } from '../../base/language/gettext.ts';
import { commentStatuses } from '../comment.ts';
import type { ShownDecision } from './history-queries.ts';
import { recordedTo, type WriterRecord } from './one-queries.ts';
import { undoSince } from './undo-time.ts';

export interface DecisionView {
  sentence: string;
  date: string;
  time: string;
  /** What the form that undoes it names; '' where nothing can be undone. */
  batch: string;
}

/** @param decisions of one comment, the newest first */
export function historyView(
  decisions: ShownDecision[],
  { dateOf, now }: { dateOf(date: Date): string; now: Date },
): DecisionView[] {
  // Only the last one can be undone: those before it changed something else since.
  const last = decisions.find(({ undone_at }) => undone_at === null);
  return decisions.map((decision) => ({
    sentence: sentenceOf(decision),
    date: dateOf(decision.decided_at),
    time: decision.decided_at.toISOString(),
    batch:
      decision === last &&
      decision.decided_at >= undoSince(now) &&
      decision.what !== 'files' &&
      decision.via !== 'reports'
        ? decision.batch
        : '',
  }));
}

const done: Record<ShownDecision['what'], (who: string) => string> = {
  approve: (who) => __('Approved by %s', who),
  hold: (who) => __('Unapproved by %s', who),
  spam: (who) => __('Marked as spam by %s', who),
  trash: (who) => __('Moved to the Trash by %s', who),
  restore: (who) => __('Restored by %s', who),
  edit: (who) => __('Edited by %s', who),
  files: (who) => __('Files changed by %s', who),
  reply: (who) => __('Written as a reply in the admin by %s', who),
  dismiss: (who) => __('Looked at again and left as it is by %s', who),
};

function sentenceOf({ what, was, user_name, via, undone_at, undone_by_name }: ShownDecision): string {
  if (via === 'reports') return __('Held, because readers reported it');
  const who = user_name || (via === 'email' ? __('the link of an email') : __('a user who is gone'));
  const deed = done[what](who);
  const from = ['edit', 'files', 'reply', 'dismiss'].includes(what) ? '' : labelOf(was);
  const sentence = from
    ? __(/* translators: what was done, the status before */ '%1$s, before: %2$s', deed, from)
    : deed;
  if (!undone_at) return sentence;
  return undone_by_name
    ? __(/* translators: what was done, a name */ '%1$s; undone by %2$s', sentence, undone_by_name)
    : __(/* translators: what was done */ '%s; undone', sentence);
}

const labelOf = (status: string): string =>
  Object.hasOwn(commentStatuses, status)
    ? translate(commentStatuses[status as keyof typeof commentStatuses])
    : '';

const provenBy: Record<WriterRecord['by'], string> = {
  user: N_('By this account'),
  browser: N_('By this browser'),
  email: N_('With this email address'),
};

/** What the same writer has here besides this comment; an email is what somebody typed. */
export function recordLines(record: WriterRecord[]): { label: string; counts: string }[] {
  return (Object.keys(provenBy) as WriterRecord['by'][]).flatMap((by) => {
    const own = record.filter((one) => one.by === by);
    if (!own.length) return [];
    const counts = own.map(({ status, count }) => countOf(translate(commentStatuses[status]), count));
    return [{ label: translate(provenBy[by]), counts: counts.join(', ') }];
  });
}

const countOf = (label: string, count: number): string =>
  `${label}: ${count >= recordedTo ? `${recordedTo}+` : count}`;

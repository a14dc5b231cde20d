// comments/moderation/history-view.ts: what was decided about a comment, in sentences, with what can be undone; and what its writer has here.
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

const done: Record<ShownDecision['what'], string> = {
  approve: 'Approved',
  hold: 'Unapproved',
  spam: 'Marked as spam',
  trash: 'Moved to the Trash',
  restore: 'Restored',
  edit: 'Edited',
  files: 'Files changed',
  reply: 'Written as a reply in the admin',
  dismiss: 'Looked at again and left as it is',
};

function sentenceOf({ what, was, user_name, via, undone_at, undone_by_name }: ShownDecision): string {
  if (via === 'reports') return 'Held, because readers reported it';
  const who = user_name || (via === 'email' ? 'the link of an email' : 'a user who is gone');
  const deed = `${done[what]} by ${who}`;
  const from = ['edit', 'files', 'reply', 'dismiss'].includes(what) ? '' : labelOf(was);
  const sentence = from ? `${deed}, before: ${from}` : deed;
  if (!undone_at) return sentence;
  return undone_by_name ? `${sentence}; undone by ${undone_by_name}` : `${sentence}; undone`;
}

const labelOf = (status: string): string =>
  Object.hasOwn(commentStatuses, status) ? commentStatuses[status as keyof typeof commentStatuses] : '';

const provenBy: Record<WriterRecord['by'], string> = {
  user: 'By this account',
  browser: 'By this browser',
  email: 'With this email address',
};

/** What the same writer has here besides this comment; an email is what somebody typed. */
export function recordLines(record: WriterRecord[]): { label: string; counts: string }[] {
  return (Object.keys(provenBy) as WriterRecord['by'][]).flatMap((by) => {
    const own = record.filter((one) => one.by === by);
    if (!own.length) return [];
    const counts = own.map(({ status, count }) => countOf(commentStatuses[status], count));
    return [{ label: provenBy[by], counts: counts.join(', ') }];
  });
}

const countOf = (label: string, count: number): string =>
  `${label}: ${count >= recordedTo ? `${recordedTo}+` : count}`;

// comments/moderation/reasons.ts: why a comment stands where it stands, in sentences for the moderator.
import type { CommentStatus } from '../comment.ts';
import type { Part, PartName } from '../spam/score.ts';
import type { StoredJudgement } from '../spam/queries.ts';
import type { Reason } from './verdict.ts';

export interface ReasonsView {
  /** What decided. */
  rules: string[];
  score: number;
  /** What counted for and against it; `points` with its sign. */
  parts: { label: string; detail: string; points: string }[];
}

/** @returns undefined when it was not judged here (an import, a linkback, a comment from before) */
export function reasonsView(judgement: StoredJudgement | undefined): ReasonsView | undefined {
  if (!judgement) return undefined;
  const parts = judgement.reasons.filter((reason) => reason.rule === 'part');
  return {
    rules: judgement.reasons.filter((reason) => reason.rule !== 'part').map(sentenceOf),
    score: judgement.score,
    parts: parts.map(({ name, detail, points }) => ({
      label: partLabels[name] ?? name,
      detail: detailOf(name, detail),
      points: points > 0 ? `+${points}` : String(points).replace('-', '−'),
    })),
  };
}

const ruleSentences = {
  ours: 'The author of the post or a moderator wrote it.',
  all_wait: 'Every comment must be approved (Settings → Discussion).',
  files_wait: 'It brings files, and files are looked at first (Settings → Attachments).',
  unknown_author: 'Its author has no approved comment yet.',
  known_author: 'Its author has an approved comment.',
  decoy: 'It was sent, without our form, to an address that only programs use.',
  trapped: 'A field was filled in that people do not see.',
};

function sentenceOf(reason: Exclude<Reason, { rule: 'part' }>): string {
  if (reason.rule === 'links') return `It holds ${reason.links} links.`;
  if (reason.rule === 'score') return `Its score is ${reason.score}; the limit is ${reason.least}.`;
  if (reason.rule === 'moderation_keys') return `It contains words that are held: ${reason.found.join(', ')}`;
  if (reason.rule === 'disallowed_keys') return `It contains disallowed keys: ${reason.found.join(', ')}`;
  return ruleSentences[reason.rule];
}

const partLabels: Record<PartName, string> = {
  words: 'Words that were in spam or in approved comments',
  quick: 'Sent seconds after the form was opened',
  no_seal: 'Not sent from a page of this site',
  links: 'Links',
  bbcode: 'Links in forum code',
  name_is_address: 'The name is an address',
  no_user_agent: 'The browser gave no name',
  language: 'Another language than the site',
  repeated: 'The same text stands under other posts',
  pace: 'Comments from this network in ten minutes',
  earlier_text: 'The same text was marked as spam before',
  earlier_email: 'The same email address was marked as spam before',
  earlier_network: 'The same network was marked as spam before',
  earlier_host: 'A linked site was marked as spam before',
  known: 'Its author has an approved comment',
};

const detailOf = (name: Part['name'], detail: string): string =>
  name === 'quick' ? detail.replace(/ s$/, ' seconds') : detail;

/** The same in two or three words each, for the list; at most three. What shows a comment needs none. */
export function chipsOf(
  judgement: StoredJudgement | undefined,
  status: CommentStatus,
): { label: string; is_bad: boolean }[] {
  if (!judgement || status === 'approve') return [];
  return judgement.reasons.flatMap(chipOf).slice(0, 3);
}

const ruleChips: Partial<Record<Reason['rule'], { label: string; is_bad: boolean }>> = {
  files_wait: { label: 'Has files', is_bad: false },
  unknown_author: { label: 'First comment', is_bad: false },
  decoy: { label: 'Not from a form', is_bad: true },
  trapped: { label: 'Hidden field', is_bad: true },
};

function chipOf(reason: Reason): { label: string; is_bad: boolean }[] {
  if (reason.rule === 'links') return [{ label: `Links: ${reason.links}`, is_bad: true }];
  if (reason.rule === 'score') return [{ label: `Score: ${reason.score}`, is_bad: true }];
  if (reason.rule === 'moderation_keys' || reason.rule === 'disallowed_keys')
    return [{ label: `Word: ${reason.found[0]!.slice(0, 40)}`, is_bad: true }];
  return [ruleChips[reason.rule] ?? []].flat();
}

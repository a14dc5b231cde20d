// comments/moderation/reasons.ts: why a comment stands where it stands, in sentences for the moderator.
import { __, _n, N_, translate } from '../../base/language/gettext.ts';
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
      label: translate(partLabels[name]) ?? name,
      detail: detailOf(name, detail),
      points: points > 0 ? `+${points}` : String(points).replace('-', '−'),
    })),
  };
}

const ruleSentences = {
  ours: N_('The author of the post or a moderator wrote it.'),
  all_wait: N_('Every comment must be approved (Settings → Discussion).'),
  files_wait: N_('It brings files, and files are looked at first (Settings → Attachments).'),
  unknown_author: N_('Its author has no approved comment yet.'),
  known_author: N_('Its author has an approved comment.'),
  decoy: N_('It was sent, without our form, to an address that only programs use.'),
  trapped: N_('A field was filled in that people do not see.'),
};

function sentenceOf(reason: Exclude<Reason, { rule: 'part' }>): string {
  if (reason.rule === 'links') return _n('It holds %s link.', 'It holds %s links.', reason.links);
  if (reason.rule === 'score') return __('Its score is %1$s; the limit is %2$s.', reason.score, reason.least);
  if (reason.rule === 'moderation_keys')
    return __('It contains words that are held: %s', reason.found.join(', '));
  if (reason.rule === 'disallowed_keys')
    return __('It contains disallowed keys: %s', reason.found.join(', '));
  return translate(ruleSentences[reason.rule]);
}

const partLabels: Record<PartName, string> = {
  words: N_('Words that were in spam or in approved comments'),
  quick: N_('Sent seconds after the form was opened'),
  no_seal: N_('Not sent from a page of this site'),
  links: N_('Links'),
  bbcode: N_('Links in forum code'),
  name_is_address: N_('The name is an address'),
  no_user_agent: N_('The browser gave no name'),
  language: N_('Another language than the site'),
  repeated: N_('The same text stands under other posts'),
  pace: N_('Comments from this network in ten minutes'),
  earlier_text: N_('The same text was marked as spam before'),
  earlier_email: N_('The same email address was marked as spam before'),
  earlier_network: N_('The same network was marked as spam before'),
  earlier_host: N_('A linked site was marked as spam before'),
  known: N_('Its author has an approved comment'),
};

const detailOf = (name: Part['name'], detail: string): string =>
  name === 'quick'
    ? detail.replace(/^(.*) s$/, (_, count: string) => _n('%s second', '%s seconds', Number(count), count))
    : detail;

/** The same in two or three words each, for the list; at most three. What shows a comment needs none. */
export function chipsOf(
  judgement: StoredJudgement | undefined,
  status: CommentStatus,
): { label: string; is_bad: boolean }[] {
  if (!judgement || status === 'approve') return [];
  return judgement.reasons.flatMap(chipOf).slice(0, 3);
}

const ruleChips: Partial<Record<Reason['rule'], { label: string; is_bad: boolean }>> = {
  files_wait: { label: N_('Has files'), is_bad: false },
  unknown_author: { label: N_('First comment'), is_bad: false },
  decoy: { label: N_('Not from a form'), is_bad: true },
  trapped: { label: N_('Hidden field'), is_bad: true },
};

function chipOf(reason: Reason): { label: string; is_bad: boolean }[] {
  if (reason.rule === 'links') return [{ label: __('Links: %s', reason.links), is_bad: true }];
  if (reason.rule === 'score') return [{ label: __('Score: %s', reason.score), is_bad: true }];
  if (reason.rule === 'moderation_keys' || reason.rule === 'disallowed_keys')
    return [{ label: __('Word: %s', reason.found[0]!.slice(0, 40)), is_bad: true }];
  const chip = ruleChips[reason.rule];
  return chip ? [{ ...chip, label: translate(chip.label) }] : [];
}

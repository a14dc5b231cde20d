// comments/appeals/reasons.ts: why a comment is not shown, in sentences for the one who wrote it. Needs no database.
import { N_, __, translate } from '../../base/language/gettext.ts';
import type { Comment } from '../comment.ts';
import type { Decision } from '../moderation/history-queries.ts';
import type { Reason } from '../moderation/verdict.ts';

/** Where its author asks for another look; site-relative. */
export const appealPath = (id: number): string => `/comments/${id}/appeal`;

/** Characters that an author may write. */
export const mostAppealWords = 500;

/** Whether its author may ask for another look: what waits is looked at anyway. */
export const mayAppeal = ({ status }: Pick<Comment, 'status'>): boolean =>
  status === 'spam' || status === 'trash';

export type LastDecision = Pick<Decision, 'what' | 'via'>;

/**
 * @param decision the last one that stands
 * @param reasons of the rules, when it was judged
 * @returns '' for what is shown, and where nothing is known
 */
export function reasonForAuthor(
  { status }: Pick<Comment, 'status'>,
  decision: LastDecision | undefined,
  reasons: Reason[],
): string {
  if (status === 'approve' || status === 'removed') return '';
  if (decision?.via === 'reports') return __('Readers reported it; a moderator will look at it.');
  const byPerson = decision && byModerator[`${decision.what} ${status}`];
  if (byPerson) return translate(byPerson);
  const [sentence] = reasons.flatMap((reason) => byRule[reason.rule] ?? []);
  return sentence ? translate(sentence) : '';
}

const byModerator: Record<string, string> = {
  'spam spam': N_('A moderator marked it as spam.'),
  'trash trash': N_('A moderator removed it.'),
  'hold hold': N_('A moderator took it off the page.'),
};

/** Which words and which score is not said: whoever sends spam would learn from it. */
const byRule: Partial<Record<Reason['rule'], string>> = {
  all_wait: N_('Every comment here waits until a moderator has looked at it.'),
  files_wait: N_('It brings files, and files are looked at first.'),
  unknown_author: N_('The first comment of somebody waits until a moderator has looked at it.'),
  links: N_('It holds many links.'),
  moderation_keys: N_('It holds words that are looked at first.'),
  disallowed_keys: N_('It holds words that are not taken here.'),
  score: N_('It looks like spam to the filter of this site.'),
  trapped: N_('It looks as if a program had sent it.'),
  decoy: N_('It looks as if a program had sent it.'),
};

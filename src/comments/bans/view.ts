// comments/bans/view.ts: what Comments → Bans shows.
import { firstWords } from '../../base/html/first-words.ts';
import { __, N_, translate } from '../../base/language/gettext.ts';
import type { Comment } from '../comment.ts';
import { banDays, banKinds, type BanKind } from './ban.ts';
import { bannable, typedKinds, type TypedBan } from './form.ts';
import type { ListedBan } from './queries.ts';

export interface BanView {
  id: number;
  kind: string;
  value: string;
  reason: string;
  /** Until when, or when it ended. */
  until: string;
  /** Who set it and when. */
  set: string;
  is_active: boolean;
}

export interface BanFormView {
  typed: TypedBan;
  problem: string;
  kinds: { value: string; title: string }[];
  days: { value: string; title: string }[];
  /** The comment whose writer is meant. */
  comment: { id: number; author_name: string; excerpt: string; href: string } | undefined;
  whom: { kind: BanKind; label: string; note: string; is_chosen: boolean }[];
}

const daysTitles: Record<(typeof banDays)[number], string> = {
  1: N_('For a day'),
  7: N_('For a week'),
  30: N_('For 30 days'),
  365: N_('For a year'),
  0: N_('For good'),
};

const kindTitles: Record<(typeof typedKinds)[number], string> = {
  network: N_('A network, such as 203.0.113.0/24'),
  email: N_('An email address'),
  word: N_('A word, anywhere in the comment'),
  pattern: N_('A pattern (regular expression of RE2)'),
};

/** @param comment the one whose writer is meant */
export function banForm(typed: TypedBan, comment: Comment | undefined, problem = ''): BanFormView {
  const isNew = !typed.what.length;
  return {
    typed,
    problem,
    kinds: typedKinds.map((value) => ({ value, title: translate(kindTitles[value]) })),
    days: banDays.map((value) => ({ value: String(value), title: translate(daysTitles[value]) })),
    comment: comment && {
      id: comment.id,
      author_name: comment.author_name || __('Anonymous'),
      excerpt: firstWords(comment.plain ?? comment.content, 30),
      href: `/admin/comments/${comment.id}`,
    },
    whom: comment
      ? bannable(comment).map(({ kind, value }) => ({
          kind,
          ...labelOf(kind, value),
          is_chosen: isNew ? kind === 'user' || kind === 'browser' : typed.what.includes(kind),
        }))
      : [],
  };
}

function labelOf(kind: BanKind, value: string): { label: string; note: string } {
  if (kind === 'user') return { label: __('This account'), note: '' };
  if (kind === 'browser')
    return { label: __('This browser'), note: __('Whoever clears the cookies is another person.') };
  if (kind === 'email')
    return {
      label: __('The address %s', value),
      note: __('Anybody can type an address: this keeps out its owner, too.'),
    };
  return { label: __('The network %s', value), note: __('Keeps out everybody in it.') };
}

export function banView(ban: ListedBan, dateOf: (date: Date) => string): BanView {
  return {
    id: ban.id,
    kind: translate(banKinds[ban.kind]),
    value: valueOf(ban),
    reason: ban.reason,
    until: untilOf(ban, dateOf),
    set: `${dateOf(ban.created_at)}, ${ban.created_by_name || __('a user who is gone')}`,
    is_active: ban.is_active,
  };
}

function valueOf({ kind, value, author_name, user_name }: ListedBan): string {
  if (kind === 'browser') return author_name || __('Anonymous');
  if (kind === 'user') return user_name ?? (author_name || __('A user who is gone'));
  return value;
}

function untilOf(
  { is_active, ends_at, ended_at, ended_by_name }: ListedBan,
  dateOf: (date: Date) => string,
): string {
  if (is_active) return ends_at ? dateOf(ends_at) : __('For good');
  if (!ended_at) return dateOf(ends_at!);
  return __(
    /* translators: a date, a name */ '%1$s, by %2$s',
    dateOf(ended_at),
    ended_by_name || __('a user who is gone'),
  );
}

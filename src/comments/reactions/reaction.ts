// comments/reactions/reaction.ts: the reactions that a site offers, and what they say of a comment. Rules that need no database.
import type { Discussion } from '../settings.ts';

export interface Reaction {
  /** An emoji, or a short word: how it is stored. */
  sign: string;
  name: string;
  /** It says that a comment did not help. */
  is_against: boolean;
}

/** So many fit beneath a comment on a phone. */
const most_reactions = 6;

/** What the setting offers, a line each: `👍 Helpful`, or `-👎 Not helpful`. Lines that say nothing, or the same again, count for none. */
export function reactionsOf({ comment_reactions }: Pick<Discussion, 'comment_reactions'>): Reaction[] {
  const found = comment_reactions.split('\n').flatMap((line): Reaction[] => {
    const [, minus, sign, name] = /^\s*(-?)\s*(\S{1,16})\s+(\S.{0,39})$/u.exec(line.trim()) ?? [];
    return sign && name ? [{ sign, name: name.trim(), is_against: minus === '-' }] : [];
  });
  const first = new Map(found.toReversed().map((one) => [one.sign, one]));
  return found.filter((one) => first.get(one.sign) === one).slice(0, most_reactions);
}

/** How helpful readers find a comment, by the counts of its reactions; signs that are not offered any more do not count. */
export function helpfulOf(reactions: Record<string, number>, offered: Reaction[]): number {
  const sum = (isAgainst: boolean) =>
    offered
      .filter(({ is_against }) => is_against === isAgainst)
      .reduce((all, { sign }) => all + (reactions[sign] ?? 0), 0);
  return helpfulness({ for: sum(false), against: sum(true) });
}

/** For 95 of 100 cases. */
const z = 1.96;

/**
 * How surely readers find a comment helpful: the lower bound of Wilson's score interval for the share of reactions that are not
 * against it (E. B. Wilson, “Probable Inference, the Law of Succession, and Statistical Inference”, 1927).
 * @returns from 0, for none, to less than 1
 */
export function helpfulness(chosen: { for: number; against: number }): number {
  const all = chosen.for + chosen.against;
  if (!all) return 0;
  const share = chosen.for / all;
  const middle = share + (z * z) / (2 * all);
  const spread = z * Math.sqrt((share * (1 - share)) / all + (z * z) / (4 * all * all));
  return Math.max(0, (middle - spread) / (1 + (z * z) / all));
}

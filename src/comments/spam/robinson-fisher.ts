// comments/spam/robinson-fisher.ts: how likely a comment is spam by its tokens. Gary Robinson's degree of belief, combined by
// R. A. Fisher's method (G. Robinson, "A Statistical Approach to the Spam Problem", Linux Journal 107, 2003).

/** How often a token stood in comments that people decided on. */
export interface Count {
  spam: number;
  ham: number;
}

/** Robinson's s and x: how much weight the assumption has beside what was seen, and what is assumed of a new token. */
const strength = 1;
const assumed = 0.5;
/** Tokens that say little are left out, and of the others the most telling are taken. */
const leastDeviation = 0.1;
const mostTokens = 60;

/**
 * @param counts one for each token of the comment that is known
 * @param totals how many comments of each kind were learned
 * @returns the indicator I = (1 + H − S) / 2: 0 is certainly ham, 1 certainly spam, 0.5 says nothing; and the tokens that
 *   told most, with their own probability
 */
export function indicatorOf(
  counts: Map<string, Count>,
  totals: Count,
): { indicator: number; telling: { token: string; probability: number }[] } {
  if (!totals.spam || !totals.ham) return { indicator: 0.5, telling: [] };
  const telling = [...counts]
    .map(([token, count]) => ({ token, probability: belief(count, totals) }))
    .filter(({ probability }) => Math.abs(probability - 0.5) >= leastDeviation)
    .sort(
      (a, b) => Math.abs(b.probability - 0.5) - Math.abs(a.probability - 0.5) || (a.token < b.token ? -1 : 1),
    )
    .slice(0, mostTokens);
  if (!telling.length) return { indicator: 0.5, telling };
  const spamminess = fisher(telling.map(({ probability }) => 1 - probability));
  const hamminess = fisher(telling.map(({ probability }) => probability));
  return { indicator: (1 + hamminess - spamminess) / 2 || 0, telling };
}

/** Robinson's f(w): the share of spam among what held the token, as far as it was seen often enough to count. */
function belief({ spam, ham }: Count, totals: Count): number {
  const inSpam = spam / totals.spam;
  const inHam = ham / totals.ham;
  const seen = spam + ham;
  if (!seen) return assumed;
  const share = inSpam / (inSpam + inHam);
  return (strength * assumed + seen * share) / (strength + seen);
}

/** The probability that so many so unlikely values come together by chance: near 0 when they do not. */
function fisher(values: number[]): number {
  const sum = values.reduce((all, value) => all + Math.log(Math.min(1, Math.max(1e-12, value))), 0);
  return inverseChiSquare(-2 * sum, values.length * 2);
}

/** P(χ² ≥ x) for an even number of degrees of freedom. */
function inverseChiSquare(x: number, degrees: number): number {
  const m = x / 2;
  // By logarithms: exp(-m) alone is 0 for long comments.
  let term = -m;
  let sum = Math.exp(term);
  for (let i = 1; i < degrees / 2; i++) {
    term += Math.log(m / i);
    sum += Math.exp(term);
  }
  return Math.min(1, sum);
}

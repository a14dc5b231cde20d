// links/link.ts: an address of another site that posts lead to, and when it counts as broken.

export interface Link {
  id: number;
  url: string;
  /** `failing`: it failed, and is asked again before it counts as broken. */
  status: 'unchecked' | 'works' | 'failing' | 'broken';
  /** The status of the last answer; null when none came. */
  answer_status: number | null;
  /** Why no answer came; '' when one did. */
  said: string;
  /** How often in a row it failed, and since when. */
  failures: number;
  failing_since: Date | null;
  is_dismissed: boolean;
  checked_at: Date | null;
  check_at: Date;
}

/** What an answer says of a link. `gone`: the page is not there. `down`: the site may only have a bad day. */
export type Verdict = 'works' | 'gone' | 'down';

/** Addresses noted of one post. */
export const mostLinksOfPost = 500;
export const longestUrl = 2000;

const day = 86_400_000;

/**
 * What a status says. Who refuses programs (401, 403, 405, 429, 451, 999) may well answer readers: such a link counts as working.
 * @param status of the answer (RFC 9110, 15)
 */
export function verdictOf(status: number): Verdict {
  if (status === 404 || status === 410) return 'gone';
  return status >= 500 && status < 600 ? 'down' : 'works';
}

type Judged = Pick<Link, 'status' | 'failures' | 'failing_since' | 'check_at'>;

/**
 * How a link stands after a look at it: broken when a page was not there on two days, or its site did not answer on four.
 * What works is looked at again in two weeks, what fails on the next day, what is broken each week.
 */
export function judged(
  { failures, failing_since }: Pick<Link, 'failures' | 'failing_since'>,
  verdict: Verdict,
  now: Date,
): Judged {
  const after = (days: number) => new Date(now.getTime() + days * day);
  if (verdict === 'works') return { status: 'works', failures: 0, failing_since: null, check_at: after(14) };
  const failed = { failures: failures + 1, failing_since: failing_since ?? now };
  const isBroken = failed.failures >= (verdict === 'gone' ? 2 : 4);
  return isBroken
    ? { ...failed, status: 'broken', check_at: after(7) }
    : { ...failed, status: 'failing', check_at: after(1) };
}

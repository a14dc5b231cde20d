// embeds/fetching/age.ts: when a link is looked at next: the longer it has been well, the later.

const minute = 60_000;
export const day = 24 * 60 * minute;

/** After a failure that may pass; then it is given up until its next turn. */
export const pauses = [10 * minute, 60 * minute, 6 * 60 * minute, day];

/** @param looks good answers so far, this one included: after a day, then weekly for a month, then monthly */
export function dueAfter(looks: number, now: Date): Date {
  const days = looks <= 1 ? 1 : looks <= 5 ? 7 : 30;
  return new Date(now.getTime() + days * day);
}

/** When a link of which nothing was ever known is tried again: later and later, and at last not by itself. */
export function dueAfterFailures(attempts: number, now: Date): Date | null {
  const days = attempts <= 2 ? 7 : 30;
  return attempts > 8 ? null : new Date(now.getTime() + days * day);
}

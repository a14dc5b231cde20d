// comments/subscriptions/subscription.ts: a reader who is told by email, and when; rules that need no database.
import { DateTime } from 'luxon';

export const frequencies = ['immediate', 'hourly', 'daily'] as const;
export type Frequency = (typeof frequencies)[number];

export interface Subscriber {
  /** In lower case. */
  address: string;
  /** Null until the link in the first email was followed: nothing else is sent before. */
  confirmed_at: Date | null;
  asked_at: Date | null;
  frequency: Frequency;
  /** Hours of the day, in the site's zone, from and before which nothing is sent; equal for none. */
  quiet_from: number;
  quiet_until: number;
  /** When what was gathered is sent; null when nothing is. */
  digest_at: Date | null;
}

export interface Subscription {
  address: string;
  post_id: number;
  /** Replies to this comment; null for all comments of the post. */
  comment_id: number | null;
}

/** Why somebody is told of a comment. */
export type Why = 'reply' | 'mention' | 'post' | 'approved';

/**
 * When news goes to a subscriber: now, at the next full hour, at eight in the morning, and never within the quiet hours.
 * @param zone an IANA name
 * @returns undefined for at once
 */
export function deliveryOf(
  { frequency, quiet_from, quiet_until }: Pick<Subscriber, 'frequency' | 'quiet_from' | 'quiet_until'>,
  now: Date,
  zone: string,
): Date | undefined {
  const local = DateTime.fromJSDate(now, { zone });
  let at = local;
  if (frequency === 'hourly') at = local.startOf('hour').plus({ hours: 1 });
  if (frequency === 'daily') {
    at = local.startOf('day').plus({ hours: 8 });
    if (at <= local) at = at.plus({ days: 1 });
  }
  if (isQuiet(at.hour, quiet_from, quiet_until)) {
    const end = at.startOf('day').plus({ hours: quiet_until });
    at = end <= at ? end.plus({ days: 1 }) : end;
  }
  return at.toMillis() === local.toMillis() ? undefined : at.toJSDate();
}

function isQuiet(hour: number, from: number, until: number): boolean {
  if (from === until) return false;
  return from < until ? hour >= from && hour < until : hour >= from || hour < until;
}

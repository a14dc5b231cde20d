// linkbacks/linkback.ts: a claim of another site to link to a post here.
import type { MentionType } from './receiving/mention.ts';

/** What the other side said of itself; plain text, believed by nobody. */
export interface Claim {
  title: string;
  excerpt: string;
  blog_name: string;
  /** Kept until the claim is looked into. */
  author_ip?: string;
  /** A keyed hash of it, for the limits; stays. */
  sender: string;
  /** The same of its network; missing in old claims. */
  network?: string;
  user_agent: string;
}

export interface Linkback {
  id: number;
  kind: 'trackback' | 'pingback' | 'webmention';
  post_id: number;
  comment_id: number | null;
  /** The page that is said to link here. */
  source: string;
  /** The permalink it should link to, absolute. */
  target: string;
  status: 'unverified' | 'verified' | 'refused' | 'withdrawn';
  /** Why it was refused, for the moderator. */
  reason: string | null;
  claimed: Claim;
  received_at: Date;
  checked_at: Date | null;
  /** How often it was looked into. */
  checks: number;
  /** What a proven webmention is; null for the others. */
  mention_type: MentionType | null;
  /** Where its page shows a picture of its author; '' for none. */
  author_photo: string;
  /** A seal of the words the comment was given; null for old ones, which are left as they are. */
  written: string | null;
}

export const hostOf = (source: string): string => new URL(source).hostname;

export const hour = 3_600_000;

/**
 * What a sender may know of its claim. A refusal is told with the next full hour after it came: the moment at which it
 * was found out would tell hosts that are silent from those that hang up (C2).
 */
export function statusForSender(
  { status, checks, received_at, checked_at }: Linkback,
  now: Date,
): Linkback['status'] {
  if (status !== 'refused' || checks > 1 || !checked_at) return status;
  const took = checked_at.getTime() - received_at.getTime();
  const hours = Math.max(1, Math.ceil(took / hour));
  return now.getTime() >= received_at.getTime() + hours * hour ? status : 'unverified';
}

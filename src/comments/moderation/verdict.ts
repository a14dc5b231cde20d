// comments/moderation/verdict.ts: whether a new comment is shown at once, waits, or goes away, and why. The order is WordPress's.
import type { CommentKind, CommentStatus } from '../comment.ts';
import type { Discussion } from '../settings.ts';
import type { Part, Score } from '../spam/score.ts';

/** What is known about a comment when it is judged. */
export interface Evidence {
  type: CommentKind;
  /** The author of the post, or a moderator, is signed in. */
  is_ours: boolean;
  /** An earlier comment with the same browser's key or of the same user was approved. A typed email proves nothing. */
  is_known: boolean;
  has_name_and_email: boolean;
  /** Links in the rendered text. */
  links: number;
  /** A field was filled that people do not see. */
  is_trapped: boolean;
  /** A stranger's, without our form's seal, sent to WordPress's own address, which stands in no form of ours. */
  is_decoy: boolean;
  /** It brings files, and files are to be looked at first. */
  holds_files: boolean;
  /** How much it looks like spam; undefined where nobody asked. */
  spam?: Score;
  author_name: string;
  author_email: string;
  author_url: string;
  author_ip: string;
  user_agent: string;
  content: string;
}

/** Why a comment stands where it stands: rules first, in the order in which they were asked, then the parts of its score. */
export type Reason =
  | { rule: 'ours' | 'all_wait' | 'files_wait' | 'unknown_author' | 'known_author' | 'trapped' | 'decoy' }
  | { rule: 'links'; links: number }
  | { rule: 'moderation_keys' | 'disallowed_keys'; found: string[] }
  | { rule: 'score'; score: number; least: number }
  | ({ rule: 'part' } & Part);

export interface Verdict {
  status: CommentStatus;
  reasons: Reason[];
}

/** Pure: gives the status of a new comment, and each rule that spoke for it. */
export function verdict(evidence: Evidence, rules: Discussion): Verdict {
  if (evidence.is_ours) return { status: 'approve', reasons: [{ rule: 'ours' }] };
  const parts = (evidence.spam?.parts ?? []).map((part) => ({ rule: 'part' as const, ...part }));
  const disallowed = keysFound(evidence, rules.disallowed_keys);
  if (disallowed.length)
    return { status: 'trash', reasons: [{ rule: 'disallowed_keys', found: disallowed }, ...parts] };
  if (evidence.is_trapped) return { status: 'spam', reasons: [{ rule: 'trapped' }, ...parts] };
  if (evidence.is_decoy && rules.spam_check)
    return { status: 'spam', reasons: [{ rule: 'decoy' }, ...parts] };
  const score = evidence.spam?.score ?? 0;
  if (rules.spam_check && score >= rules.spam_mark_score) {
    return { status: 'spam', reasons: [{ rule: 'score', score, least: rules.spam_mark_score }, ...parts] };
  }
  const holding = holdingReasons(evidence, rules);
  if (holding.length) return { status: 'hold', reasons: [...holding, ...parts] };
  return {
    status: 'approve',
    reasons: [...(evidence.is_known ? [{ rule: 'known_author' as const }] : []), ...parts],
  };
}

/** All that would hold it: a moderator who answers the first should know of the others. */
function holdingReasons(evidence: Evidence, rules: Discussion): Reason[] {
  const reasons: Reason[] = [];
  if (rules.comment_moderation) reasons.push({ rule: 'all_wait' });
  if (evidence.holds_files) reasons.push({ rule: 'files_wait' });
  if (rules.comment_max_links > 0 && evidence.links >= rules.comment_max_links)
    reasons.push({ rule: 'links', links: evidence.links });
  const found = keysFound(evidence, rules.moderation_keys);
  if (found.length) reasons.push({ rule: 'moderation_keys', found });
  const score = evidence.spam?.score ?? 0;
  if (rules.spam_check && score >= rules.spam_hold_score)
    reasons.push({ rule: 'score', score, least: rules.spam_hold_score });
  const isTrusted = evidence.type === 'comment' && evidence.is_known;
  if (rules.comment_previously_approved && !isTrusted) reasons.push({ rule: 'unknown_author' });
  return reasons;
}

/** The keys, one per line, that stand anywhere in the comment, its author's words or machine; case does not matter. */
export function keysFound(evidence: Evidence, keys: string): string[] {
  const { author_name, author_email, author_url, content, author_ip, user_agent } = evidence;
  // A word hidden by tags inside it is still the word.
  const bare = content.replaceAll(/<[^<>]*>/g, '');
  const fields = [author_name, author_email, author_url, content, bare, author_ip, user_agent].map((field) =>
    field.toLowerCase(),
  );
  return keys
    .split('\n')
    .map((key) => key.trim().toLowerCase())
    .filter((key) => key !== '' && fields.some((field) => field.includes(key)))
    .slice(0, 20);
}

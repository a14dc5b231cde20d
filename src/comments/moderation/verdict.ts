// comments/moderation/verdict.ts: whether a new comment is shown at once, waits, or goes away. The order is WordPress's.
import type { CommentKind, CommentStatus } from '../comment.ts';
import type { Discussion } from '../settings.ts';

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
  /** It brings files, and files are to be looked at first. */
  holds_files: boolean;
  author_name: string;
  author_email: string;
  author_url: string;
  author_ip: string;
  user_agent: string;
  content: string;
}

/** Pure: gives the status of a new comment. */
export function verdict(evidence: Evidence, rules: Discussion): CommentStatus {
  if (evidence.is_ours) return 'approve';
  const status = firstVerdict(evidence, rules);
  if (holdsKey(evidence, rules.disallowed_keys)) return 'trash';
  return evidence.is_trapped ? 'spam' : status;
}

function firstVerdict(evidence: Evidence, rules: Discussion): CommentStatus {
  if (rules.comment_moderation || evidence.holds_files) return 'hold';
  if (rules.comment_max_links > 0 && evidence.links >= rules.comment_max_links) return 'hold';
  if (holdsKey(evidence, rules.moderation_keys)) return 'hold';
  if (!rules.comment_previously_approved) return 'approve';
  return evidence.type === 'comment' && evidence.is_known ? 'approve' : 'hold';
}

/** Whether any key, one per line, stands anywhere in the comment, its author's words or machine; case does not matter. */
export function holdsKey(evidence: Evidence, keys: string): boolean {
  const { author_name, author_email, author_url, content, author_ip, user_agent } = evidence;
  // A word hidden by tags inside it is still the word.
  const bare = content.replaceAll(/<[^<>]*>/g, '');
  const places = [author_name, author_email, author_url, content, bare, author_ip, user_agent].map((place) =>
    place.toLowerCase(),
  );
  return keys
    .split('\n')
    .map((key) => key.trim().toLowerCase())
    .some((key) => key !== '' && places.some((place) => place.includes(key)));
}

// comments/comment.ts: a comment, its kinds and statuses, and rules that need no database.
import type { User } from '../accounts/user.ts';
import { may } from '../accounts/user.ts';
import { N_ } from '../base/language/gettext.ts';
import { mayEdit } from '../posts/permissions.ts';
import type { Post } from '../posts/post.ts';
import type { Discussion } from './settings.ts';

/** WordPress's statuses with their labels, in the order of its list. */
export const commentStatuses = {
  hold: N_('Pending'),
  approve: N_('Approved'),
  spam: N_('Spam'),
  trash: N_('Trash'),
} as const;
export type CommentStatus = keyof typeof commentStatuses;

/** What the list shows under All: neither spam nor in the trash. */
export const listedStatuses: CommentStatus[] = ['hold', 'approve'];

export type CommentKind = 'comment' | 'trackback' | 'pingback' | 'webmention';

/** Kinds that readers see; an import may bring others (notes of shops and editors), which stay hidden. */
export const shownKinds: CommentKind[] = ['comment', 'trackback', 'pingback', 'webmention'];

export interface Comment {
  id: number;
  post_id: number;
  parent_id: number | null;
  type: CommentKind;
  /** `removed`: its author took it back, and its row holds the place of its replies: nothing but that is left of it. */
  status: CommentStatus | 'removed';
  former_status: CommentStatus | null;
  status_changed_at: Date | null;
  author_name: string;
  author_email: string;
  author_url: string;
  author_ip: string;
  user_agent: string;
  user_id: number | null;
  /** As typed; see content_format. */
  content: string;
  /** `markdown` for what was typed here, `html` for what an import or a linkback brought. */
  content_format: 'html' | 'markdown';
  /** Rendered and clean. */
  html: string;
  html_version: number;
  /** Taken from html by commentExtractsOf on every write. The words alone; null when nothing was taken yet. */
  plain: string | null;
  /** What searches look in, as a tsvector; see content/words.ts. Of what was just rendered: the words of the HTML alone. */
  words: string | null;
  /** For feeds; null when html is good as it is. */
  feed_html: string | null;
  embed_urls: string[];
  posted_at: Date;
  /** The form it came from: the same form sent twice makes one comment. */
  form_key: string | null;
  /** SHA-256 of the browser's random key, given with consent; what trust is tied to. */
  browser_key_hash: string | null;
  meta: Record<string, string[]>;
  /** When readers last saw its text become another, and who changed it last, seen or not. */
  edited_at: Date | null;
  edited_by: 'author' | 'moderator' | null;
  /** How many chose each sign. */
  reactions: Record<string, number>;
  /** From 0 to 1: how surely readers find it helpful. */
  helpful: number;
  /** Since when moderators show it above the conversation. */
  pinned_at: Date | null;
  featured_at: Date | null;
  /** How many reports of readers wait for an answer. */
  open_reports: number;
  /** When its author asked for another look, while that waits for an answer. */
  appealed_at: Date | null;
  /** Its name, or one that looks like it, was somebody else's when it came. */
  is_namesake: boolean;
  /** Made by the database from type and meta: `face` is a like, repost or bookmark, `mention` any linkback but an answer. */
  shown_as: 'comment' | 'mention' | 'face';
}

/** A comment that was not taken back by its author: moderators decide about it. */
export type KeptComment = Comment & { status: CommentStatus };

export const isKept = (comment: Comment): comment is KeptComment => comment.status !== 'removed';

const day = 86_400_000;

/** Whether a post takes comments now: its own switch, and its age where the settings close old posts. */
export function commentsAreOpen(
  post: Pick<Post, 'comment_status' | 'type' | 'published_at'>,
  rules: Pick<Discussion, 'close_comments_for_old_posts' | 'close_comments_days_old'>,
  now: Date,
): boolean {
  if (post.comment_status !== 'open') return false;
  const end = commentsCloseAt(post, rules);
  return end === undefined || now.getTime() <= end.getTime();
}

/** When comments of a post close by themselves; undefined when they do not. */
export function commentsCloseAt(
  { type, published_at }: Pick<Post, 'type' | 'published_at'>,
  rules: Pick<Discussion, 'close_comments_for_old_posts' | 'close_comments_days_old'>,
): Date | undefined {
  if (!rules.close_comments_for_old_posts || type !== 'post' || !published_at) return undefined;
  return new Date(published_at.getTime() + rules.close_comments_days_old * day);
}

/** Whether a user may approve, edit and bin comments of a post: moderators everywhere, others where they may change the post. */
export function mayModerate(
  user: User | undefined,
  post: Pick<Post, 'type' | 'status' | 'former_status' | 'author_id'>,
): boolean {
  return may(user, 'moderate_comments') || mayEdit(user, post);
}

/** What stands in an address for one comment. */
export const commentAnchor = (id: number): string => `#comment-${id}`;

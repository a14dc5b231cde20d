// comments/comment.ts: a comment, its kinds and statuses.

export type CommentStatus = 'hold' | 'approve' | 'spam' | 'trash';
export type CommentKind = 'comment' | 'trackback' | 'pingback' | 'webmention';

export interface Comment {
  id: number;
  post_id: number;
  parent_id: number | null;
  type: CommentKind;
  status: CommentStatus;
  former_status: CommentStatus | null;
  status_changed_at: Date | null;
  author_name: string;
  author_email: string;
  author_url: string;
  author_ip: string;
  user_agent: string;
  user_id: number | null;
  /** As typed. */
  content: string;
  /** Rendered and clean. */
  html: string;
  html_version: number;
  embed_urls: string[];
  posted_at: Date;
  /** The form it came from: the same form sent twice makes one comment. */
  form_key: string | null;
  /** SHA-256 of the browser's random key, given with consent; what trust is tied to. */
  browser_key_hash: string | null;
  meta: Record<string, string[]>;
}

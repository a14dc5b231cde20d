// comments/submission.ts: a comment or linkback on its way in: read and checked, not yet judged.
import type { User } from '../accounts/user.ts';
import type { StagedFile } from '../media/media.ts';
import type { Post } from '../posts/post.ts';
import type { CommentKind, CommentStatus } from './comment.ts';
import type { FormSigns } from './spam/judge.ts';

/** A comment or linkback that was validated (form/validate.ts, or the linkbacks' own checks). */
export interface Submission {
  type?: CommentKind;
  post: Post;
  parent_id?: number;
  author_name: string;
  author_email: string;
  /** Already a clean http(s) address, or ''. */
  author_url: string;
  content: string;
  author_ip: string;
  user_agent: string;
  user?: User;
  /** '' when the browser has none. */
  browser_key_hash?: string;
  form_key?: string;
  /** Received with the form, or ahead of it. */
  files?: StagedFile[];
  is_trapped?: boolean;
  /** What the form says besides its fields; none where there is no form. */
  signs?: FormSigns;
  meta?: Record<string, string[]>;
  /** Decided already (a linkback without its link is spam); else judged here. */
  status?: CommentStatus;
  /** A moderator who enters it for its author: nobody is told to wait. */
  entered_by?: User;
  /** When it was written, if not now; a moderator says so. */
  posted_at?: Date;
}

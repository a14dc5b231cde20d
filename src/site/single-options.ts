// site/single-options.ts: what a post or page is asked to show.

export interface SingleOptions {
  /** Which of the author's own pages (`nextpage`), from 1. */
  page: number;
  comment_page: number | undefined;
  /** What is shown is not out yet: for its author, and for whom its author gave a link. */
  is_preview?: boolean;
  /** Why the password form is shown again. */
  password_problem?: string;
}

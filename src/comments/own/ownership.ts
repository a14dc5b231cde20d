// comments/own/ownership.ts: whose comment it is, and what its author may still do with it. Rules that need no database.
import type { Comment } from '../comment.ts';
import type { Discussion } from '../settings.ts';

/** Who asks, by what cannot be typed. */
export interface Asker {
  /** '' when the browser has no key. */
  browser_key_hash: string;
  /** 0 when nobody is signed in. */
  user_id: number;
}

/** Whether somebody wrote a comment. What a user wrote is the user's alone, whoever uses the same browser. */
export function isOwn(
  comment: Pick<Comment, 'type' | 'status' | 'user_id' | 'browser_key_hash'>,
  { browser_key_hash, user_id }: Asker,
): boolean {
  if (comment.type !== 'comment' || comment.status === 'removed') return false;
  if (comment.user_id !== null) return comment.user_id === user_id;
  return browser_key_hash !== '' && comment.browser_key_hash === browser_key_hash;
}

/** Whether a person took it off the site: what a rule did, only looks like waiting to its author. */
export const isTakenDown = ({ status, former_status }: Pick<Comment, 'status' | 'former_status'>): boolean =>
  (status === 'spam' || status === 'trash') && former_status !== null;

/**
 * For how long its author may still edit a comment.
 * @returns minutes, rounded up; 0 for not any more, and for what a moderator has edited or taken down
 */
export function minutesToEdit(
  comment: Pick<Comment, 'status' | 'former_status' | 'posted_at' | 'edited_by'>,
  { comment_edit_minutes }: Pick<Discussion, 'comment_edit_minutes'>,
  now: Date,
): number {
  if (comment.status === 'removed' || isTakenDown(comment) || comment.edited_by === 'moderator') return 0;
  const minutes = comment_edit_minutes - (now.getTime() - comment.posted_at.getTime()) / 60_000;
  return Math.max(0, Math.min(Math.ceil(minutes), comment_edit_minutes));
}

/** Addresses of what may be done with a comment; site-relative. */
export const ownPaths = {
  edit: (id: number) => `/comments/${id}/edit`,
  delete: (id: number) => `/comments/${id}/delete`,
  changes: (id: number) => `/comments/${id}/changes`,
  mine: '/comments/mine',
};

/** What stands beneath a comment for the one who wrote it; `minutes_left` is 0 when it cannot be edited any more. */
export interface OwnActions {
  edit_href: string;
  minutes_left: number;
  delete_href: string;
}

export function ownActions(
  comment: Pick<Comment, 'id' | 'status' | 'former_status' | 'posted_at' | 'edited_by'>,
  rules: Discussion,
  now: Date,
): OwnActions {
  const minutes_left = minutesToEdit(comment, rules, now);
  return {
    edit_href: minutes_left ? ownPaths.edit(comment.id) : '',
    minutes_left,
    delete_href: ownPaths.delete(comment.id),
  };
}

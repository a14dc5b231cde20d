// dashboard/scope.ts: whose posts and comments somebody sees on the first screen: those the lists behind it show.
import { may, type User } from '../accounts/user.ts';
import { mayEditOthers } from '../posts/permissions.ts';

export interface Scope {
  /** Somebody who only reads sees nothing of the work. */
  may_write: boolean;
  may_write_pages: boolean;
  /** Left out: all posts. */
  posts_of?: number;
  /** Left out: the comments of all posts. */
  comments_of?: number;
  is_owner: boolean;
}

export function scopeOf(user: User): Scope {
  return {
    may_write: may(user, 'edit_posts'),
    may_write_pages: may(user, 'edit_pages'),
    posts_of: mayEditOthers(user, 'post') ? undefined : user.id,
    comments_of: may(user, 'moderate_comments') ? undefined : user.id,
    is_owner: may(user, 'manage_options'),
  };
}

// comments/toolbar.ts: how many comments wait for somebody, for the toolbar of the public pages.
import { may, type User } from '../accounts/user.ts';
import type { Blog } from '../blog.ts';
import { countWaiting } from './moderation/list-queries.ts';

/** Moderators are told of all, authors of those on their own posts, the others of none. */
export async function waitingLink({ db }: Blog, user: User) {
  if (!may(user, 'edit_published_posts')) return [];
  const waiting = await countWaiting(db, may(user, 'moderate_comments') ? undefined : user.id);
  if (!waiting) return [{ title: 'Comments', href: '/admin/comments' }];
  const title = waiting === 1 ? '1 comment waiting' : `${waiting} comments waiting`;
  return [{ title, href: '/admin/comments?status=hold' }];
}

// comments/toolbar.ts: how many comments are pending for somebody, for the toolbar of the public pages.
import { may, type User } from '../accounts/user.ts';
import type { Blog } from '../blog.ts';
import { countPending } from './moderation/list-queries.ts';
import { countLabel } from './moderation/view.ts';

/** Moderators see all, authors those on their own posts, the others none. */
export async function pendingLink({ db }: Blog, user: User) {
  if (!may(user, 'edit_published_posts')) return [];
  const pending = await countPending(db, may(user, 'moderate_comments') ? undefined : user.id);
  if (!pending) return [{ title: 'Comments', href: '/admin/comments' }];
  const title = pending === 1 ? '1 comment waiting' : `${countLabel(pending)} comments waiting`;
  return [{ title, href: '/admin/comments?status=hold' }];
}

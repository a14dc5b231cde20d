// comments/toolbar.ts: how many comments are pending for somebody: for the toolbar of the public pages and the admin's menu.
import { may, type User } from '../accounts/user.ts';
import type { Waiting } from '../base/admin/frame.ts';
import type { Database } from '../base/database/database.ts';
import type { Blog } from '../blog.ts';
import { countPending } from './pending-queries.ts';
import { countLabel } from './moderation/view.ts';

/** Moderators see all, authors those on their own posts, the others none. */
export async function pendingLink({ db }: Blog, user: User) {
  if (!may(user, 'edit_published_posts')) return [];
  const pending = await countPending(db, may(user, 'moderate_comments') ? undefined : user.id);
  if (!pending) return [{ title: 'Comments', href: '/admin/comments' }];
  const title = pending === 1 ? '1 comment waiting' : `${countLabel(pending)} comments waiting`;
  return [{ title, href: '/admin/comments?status=hold' }];
}

/** A bubble has room for two digits, and no screen counts more for it. */
const inBubble = 99;

/** Beside “Comments” in the menu: the same number, for whoever may open that screen. */
export async function pendingInMenu(db: Database, user: User): Promise<Waiting[]> {
  if (!may(user, 'edit_posts')) return [];
  const pending = await countPending(db, may(user, 'moderate_comments') ? undefined : user.id, inBubble + 1);
  const label = pending > inBubble ? `${inBubble}+` : pending ? String(pending) : '';
  return [{ path: '/admin/comments', label, words: `${label} pending` }];
}

// posts/move-page.ts: moves a page past its neighbour, among the pages under the same one.
import type { User } from '../accounts/user.ts';
import { inTransaction } from '../base/database/database.ts';
import { forbidden, httpError, notFound } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import { mayEdit, mayEditOthers } from './permissions.ts';
import { findPost } from './queries/find.ts';
import { lockPageOrder, orderPages, pagesUnder } from './queries/pages.ts';

/**
 * Moves a page one place up or down; the first and the last stay where they are. The pages under the same one are
 * numbered from 1, so that the order no longer hangs on their titles.
 * @returns whether there is a page before, and one behind it now
 * @throws HttpError 404, 403, 409 for what lies in the trash
 */
export async function movePage(
  blog: Blog,
  user: User,
  id: number,
  direction: 'up' | 'down',
): Promise<{ has_before: boolean; has_behind: boolean }> {
  return inTransaction(blog, async ({ db }) => {
    await lockPageOrder(db);
    const page = await findPost(db, id);
    if (page?.type !== 'page') throw notFound('page');
    if (!mayEdit(user, page) || !mayEditOthers(user, 'page'))
      throw forbidden('Your role does not allow you to order pages.');
    if (page.status === 'trash') throw httpError(409, 'in_trash', 'This page lies in the trash.');
    const ids = await pagesUnder(db, page.parent_id);
    const from = ids.indexOf(id);
    const to = Math.min(Math.max(from + (direction === 'up' ? -1 : 1), 0), ids.length - 1);
    const ordered = ids.toSpliced(from, 1).toSpliced(to, 0, id);
    if (to !== from) await orderPages(db, ordered);
    return { has_before: to > 0, has_behind: to < ids.length - 1 };
  });
}

// writing/list/move-page.ts: moves a page past its neighbour, among the pages under the same one.
import type { User } from '../../accounts/user.ts';
import { inTransaction } from '../../base/database/database.ts';
import { forbidden, httpError, notFound } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { mayEdit, mayEditOthers } from '../../posts/permissions.ts';
import { findPost } from '../../posts/queries/find.ts';
import { lockPageOrder, orderPages, pagesUnder } from '../../posts/queries/pages.ts';

/** One place up or down, or just before a neighbour; before nobody is the end. */
export type Move = 'up' | 'down' | { before: number | undefined };

/**
 * Moves a page among the pages under the same one; the first and the last stay where they are when they are moved on.
 * Those pages are numbered from 1, so that the order no longer hangs on their titles.
 * @returns whether there is a page before, and one behind it now
 * @throws HttpError 404, 403, 409 for what lies in the trash, or is moved before what is no neighbour (any more)
 */
export async function movePage(
  blog: Blog,
  user: User,
  id: number,
  move: Move,
): Promise<{ has_before: boolean; has_behind: boolean }> {
  return inTransaction(blog, async ({ db }) => {
    await lockPageOrder(db);
    const page = await findPost(db, id);
    if (page?.type !== 'page') throw notFound('page');
    if (!mayEdit(user, page) || !mayEditOthers(user, 'page'))
      throw forbidden(__('Your role does not allow you to order pages.'));
    if (page.status === 'trash') throw httpError(409, 'in_trash', __('This page lies in the trash.'));
    const ids = await pagesUnder(db, page.parent_id);
    const from = ids.indexOf(id);
    const others = ids.toSpliced(from, 1);
    const to = placeOf(move, from, others);
    if (to !== from) await orderPages(db, others.toSpliced(to, 0, id));
    return { has_before: to > 0, has_behind: to < ids.length - 1 };
  });
}

function placeOf(move: Move, from: number, others: number[]): number {
  if (move === 'up') return Math.max(from - 1, 0);
  if (move === 'down') return Math.min(from + 1, others.length);
  if (move.before === undefined) return others.length;
  const to = others.indexOf(move.before);
  if (to < 0)
    throw httpError(409, 'no_neighbour', __('The pages were changed meanwhile. Please look again.'));
  return to;
}

// writing/list/bulk-admin.ts: what is done to ticked posts: into the trash and out of it, and the screen that changes several.
import { Router, type Request, type Response } from 'express';
import { usersOfRoles } from '../../accounts/queries.ts';
import { adminFrame } from '../../base/admin/frame.ts';
import { leaveNotice, leaveUndo, type Undo } from '../../base/admin/notices.ts';
import { treeOf } from '../../base/admin/tree.ts';
import { badRequest, isHttpError } from '../../base/errors.ts';
import { fieldsOf } from '../../base/http/form-body.ts';
import { idsFrom } from '../../base/http/ids.ts';
import { localAddress } from '../../base/http/redirect.ts';
import { __, N_, translate } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { allTerms } from '../../terms/queries.ts';
import { addressOf } from './view.ts';
import { statusBadge } from '../badges.ts';
import { statusChoices } from '../fields.ts';
import { bulkEdit } from './bulk-edit.ts';
import { bulkForm } from './bulk-form.ts';
import type { Done } from './bulk.ts';
import { mayEdit, mayEditOthers, mayPublish, writingRoles } from '../../posts/permissions.ts';
import { listedByIds } from '../../posts/queries/list.ts';
import { deletePostsForEver, emptyTrash, restorePosts, trashPosts } from './trash.ts';
import { undoBulkEdit } from './undo-bulk-edit.ts';
import { say } from '../sayings.ts';

type Deed = 'trash' | 'restore' | 'delete';

/** What can be done to posts, and what is said then of one and of several; `undo` takes it back, where that is possible. */
export const deeds: Record<Deed, { verb: typeof trashPosts; said: string; counted: string; undo?: Deed }> = {
  trash: {
    verb: trashPosts,
    said: N_('Moved to the trash.'),
    counted: N_('Moved to the trash: %s.'),
    undo: 'restore',
  },
  restore: { verb: restorePosts, said: N_('Restored.'), counted: N_('Restored: %s.'), undo: 'trash' },
  delete: {
    verb: deletePostsForEver,
    said: N_('Deleted permanently.'),
    counted: N_('Deleted permanently: %s.'),
  },
};

/** The form that takes a deed back; undefined when that cannot be, or nothing was done. */
export function undoOf(type: string, deed: Deed, ids: number[], back: string): Undo | undefined {
  const { undo } = deeds[deed];
  if (!undo || !ids.length) return undefined;
  const fields = [
    { name: 'deed', value: undo },
    { name: 'back', value: back },
    ...ids.map((id) => ({ name: 'ids', value: String(id) })),
  ];
  return { action: `/admin/${type}s/bulk`, fields };
}

export function bulkScreens(blog: Blog, type: 'post' | 'page'): Router {
  const router = Router();

  router.post(`/${type}s/bulk`, takeBulkAction.bind(null, blog, type));
  router.post(`/${type}s/empty-trash`, emptyTypeTrash.bind(null, blog, type));
  router.get(`/${type}s/bulk-edit`, showBulkEdit.bind(null, blog, type));
  router.post(`/${type}s/bulk-edit`, saveBulkEdit.bind(null, blog, type));
  router.post(`/${type}s/bulk-edit/undo`, undoLastBulk.bind(null, blog, type));

  return router;
}

async function takeBulkAction(blog: Blog, type: 'post' | 'page', req: Request, res: Response) {
  const list = listOf(type);
  const { deed, ids, back } = fieldsOf(req);
  const chosen = idsFrom(ids);
  const known = typeof deed === 'string' && Object.hasOwn(deeds, deed) ? (deed as Deed) : undefined;
  if (!known && deed !== 'edit' && deed !== '') throw badRequest(__('Please choose what to do.'));
  if (!chosen.length) leaveNotice(req, __('No items were selected.'), 'warning');
  else if (deed === '') leaveNotice(req, __('Please choose a bulk action.'), 'warning');
  else if (known) {
    const { verb, counted } = deeds[known];
    const outcome = await verb(blog, req.user!, { type, ids: chosen });
    tellDone(req, counted, outcome, undoOf(type, known, outcome.ids, localAddress(back, blog.url, list)));
  } else {
    const kept = { ids: chosen.join('.'), back: localAddress(back, blog.url, list) };
    res.redirect(303, addressOf(`${list}/bulk-edit`, kept));
    return;
  }
  goBack(blog, type, req, res);
}

async function emptyTypeTrash(blog: Blog, type: 'post' | 'page', req: Request, res: Response) {
  tellDone(req, deeds.delete.counted, await emptyTrash(blog, req.user!, type));
  res.redirect(303, listOf(type));
}

async function saveBulkEdit(blog: Blog, type: 'post' | 'page', req: Request, res: Response) {
  const typed = fieldsOf(req);
  try {
    const ids = idsFrom(typed.ids);
    if (!ids.length) throw badRequest(__('Please leave at least one selected.'));
    const { edit_id, ...outcome } = await bulkEdit(blog, req.user!, { type, ids }, bulkForm(typed));
    const list = listOf(type);
    const back = localAddress(typed.back, blog.url, list);
    const fields = [
      { name: 'edit', value: String(edit_id) },
      { name: 'back', value: back },
    ];
    const undo = edit_id ? { action: `${list}/bulk-edit/undo`, fields } : undefined;
    tellDone(req, N_('Changed: %s.'), outcome, undo);
  } catch (error) {
    if (!isHttpError(error) || ![400, 422].includes(error.status)) throw error;
    await show(blog, req, res.status(error.status), type, typed, error.message);
    return;
  }
  goBack(blog, type, req, res);
}

async function undoLastBulk(blog: Blog, type: 'post' | 'page', req: Request, res: Response) {
  const [id = 0] = idsFrom(fieldsOf(req).edit);
  try {
    tellDone(req, N_('As before: %s.'), await undoBulkEdit(blog, req.user!, { id, type }));
  } catch (error) {
    if (!isHttpError(error) || error.status !== 410) throw error;
    leaveNotice(req, error.message, 'warning');
  }
  goBack(blog, type, req, res);
}

const listOf = (type: 'post' | 'page'): string => `/admin/${type}s`;

const goBack = (blog: Blog, type: 'post' | 'page', req: Request, res: Response) =>
  res.redirect(303, localAddress(fieldsOf(req).back, blog.url, listOf(type)));

async function showBulkEdit(blog: Blog, type: 'post' | 'page', req: Request, res: Response) {
  const { ids, back } = req.query;
  await show(blog, req, res, type, { ids: typeof ids === 'string' ? ids.split('.') : [], back });
}

async function show(
  blog: Blog,
  req: Request,
  res: Response,
  type: 'post' | 'page',
  typed: Record<string, unknown>,
  problem?: string,
): Promise<void> {
  const user = req.user!;
  const ids = idsFrom(typed.ids);
  const found = await listedByIds(blog.db, type, ids);
  const posts = found.filter((post) => mayEdit(user, post) && post.status !== 'trash');
  const list = listOf(type);
  const text = (name: string) => (typeof typed[name] === 'string' ? typed[name] : '');
  const categories = type === 'post' ? treeOf(await allTerms(blog.db, 'category')) : [];
  const chosen = idsFrom(typed.categories);
  const notice = problem ? ({ kind: 'error', text: problem } as const) : undefined;
  res.render('writing/admin-bulk', {
    frame: await adminFrame(blog, req, { title: say(type, 'edit_several'), notice }),
    type,
    words: { which: say(type, 'which'), selected: say(type, 'selected') },
    action: `${list}/bulk-edit`,
    back: localAddress(typed.back, blog.url, list),
    posts: posts.map(({ id, title, status }) => ({
      id,
      title: title || __('(no title)'),
      badge: statusBadge(status),
    })),
    left: ids.length - posts.length,
    values: Object.fromEntries(
      ['status', 'tags', 'author_id', 'comment_status', 'is_sticky'].map((name) => [name, text(name)]),
    ),
    statuses: statusChoices(mayPublish(user, type)),
    may_stick: type === 'post' && mayEditOthers(user, type),
    authors: mayEditOthers(user, type) ? await usersOfRoles(blog.db, writingRoles(type)) : [],
    categories: categories.map(({ row, depth }) => ({
      id: row.id,
      name: row.name,
      depth,
      is_chosen: chosen.includes(row.id),
    })),
  });
}

/** Says how many were done, how many were left as they were, and why. */
function tellDone(req: Request, counted: string, { changed, refusals }: Done, undo?: Undo): void {
  const tell = (text: string, kind: 'done' | 'warning') =>
    undo ? leaveUndo(req, text, undo, kind) : leaveNotice(req, text, kind);
  if (refusals.length) {
    const why = new Set(refusals.map(({ message }) => message));
    const left = __('Left as they were: %s.', refusals.length);
    tell([translate(counted, changed), left, ...why].join(' '), 'warning');
  } else if (changed) tell(translate(counted, changed), 'done');
  else leaveNotice(req, __('There was nothing to do.'), 'warning');
}

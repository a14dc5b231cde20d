// writing/rest/revisions.ts: what a post said before, and what is typed into it and not saved, by the REST API.
import { httpError } from '../../base/errors.ts';
import { refusePageBehind, sayTotal, sliceOf } from '../../base/rest/collection.ts';
import { isAsked } from '../../base/rest/fields.ts';
import { inRestWords } from '../../base/rest/refusals.ts';
import { notAllowed, restError, type RestCall } from '../../base/rest/route.ts';
import type { Context } from '../../base/rest/schema.ts';
import type { Blog } from '../../blog.ts';
import { asPost, mayDelete, mayEdit } from '../../posts/permissions.ts';
import type { Post } from '../../posts/post.ts';
import { autosave } from '../autosave.ts';
import {
  autosavesOf,
  countRevisions,
  deleteRevision,
  findRevision,
  revisionsPage,
  type Revision,
} from '../queries/revisions.ts';
import type { Written } from './args.ts';
import { postOf } from './one.ts';
import { revisionItems } from './revision-item.ts';
import type { Kind, Revised } from './schema.ts';

interface Asked {
  parent: number;
  context: Context;
}

type Listed = Asked & {
  page: number;
  per_page: number;
  offset?: number | undefined;
  order: 'asc' | 'desc';
};

/** @throws HttpError 400, 401, 403, 404 */
export async function listRevisions(blog: Blog, kind: Revised, call: RestCall<Listed>): Promise<unknown[]> {
  const { args } = call;
  const post = await editedPost(blog, kind, call);
  const { count = 0 } = (await countRevisions(blog.db, [post.id])).get(post.id) ?? {};
  refusePageBehind(args, count, 'rest_revision_invalid_page_number');
  const rows = await revisionsPage(blog.db, post.id, args.order, sliceOf(args));
  sayTotal(blog, call, count, rows);
  return items(blog, post, rows, call);
}

export async function showRevision(
  blog: Blog,
  kind: Revised,
  call: RestCall<Asked & { id: number }>,
): Promise<unknown> {
  const post = await editedPost(blog, kind, call);
  const [item] = await items(blog, post, [await revisionOf(blog, post, call.args.id, 'revision')], call);
  return item;
}

/** @throws HttpError 501 without `force`: revisions have no trash */
export async function removeRevision(
  blog: Blog,
  kind: Revised,
  call: RestCall<{ parent: number; id: number; force: boolean }>,
): Promise<unknown> {
  const { args, asker } = call;
  const post = await postOf(blog, kind, args.parent);
  if (!mayDelete(asker?.user, guarded(post)))
    throw notAllowed(asker, 'rest_cannot_delete', 'Sorry, you are not allowed to delete this revision.');
  const revision = await revisionOf(blog, post, args.id, 'revision');
  if (!args.force)
    throw restError(
      501,
      'rest_trash_not_supported',
      'Revisions do not support trashing. Set force=true to delete.',
    );
  const [previous] = await revisionItems(blog, post, [revision], { context: 'view', is_bare: true });
  await deleteRevision(blog.db, post.id, revision.id);
  return { deleted: true, previous };
}

/** Everybody's autosaves of a post; one each at most. */
export async function listAutosaves(blog: Blog, kind: Kind, call: RestCall<Asked>): Promise<unknown[]> {
  const post = await editedPost(blog, kind, call);
  return items(blog, post, await autosavesOf(blog.db, post.id), call);
}

export async function showAutosave(
  blog: Blog,
  kind: Kind,
  call: RestCall<Asked & { id: number }>,
): Promise<unknown> {
  const post = await editedPost(blog, kind, call);
  const [item] = await items(blog, post, [await revisionOf(blog, post, call.args.id, 'autosave')], call);
  return item;
}

/** Keeps what was typed beside the post. @throws HttpError 400 when the post says the same */
export async function makeAutosave(
  blog: Blog,
  kind: Kind,
  call: RestCall<Pick<Written, 'title' | 'content' | 'excerpt'> & { parent: number }>,
): Promise<unknown> {
  const { args, asker } = call;
  const post = await editedPost(blog, kind, call);
  const { title = post.title, content = post.content, excerpt = post.excerpt } = args;
  const words = { title, content, excerpt, content_format: post.content_format };
  const kept = await inRestWords(() => autosave(blog, asker!.user, { id: post.id, type: kind }, words));
  if (!kept) {
    const message = 'There is nothing to save. The autosave and the post content are the same.';
    throw restError(400, 'rest_autosave_no_changes', message);
  }
  const [item] = await revisionItems(blog, post, [kept], { context: 'edit' });
  return item;
}

/** @throws HttpError 404, and 401 or 403 for whoever may not change it */
async function editedPost(
  blog: Blog,
  kind: Revised,
  { args, asker }: RestCall<{ parent: number }>,
): Promise<Post> {
  const post = await postOf(blog, kind, args.parent).catch((error: Error) => {
    throw Object.assign(error, { code: 'rest_post_invalid_parent', message: 'Invalid post parent ID.' });
  });
  if (mayEdit(asker?.user, guarded(post))) return post;
  throw notAllowed(asker, 'rest_cannot_read', 'Sorry, you are not allowed to view revisions of this post.');
}

const guarded = (post: Post): Post => (post.type === 'wp_block' ? asPost(post) : post);

async function revisionOf(blog: Blog, post: Post, id: number, kind: Revision['kind']): Promise<Revision> {
  const found = id ? await findRevision(blog.db, post.id, id) : undefined;
  if (found?.kind === kind) return found;
  throw httpError(404, 'rest_post_invalid_id', 'Invalid revision ID.');
}

const items = (blog: Blog, post: Post, rows: Revision[], { args, request }: RestCall<Asked>) =>
  revisionItems(blog, post, rows, { context: args.context, has_content: isAsked(request.query, 'content') });

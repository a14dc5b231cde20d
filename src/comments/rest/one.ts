// comments/rest/one.ts: one comment by its number: shown, put into the trash, deleted.
import { httpError } from '../../base/errors.ts';
import { inTransaction } from '../../base/database/database.ts';
import { notAllowed, type RestCall, type RestUser } from '../../base/rest/route.ts';
import type { Context } from '../../base/rest/schema.ts';
import type { Blog } from '../../blog.ts';
import type { Post } from '../../posts/post.ts';
import { findPost, postsByIds } from '../../posts/queries/find.ts';
import { isOpenedWith } from '../../posts/rest/open-with-password.ts';
import { mayModerate, type KeptComment } from '../comment.ts';
import { byProgram, decideComments } from '../moderation/moderate.ts';
import { findComment } from '../queries/find.ts';
import { commentsByIds } from '../queries/rest-sight.ts';
import { allowedOn, commentItems, mayEditAll } from './item.ts';
import { notThere } from './list.ts';
import { isListed, readsPost, seesComment } from './sight.ts';

interface Found {
  comment: KeptComment;
  post: Post;
}

/** @throws HttpError 404 rest_comment_invalid_id */
export async function commentOf(blog: Blog, id: number): Promise<Found> {
  const comment = id ? await findComment(blog.db, id) : undefined;
  if (!isListed(comment)) throw notThere();
  const post = await findPost(blog.db, comment.post_id);
  if (!post) throw httpError(404, 'rest_post_invalid_id', 'Invalid post ID.');
  return { comment, post };
}

/** @throws HttpError 401, 403, 404 */
export async function showComment(
  blog: Blog,
  { args, asker, reply, req }: RestCall<{ id: number; context: Context; password?: string | undefined }>,
): Promise<unknown> {
  const { comment, post } = await commentOf(blog, args.id);
  const isOpened = await isOpenedWith(blog, req, post, args.password);
  const refused = refusalOf({ comment, post }, args.context, asker, isOpened);
  if (refused) throw refused;
  reply.headers.Allow = allowedOn(post, asker).join(', ');
  const [item] = await commentItems(blog, [comment], { asker, context: args.context });
  return item;
}

function refusalOf(
  { comment, post }: Found,
  context: Context,
  asker: RestUser | undefined,
  isOpened = false,
) {
  if (context === 'edit' && !mayEditAll(asker))
    return notAllowed(asker, 'rest_forbidden_context', 'Sorry, you are not allowed to edit comments.');
  if (!seesComment(asker?.user, comment, post, isOpened))
    return notAllowed(asker, 'rest_cannot_read', 'Sorry, you are not allowed to read this comment.');
  if (!readsPost(asker?.user, post, isOpened))
    return notAllowed(
      asker,
      'rest_cannot_read_post',
      'Sorry, you are not allowed to read the post for this comment.',
    );
  return undefined;
}

/** Several comments, for `_embed`. */
export async function embedComments(
  blog: Blog,
  all: { id: number }[],
  asker: RestUser | undefined,
): Promise<unknown[]> {
  const comments = await commentsByIds(
    blog.db,
    all.map(({ id }) => id),
  );
  const kept = [...comments.values()].filter(isListed);
  const posts = await postsByIds(
    blog.db,
    kept.map(({ post_id }) => post_id),
  );
  const refusals = new Map(
    kept.map((comment) => [
      comment.id,
      refusalOf({ comment, post: posts.get(comment.post_id)! }, 'embed', asker),
    ]),
  );
  const open = kept.filter(({ id }) => !refusals.get(id));
  const items = await commentItems(blog, open, { asker, context: 'embed' });
  const byId = new Map(items.map((item) => [item.id, item]));
  return all.map(({ id }) => byId.get(id) ?? refusals.get(id) ?? notThere());
}

/** Into the trash, or for ever. @throws HttpError 401, 403, 404, 410 */
export async function deleteComment(
  blog: Blog,
  { args, asker, reply }: RestCall<{ id: number; force: boolean }>,
): Promise<unknown> {
  const { comment, post } = await commentOf(blog, args.id);
  reply.headers.Allow = allowedOn(post, asker).join(', ');
  if (!mayModerate(asker?.user, post))
    throw notAllowed(asker, 'rest_cannot_delete', 'Sorry, you are not allowed to delete this comment.');
  if (args.force) {
    const [previous] = await commentItems(blog, [comment], { asker, context: 'edit', is_bare: true });
    await inTransaction(blog, (blog) => decideComments(blog, [comment.id], 'delete', byProgram(asker)));
    delete reply.headers.Allow;
    return { deleted: true, previous };
  }
  if (comment.status === 'trash')
    throw httpError(410, 'rest_already_trashed', 'The comment has already been trashed.');
  await decideComments(blog, [comment.id], 'trash', byProgram(asker));
  const [item] = await commentItems(blog, [(await commentOf(blog, comment.id)).comment], {
    asker,
    context: 'edit',
  });
  return item;
}

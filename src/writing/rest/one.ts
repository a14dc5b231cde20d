// writing/rest/one.ts: one post or page by its number: shown, put into the trash, deleted.
import { inTransaction } from '../../base/database/database.ts';
import { httpError } from '../../base/errors.ts';
import { notAllowed, type RestCall, type RestUser } from '../../base/rest/route.ts';
import type { Context } from '../../base/rest/schema.ts';
import type { Blog } from '../../blog.ts';
import { isOpenedWith } from '../../posts/rest/open-with-password.ts';
import { mayDelete, mayEdit } from '../../posts/permissions.ts';
import type { Post } from '../../posts/post.ts';
import { findPost, postsByIds } from '../../posts/queries/find.ts';
import { mayRead } from '../../posts/visible.ts';
import { deletePostsForEver, trashPosts } from '../list/trash.ts';
import { postItems } from './item.ts';
import { allowedOn } from './links.ts';
import type { Kind, Revised } from './schema.ts';

/** A post of a kind. @throws HttpError 404 rest_post_invalid_id */
export async function postOf(blog: Blog, kind: Revised, id: number): Promise<Post> {
  const post = id ? await findPost(blog.db, id) : undefined;
  if (post?.type !== kind) throw httpError(404, 'rest_post_invalid_id', 'Invalid post ID.');
  return post;
}

interface Shown {
  id: number;
  context: Context;
  password?: string | undefined;
  excerpt_length?: number | undefined;
}

/** @throws HttpError 401, 403, 404 */
export async function showPost(blog: Blog, kind: Kind, call: RestCall<Shown>): Promise<unknown> {
  const { args, asker, reply } = call;
  const post = await postOf(blog, kind, args.id);
  const refused = refusalOf(post, args.context, asker);
  if (refused) throw refused;
  reply.headers.Allow = allowedOn(post, asker).join(', ');
  const opened = (await isOpenedWith(blog, call.req, post, args.password)) ? [post.id] : [];
  const [item] = await postItems(blog, [post], {
    asker,
    context: args.context,
    opened,
    excerpt_words: args.excerpt_length,
  });
  reply.headers.Link = `<${String(item!.link)}>; rel="alternate"; type=text/html`;
  return item;
}

/** Several posts, for `_embed`. */
export async function embedPosts(
  blog: Blog,
  kind: Kind,
  all: Shown[],
  asker: RestUser | undefined,
): Promise<unknown[]> {
  const posts = await postsByIds(
    blog.db,
    all.map(({ id }) => id),
  );
  const open = [...posts.values()].filter((post) => post.type === kind && !refusalOf(post, 'embed', asker));
  const items = await postItems(blog, open, { asker, context: 'embed' });
  const byId = new Map(items.map((item) => [item.id, item]));
  return all.map(({ id }) => {
    const post = posts.get(id);
    if (post?.type !== kind) return httpError(404, 'rest_post_invalid_id', 'Invalid post ID.');
    return byId.get(id) ?? refusalOf(post, 'embed', asker);
  });
}

function refusalOf(post: Post, context: Context, asker: RestUser | undefined) {
  if (context === 'edit' && !mayEdit(asker?.user, post))
    return notAllowed(asker, 'rest_forbidden_context', 'Sorry, you are not allowed to edit this post.');
  const isSeen = post.status === 'trash' ? mayEdit(asker?.user, post) : mayRead(asker?.user, post);
  return isSeen ? undefined : notAllowed(asker, 'rest_forbidden', 'Sorry, you are not allowed to do that.');
}

/** @throws HttpError 401, 403, 404, 410 */
export async function deletePost(
  blog: Blog,
  kind: Kind,
  { args, asker, reply }: RestCall<{ id: number; force: boolean }>,
): Promise<unknown> {
  const post = await postOf(blog, kind, args.id);
  reply.headers.Allow = allowedOn(post, asker).join(', ');
  if (!mayDelete(asker?.user, post))
    throw notAllowed(asker, 'rest_cannot_delete', 'Sorry, you are not allowed to delete this post.');
  if (!args.force && post.status === 'trash')
    throw httpError(410, 'rest_already_trashed', 'The post has already been deleted.');
  const { user } = asker!;
  const chosen = { type: kind, ids: [post.id] };
  if (!args.force) {
    refused(await trashPosts(blog, user, chosen));
    const [item] = await postItems(blog, [await postOf(blog, kind, post.id)], { asker, context: 'edit' });
    return item;
  }
  const [previous] = await postItems(blog, [post], { asker, context: 'edit', is_bare: true });
  await inTransaction(blog, async (blog) => {
    if (post.status !== 'trash') refused(await trashPosts(blog, user, chosen));
    refused(await deletePostsForEver(blog, user, chosen));
  });
  return { deleted: true, previous };
}

/** @throws HttpError what kept the post as it was, such as somebody else's change meanwhile */
function refused({ refusals }: { refusals: Error[] }): void {
  if (refusals[0]) throw refusals[0];
}

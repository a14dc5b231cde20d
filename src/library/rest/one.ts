// library/rest/one.ts: one kept file by its number: shown, deleted.
import { inTransaction } from '../../base/database/database.ts';
import { httpError } from '../../base/errors.ts';
import { notAllowed, restError, type RestCall, type RestUser } from '../../base/rest/route.ts';
import type { Context } from '../../base/rest/schema.ts';
import type { Blog } from '../../blog.ts';
import type { Media } from '../../media/media.ts';
import { mayChange, mayRemove } from '../../media/permissions.ts';
import { findMedia, mediaByIds } from '../../media/queries.ts';
import { removeMedia } from '../../media/remove.ts';
import type { Post } from '../../posts/post.ts';
import { mediaItems, postsOf } from './item.ts';
import { allowedOn, sees } from './permissions.ts';

/** @throws HttpError 404 rest_post_invalid_id */
export async function mediaOf(blog: Blog, id: number): Promise<Media> {
  const media = id ? await findMedia(blog.db, id) : undefined;
  if (!media || media.source === 'embed') throw notThere();
  return media;
}

/** @throws HttpError 401, 403, 404 */
export async function showMedia(
  blog: Blog,
  { args, asker, reply }: RestCall<{ id: number; context: Context }>,
): Promise<unknown> {
  const media = await mediaOf(blog, args.id);
  const posts = await postsOf(blog, [media]);
  const refused = refusalOf(media, posts, args.context, asker);
  if (refused) throw refused;
  reply.headers.Allow = allowedOn(media, asker).join(', ');
  const [item] = await mediaItems(blog, [media], { asker, context: args.context });
  reply.headers.Link = `<${String(item!.link)}>; rel="alternate"; type=text/html`;
  return item;
}

/** A file of a comment that is not shown is not there for others. */
function refusalOf(media: Media, posts: Map<number, Post>, context: Context, asker: RestUser | undefined) {
  const user = asker?.user;
  const isSeen = sees(user, media, posts.get(media.post_id ?? 0));
  if (!isSeen && media.source !== 'library') return notThere();
  if (context === 'edit' && !mayChange(user, media))
    return notAllowed(asker, 'rest_forbidden_context', 'Sorry, you are not allowed to edit this post.');
  return isSeen ? undefined : notAllowed(asker, 'rest_forbidden', 'Sorry, you are not allowed to do that.');
}

/** Several files, for `_embed`. */
export async function embedMedia(
  blog: Blog,
  all: { id: number }[],
  asker: RestUser | undefined,
): Promise<unknown[]> {
  const found = await mediaByIds(
    blog.db,
    all.map(({ id }) => id),
  );
  const posts = await postsOf(blog, [...found.values()]);
  const open = [...found.values()].filter((media) => !refusalOf(media, posts, 'embed', asker));
  const items = await mediaItems(blog, open, { asker, context: 'embed' });
  const byId = new Map(items.map((item) => [item.id, item]));
  return all.map(({ id }) => {
    const media = found.get(id);
    return byId.get(id) ?? (media ? refusalOf(media, posts, 'embed', asker) : notThere());
  });
}

/** @throws HttpError 401, 403, 404, 501 */
export async function deleteMedia(
  blog: Blog,
  { args, asker, reply }: RestCall<{ id: number; force: boolean }>,
): Promise<unknown> {
  const media = await mediaOf(blog, args.id);
  reply.headers.Allow = allowedOn(media, asker).join(', ');
  if (!mayRemove(asker?.user, media))
    throw notAllowed(asker, 'rest_cannot_delete', 'Sorry, you are not allowed to delete this post.');
  if (!args.force)
    throw restError(
      501,
      'rest_trash_not_supported',
      "The post does not support trashing. Set 'force=true' to delete.",
    );
  const [previous] = await mediaItems(blog, [media], { asker, context: 'edit', is_bare: true });
  await inTransaction(blog, (blog) => removeMedia(blog, [media.id]));
  return { deleted: true, previous };
}

const notThere = () => httpError(404, 'rest_post_invalid_id', 'Invalid post ID.');

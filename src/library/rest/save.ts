// library/rest/save.ts: keeps a file that a program sends, and changes the words of one.
import { findUser } from '../../accounts/queries.ts';
import { inTransaction } from '../../base/database/database.ts';
import { httpError } from '../../base/errors.ts';
import { restAddress } from '../../base/rest/address.ts';
import { momentAsked } from '../../base/rest/moments.ts';
import { inRestWords } from '../../base/rest/refusals.ts';
import { notAllowed, restError, type RestCall } from '../../base/rest/route.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { describeMedia } from '../../media/describe.ts';
import type { Media } from '../../media/media.ts';
import { mayChange } from '../../media/permissions.ts';
import { storeMedia } from '../../media/store.ts';
import { removeReceived } from '../../media/uploads/commit.ts';
import { mayEdit } from '../../posts/permissions.ts';
import { findPost } from '../../posts/queries/find.ts';
import { slugOf } from '../../terms/term.ts';
import type { Written } from './args.ts';
import { mediaBase, mediaItems } from './item.ts';
import { mediaOf } from './one.ts';
import { allowedOn, seesAll } from './permissions.ts';
import { fileIn } from './receive.ts';

/** @throws HttpError 400, 401, 403, 412, 413, 415 */
export async function createMedia(blog: Blog, call: RestCall<Written>): Promise<unknown> {
  const { args, asker, req } = call;
  const { user } = asker!;
  try {
    if ('id' in args && args.id) throw httpError(400, 'rest_post_exists', 'Cannot create existing post.');
    const file = fileIn(req);
    const words = await wordsOf(blog, call, 'upload media to this post');
    const media = await inRestWords(() =>
      inTransaction(blog, (blog) =>
        storeMedia(blog, file, { source: 'library', uploaded_by: user.id, ...words }),
      ),
    );
    return await made(blog, call, media);
  } catch (error) {
    await removeReceived(blog, req.received);
    throw error;
  }
}

/** What is answered when a file was made. */
export async function made(
  blog: Blog,
  { asker, reply }: Pick<RestCall, 'asker' | 'reply'>,
  media: Media,
): Promise<unknown> {
  const [item] = await mediaItems(blog, [media], { asker, context: 'edit' });
  reply.status = 201;
  reply.headers.Location = restAddress(blog, `${mediaBase}/${media.id}`);
  // By it programs whose connection broke find what came of their upload.
  reply.headers['X-WP-Upload-Attachment-ID'] = String(media.id);
  return item;
}

/** @throws HttpError 400, 401, 403, 404 */
export async function changeMedia(blog: Blog, call: RestCall<Written & { id: number }>): Promise<unknown> {
  const { args, asker, reply } = call;
  const media = await changeable(blog, call, args.id);
  reply.headers.Allow = allowedOn(media, asker).join(', ');
  await describeMedia(blog, media, await wordsOf(blog, call, 'edit this post'));
  const [item] = await mediaItems(blog, [await mediaOf(blog, media.id)], { asker, context: 'edit' });
  return item;
}

/** A file that the asker may change. @throws HttpError 401, 403, 404 */
export async function changeable(blog: Blog, { asker }: Pick<RestCall, 'asker'>, id: number): Promise<Media> {
  const media = await mediaOf(blog, id);
  if (!mayChange(asker?.user, media))
    throw notAllowed(asker, 'rest_cannot_edit', 'Sorry, you are not allowed to edit this post.');
  return media;
}

type Words = Partial<Media>;

/** What is to be different; what was not sent stays. @throws HttpError 400, 403 */
export async function wordsOf(
  blog: Blog,
  call: RestCall<Pick<Written, 'title' | 'caption' | 'description' | 'alt_text' | 'post'> & Partial<Written>>,
  what: string,
): Promise<Words> {
  const { args } = call;
  const { timezone_string: zone } = await settings(blog.db, general);
  const uploaded_at = momentAsked(args, zone);
  const { title, caption, description, alt_text, slug, post, author } = args;
  await refuseLinks(blog, call, what);
  return {
    ...(title !== undefined && { title }),
    ...(caption !== undefined && { caption }),
    ...(description !== undefined && { description }),
    ...(alt_text !== undefined && { alternative_text: alt_text }),
    ...(slug !== undefined && slugOf(slug) && { slug: slugOf(slug) }),
    ...(post !== undefined && { post_id: post || null }),
    ...(author && { uploaded_by: author }),
    ...(uploaded_at && { uploaded_at }),
  };
}

/** @throws HttpError 400, 403 for a post or an author that the asker may not name */
async function refuseLinks(
  blog: Blog,
  { args, asker }: RestCall<{ post?: number | undefined; author?: number | undefined }>,
  what: string,
): Promise<void> {
  const post = args.post ? await findPost(blog.db, args.post) : undefined;
  if (args.post && !post) throw restError(400, 'rest_invalid_param', 'Invalid parent type.');
  if (post && !mayEdit(asker?.user, post))
    throw notAllowed(asker, 'rest_cannot_edit', `Sorry, you are not allowed to ${what}.`);
  if (!args.author || args.author === asker?.user.id) return;
  if (!seesAll(asker?.user))
    throw notAllowed(
      asker,
      'rest_cannot_edit_others',
      'Sorry, you are not allowed to create posts as this user.',
    );
  if (!(await findUser(blog.db, args.author)))
    throw restError(400, 'rest_invalid_author', 'Invalid author ID.');
}

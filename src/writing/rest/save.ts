// writing/rest/save.ts: makes and changes posts and pages for programs: their words become those of the write screen, and are saved as these are.
import { may } from '../../accounts/user.ts';
import { inTransaction } from '../../base/database/database.ts';
import { httpError } from '../../base/errors.ts';
import { restAddress } from '../../base/rest/address.ts';
import { inRestWords } from '../../base/rest/refusals.ts';
import { notAllowed, restError, type RestCall, type RestUser } from '../../base/rest/route.ts';
import type { Blog } from '../../blog.ts';
import { findMedia } from '../../media/queries.ts';
import { mayEdit, mayEditOthers, mayPublish, mayWrite } from '../../posts/permissions.ts';
import type { Post } from '../../posts/post.ts';
import { findPost } from '../../posts/queries/find.ts';
import { isBelow } from '../queries/choices.ts';
import { restorePosts } from '../list/trash.ts';
import { savePost } from '../save.ts';
import type { Written } from './args.ts';
import { postItems } from './item.ts';
import { allowedOn, restBase } from './links.ts';
import { postOf } from './one.ts';
import type { Kind } from './schema.ts';
import { newWords, wordsOf } from './words.ts';

/** @throws HttpError 400, 401, 403 */
export async function createPost(blog: Blog, kind: Kind, call: RestCall<Written>): Promise<unknown> {
  const { args, reply } = call;
  if (args.id) throw httpError(400, 'rest_post_exists', 'Cannot create existing post.');
  const post = await save(blog, kind, undefined, call);
  reply.status = 201;
  reply.headers.Location = restAddress(blog, `${restBase(kind)}/${post.id}`);
  return shown(blog, post, call.asker);
}

/** @throws HttpError 400, 401, 403, 404 */
export async function changePost(
  blog: Blog,
  kind: Kind,
  call: RestCall<Written & { id: number }>,
): Promise<unknown> {
  const { args, asker, reply } = call;
  const before = await postOf(blog, kind, args.id);
  reply.headers.Allow = allowedOn(before, asker).join(', ');
  if (!mayEdit(asker?.user, before))
    throw notAllowed(asker, 'rest_cannot_edit', 'Sorry, you are not allowed to edit this post.');
  return shown(blog, await save(blog, kind, before, call), asker);
}

async function shown(blog: Blog, post: Post, asker: RestUser | undefined): Promise<unknown> {
  const [item] = await postItems(blog, [post], { asker, context: 'edit' });
  return item;
}

/** A post in the trash that is given a status comes out of it with that one. */
async function save(
  blog: Blog,
  kind: Kind,
  before: Post | undefined,
  call: RestCall<Written>,
): Promise<Post> {
  const { args, asker } = call;
  const { user } = asker!;
  await refuseWrong(blog, kind, before, call);
  return inRestWords(() =>
    inTransaction(blog, async (blog) => {
      let present = before;
      if (before?.status === 'trash' && args.status) {
        const { refusals } = await restorePosts(blog, user, { type: kind, ids: [before.id] });
        if (refusals[0]) throw refusals[0];
        present = await findPost(blog.db, before.id);
      }
      const words = present ? await wordsOf(blog, present, args) : await newWords(blog, kind, args);
      return savePost(blog, user, words);
    }),
  );
}

async function refuseWrong(
  blog: Blog,
  kind: Kind,
  before: Post | undefined,
  call: RestCall<Written>,
): Promise<void> {
  const { args } = call;
  refuseForbidden(kind, before, call);
  refuseEmpty(before, args);
  if (args.sticky && (args.password || (args.password === undefined && before?.password)))
    throw restError(400, 'rest_invalid_field', 'A post can not be sticky and have a password.');
  if (args.featured_media && args.featured_media !== before?.featured_media_id) {
    const media = await findMedia(blog.db, args.featured_media);
    if (!media?.mime_type.startsWith('image/') || media.source !== 'library')
      throw restError(400, 'rest_invalid_featured_media', 'Invalid featured media ID.');
  }
  if (args.parent) await refuseParent(blog, before, args.parent);
}

/** @throws HttpError 401, 403 */
function refuseForbidden(kind: Kind, before: Post | undefined, { args, asker }: RestCall<Written>): void {
  const user = asker?.user;
  const isOut = ['publish', 'future', 'private'].includes(args.status ?? '');
  if (isOut && args.status !== before?.status && !mayPublish(user, kind))
    throw notAllowed(
      asker,
      'rest_cannot_publish',
      `Sorry, you are not allowed to publish ${kind}s in this post type.`,
    );
  const author = args.author ?? 0;
  if (author && author !== (before ? before.author_id : user?.id) && !mayEditOthers(user, kind))
    throw notAllowed(
      asker,
      'rest_cannot_edit_others',
      `Sorry, you are not allowed to create ${kind}s as this user.`,
    );
  const isSticky = before?.is_sticky ?? false;
  if (
    args.sticky !== undefined &&
    args.sticky !== isSticky &&
    !(mayEditOthers(user, kind) && mayPublish(user, kind))
  )
    throw notAllowed(asker, 'rest_cannot_assign_sticky', 'Sorry, you are not allowed to make posts sticky.');
  if ((args.categories ?? args.tags) && !may(user, 'edit_posts'))
    throw notAllowed(
      asker,
      'rest_cannot_assign_term',
      'Sorry, you are not allowed to assign the provided terms.',
    );
  if (!before && !mayWrite(user, kind))
    throw notAllowed(
      asker,
      'rest_cannot_create',
      `Sorry, you are not allowed to create ${kind}s as this user.`,
    );
}

/** @throws HttpError 400 empty_content */
function refuseEmpty(before: Post | undefined, { title, content, excerpt }: Written): void {
  const texts = [title ?? before?.title, content ?? before?.content, excerpt ?? before?.excerpt];
  if (!texts.some((text) => text?.trim()))
    throw restError(400, 'empty_content', 'Content, title, and excerpt are empty.');
}

/** @throws HttpError 400 for a page that is not there, is the page itself, or stands below it */
async function refuseParent(blog: Blog, before: Post | undefined, parent: number): Promise<void> {
  const found = await findPost(blog.db, parent);
  if (found?.type !== 'page') throw restError(400, 'rest_post_invalid_id', 'Invalid post parent ID.');
  if (!before) return;
  if (parent !== before.id && !(await isBelow(blog.db, parent, before.id))) return;
  const message = 'A page cannot stand below itself.';
  throw restError(400, 'rest_invalid_param', 'Invalid parameter(s): parent', { params: { parent: message } });
}

// writing/save.ts: saves a post or page as its author typed it: rendered, with terms, address, revision, and told to the house.
import { DateTime } from 'luxon';
import { may, type User } from '../accounts/user.ts';
import { inTransaction } from '../base/database/database.ts';
import { forbidden, httpError, notFound } from '../base/errors.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { wantEmbeds } from '../embeds/want.ts';
import { refuseUnready } from './publish-checks.ts';
import type { SavedWords } from './form.ts';
import { mayEdit, mayWrite } from '../posts/permissions.ts';
import type { Post } from '../posts/post.ts';
import { announcePost, outcomeOf, planPublishing } from '../posts/publish.ts';
import { findPost } from '../posts/queries/find.ts';
import { insertPost, saveFormerAddresses, lockPost, updatePost } from '../posts/queries/write.ts';
import { keepPastedPictures } from '../posts/content/pasted-pictures.ts';
import { renderContent } from '../posts/content/render.ts';
import { storeRevisions } from './revisions.ts';
import { columnsOf } from './saved-columns.ts';
import { saveTerms } from './save-terms.ts';
import { claimSubmission, settleSubmission } from './submitted-form.ts';
import { say } from './sayings.ts';

/**
 * Saves a post: a new one when `id` is left out. Everybody's words go through the same sanitizer, those with
 * `unfiltered_html` too: an account that is taken over gains no script on the page. A form that is sent again saves
 * the same post, and what says the same twice is saved once (submitted-form.ts).
 * @throws HttpError 404, 403, 409 when somebody else changed the post since the form was opened, and 422 naming the
 *   fields that keep it from coming out as meant (publish-checks.ts)
 */
export async function savePost(blog: Blog, user: User, words: SavedWords): Promise<Post> {
  const { content_format, id, type } = words;
  await refuseStranger(blog, user, words);
  const content = await withFiles(blog, user, words);
  const rendered = await renderContent(blog, {
    content,
    content_format,
    id,
  });
  const date = await dateOf(blog, words);
  return inTransaction(blog, async (blog) => {
    const repeated = await claimSubmission(blog, user, words);
    const isOwn = repeated && (!id || repeated.post.id === id);
    if (isOwn && repeated.is_same) return repeated.post;
    const own = isOwn ? { id: repeated.post.id, type, seen_at: repeated.seen_at } : undefined;
    if (own) await refuseStranger(blog, user, own);
    const before = await lockedPost(blog, own?.id ?? id);
    refuseConflict(before, own ?? words);
    refuseUnready(before, words);
    const outcome = outcomeOf(
      user,
      before,
      { ...words, is_private: words.visibility === 'private', date: date(before) },
      blog.now(),
    );
    const columns = {
      ...(await columnsOf(blog, user, before, { ...words, content, id: before?.id }, outcome)),
      ...rendered,
    };
    const post = before
      ? await updatePost(blog.db, before.id, columns)
      : await insertPost(blog.db, {
          ...columns,
          type,
          created_at: blog.now(),
        });
    await storeRevisions(blog, before, post, user);
    if (before) await rememberAddress(blog, before, post);
    await saveTerms(blog, user, post, words, before?.status);
    await wantEmbeds(blog, rendered.embed_urls);
    await planPublishing(blog, post);
    await announcePost(blog, post, before?.status);
    await settleSubmission(blog, user, words, post);
    return post;
  });
}

/** The text with its pasted pictures as files, for those who may send files. */
async function withFiles(blog: Blog, user: User, { content, id }: SavedWords): Promise<string> {
  if (!may(user, 'upload_files')) return content;
  return (await keepPastedPictures(blog, content, { uploaded_by: user.id, post_id: id })).content;
}

/** @throws HttpError 404, 403, and 409 for what lies in the trash */
export async function refuseStranger(
  blog: Blog,
  user: User,
  { id, type }: Pick<SavedWords, 'id' | 'type'>,
): Promise<void> {
  const post = id ? await findPost(blog.db, id) : undefined;
  if (id && post?.type !== type) throw notFound(type);
  const isAllowed = post ? mayEdit(user, post) : mayWrite(user, type);
  if (!isAllowed) throw forbidden(say(type, 'may_not_change'));
  if (post?.status === 'trash') {
    throw httpError(409, 'in_trash', say(type, 'restore_first'));
  }
}

const lockedPost = (blog: Blog, id: number | undefined) => (id ? lockPost(blog.db, id) : undefined);

function refuseConflict(
  before: Post | undefined,
  { seen_at, type }: Pick<SavedWords, 'seen_at' | 'type'>,
): void {
  if (!before || !seen_at || before.modified_at.toISOString() === seen_at) return;
  throw httpError(409, 'changed_meanwhile', say(type, 'changed_meanwhile'));
}

/** Reads the date in the site's zone. A date that was not touched keeps its seconds. */
async function dateOf(blog: Blog, { published_at }: SavedWords) {
  const { timezone_string: zone } = await settings(blog.db, general);
  return (before: Post | undefined): Date | undefined => {
    if (!published_at) return undefined;
    const known = before?.published_at;
    const isMinute = published_at.length === 16;
    if (known && isMinute && localMinute(known, zone) === published_at) return known;
    return localDate(published_at, zone);
  };
}

/** The moment that `datetime-local` means in a zone; undefined for none. */
export function localDate(given: string, zone: string): Date | undefined {
  const read = DateTime.fromISO(given, { zone });
  return read.isValid ? read.toJSDate() : undefined;
}

/** A moment as `datetime-local` shows it. */
export function localMinute(date: Date, zone: string): string {
  return DateTime.fromJSDate(date, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
}

async function rememberAddress(blog: Blog, before: Post, post: Post): Promise<void> {
  const wasOut = before.status === 'publish' && before.slug !== '';
  const isSame = before.slug === post.slug && before.published_at?.getTime() === post.published_at?.getTime();
  if (wasOut && !isSame) await saveFormerAddresses(blog.db, [before]);
}

// writing/saved-columns.ts: what the write screen's words become in the row of a post.
import type { User } from '../accounts/user.ts';
import { findUser } from '../accounts/queries.ts';
import { forbidden, httpError } from '../base/errors.ts';
import { __ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { findMedia } from '../media/queries.ts';
import { activeTheme } from '../themes/current.ts';
import { pageTemplates } from '../themes/page-templates.ts';
import { changedMeta } from './custom-fields.ts';
import { mayEditOthers, mayWrite } from '../posts/permissions.ts';
import { isOut, momentAfter, type Post } from '../posts/post.ts';
import type { Outcome } from '../posts/publish.ts';
import { isBelow } from './queries/choices.ts';
import { findPost } from '../posts/queries/find.ts';
import type { SavedWords } from './form.ts';
import { uniqueSlug } from '../posts/addresses/slug.ts';
import { say } from './sayings.ts';

/** @throws HttpError 403, 422 when the post is given to somebody it cannot be given to */
export async function columnsOf(
  blog: Blog,
  user: User,
  before: Post | undefined,
  words: SavedWords,
  outcome: Outcome,
): Promise<Partial<Post>> {
  const { title, content, content_format, excerpt, format, to_ping, canonical, menu_order } = words;
  const { source_name, source_url, source_author, source_published_at, seo_title, seo_description } = words;
  const parent_id = await parentOf(blog, words);
  return {
    title: title.trim(),
    content,
    content_format,
    excerpt,
    format,
    to_ping,
    canonical,
    menu_order,
    source_name,
    source_url,
    source_author,
    seo_title: seo_title.trim(),
    seo_description: seo_description.trim(),
    source_published_at: source_published_at ? new Date(`${source_published_at}T00:00:00Z`) : null,
    ...outcome,
    meta: changedMeta(before?.meta ?? {}, words),
    author_id: await authorOf(blog, user, before, words),
    parent_id,
    template: await templateOf(blog, before, words),
    slug: await slugFor(blog, before, { ...words, parent_id }, outcome),
    password: words.visibility === 'protected' ? words.password : '',
    is_sticky:
      words.type === 'post' && (mayEditOthers(user, 'post') ? words.is_sticky : (before?.is_sticky ?? false)),
    comment_status: words.comment_status ? 'open' : 'closed',
    ping_status: words.ping_status ? 'open' : 'closed',
    comment_pause: words.comment_pause ?? before?.comment_pause ?? 0,
    featured_media_id: await featuredOf(blog, words),
    // The form's token is this moment.
    modified_at: before ? momentAfter(before, blog.now()) : blog.now(),
  };
}

/** Whose the post is: nobody chosen leaves it to whom it belongs, a new one to who writes it. */
async function authorOf(
  { db }: Blog,
  user: User,
  before: Post | undefined,
  { author_id, type }: SavedWords,
): Promise<number | null> {
  const current = before ? before.author_id : user.id;
  if (!author_id || author_id === current) return current;
  if (!mayEditOthers(user, type)) throw forbidden(say(type, 'may_not_give'));
  if (mayWrite(await findUser(db, author_id), type)) return author_id;
  const message = say(type, 'choose_author');
  throw httpError(
    422,
    'no_author',
    __(/* translators: what is wrong, a sentence */ 'Not saved yet: %s', message),
    { author_id: message },
  );
}

/** @throws HttpError 422 for a template that the theme has not */
async function templateOf(
  blog: Blog,
  before: Post | undefined,
  { type, template }: SavedWords,
): Promise<string> {
  const now = before?.template ?? '';
  if (type !== 'page' || template === undefined || template === now || template === '')
    return template ?? now;
  const { theme } = await activeTheme(blog, { user: undefined, query: {} });
  if (Object.hasOwn(pageTemplates(blog, theme), template)) return template;
  const message = __('Please choose a template that the theme has.');
  throw httpError(
    422,
    'no_template',
    __(/* translators: what is wrong, a sentence */ 'Not saved yet: %s', message),
    { template: message },
  );
}

/** A draft has no slug before its author gives one, or it comes out. */
async function slugFor(
  blog: Blog,
  before: Post | undefined,
  words: Omit<SavedWords, 'parent_id'> & { parent_id: number | null },
  { status }: Outcome,
): Promise<string> {
  const wish = words.slug;
  if (!wish && !isOut(status)) return '';
  const isSame = before && wish === before.slug && before.slug !== '' && before.parent_id === words.parent_id;
  return isSame ? before.slug : uniqueSlug(blog, words, wish);
}

async function parentOf(blog: Blog, { type, parent_id, id }: SavedWords): Promise<number | null> {
  if (type !== 'page' || !parent_id || parent_id === id) return null;
  const parent = await findPost(blog.db, parent_id);
  if (parent?.type !== 'page') return null;
  return id && (await isBelow(blog.db, parent_id, id)) ? null : parent_id;
}

async function featuredOf(blog: Blog, { featured_media_id }: SavedWords): Promise<number | null> {
  if (!featured_media_id) return null;
  const media = await findMedia(blog.db, featured_media_id);
  return media?.mime_type.startsWith('image/') && media.source === 'library' ? media.id : null;
}

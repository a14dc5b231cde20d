// writing/rest/words.ts: what a program sends, as the words of the write screen: what it leaves out stays as it is.
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { localMoment, momentAsked } from '../../base/rest/moments.ts';
import type { Blog } from '../../blog.ts';
import { writingRules } from '../../posts/settings.ts';
import type { Post } from '../../posts/post.ts';
import { termsOf } from '../../terms/queries.ts';
import { postForm, type PostWords, type SavedWords } from '../form.ts';
import { openAtFirst } from '../settings.ts';
import type { Written } from './args.ts';
import type { Kind } from './schema.ts';

/** The words of a new post. */
export async function newWords(blog: Blog, kind: Kind, args: Written): Promise<SavedWords> {
  const { timezone_string: zone } = await settings(blog.db, general);
  const open = await settings(blog.db, openAtFirst);
  const { default_post_format } = await settings(blog.db, writingRules);
  const usual = {
    ...emptyWords(),
    format: kind === 'post' ? default_post_format : 'standard',
    comment_status: kind === 'post' && open.default_comment_status === 'open',
    ping_status: kind === 'post' && open.default_ping_status === 'open',
  } as const;
  return {
    ...overlaid(usual, args, zone),
    type: kind,
    act: actOf(args.status, 'draft'),
    tag_ids: args.tags ?? [],
    ...metaLines({}, args.meta),
  };
}

/** The words of a post as it stands, with what is to change. */
export async function wordsOf(blog: Blog, post: Post, args: Written): Promise<SavedWords> {
  const { timezone_string: zone } = await settings(blog.db, general);
  const terms = (await termsOf(blog.db, [post.id])).get(post.id) ?? [];
  const of = (taxonomy: string) => terms.filter((term) => term.taxonomy === taxonomy).map(({ id }) => id);
  return {
    ...overlaid({ ...standing(post, zone), categories: of('category') }, args, zone),
    id: post.id,
    type: post.type as Kind,
    act: args.status === undefined || args.status === post.status ? 'save' : actOf(args.status, post.status),
    tag_ids: args.tags ?? of('post_tag'),
    ...metaLines(post.meta, args.meta),
  };
}

function actOf(status: Written['status'], usual: string): PostWords['act'] {
  const wished = status ?? usual;
  return wished === 'draft' || wished === 'pending' ? wished : 'publish';
}

/** The words of an empty form. */
function emptyWords(): PostWords {
  const read = postForm({});
  if ('problems' in read) throw new Error('an empty form is no form');
  return read.words;
}

function standing(post: Post, zone: string): PostWords {
  const { password } = post;
  return {
    ...emptyWords(),
    ...sameIn(post),
    visibility: password ? 'protected' : post.status === 'private' ? 'private' : 'public',
    published_at: localMoment(post.published_at, zone) ?? '',
    is_sticky: post.is_sticky,
    comment_status: post.comment_status === 'open',
    ping_status: post.ping_status === 'open',
    featured_media_id: post.featured_media_id ?? 0,
    source_published_at: post.source_published_at?.toISOString().slice(0, 10) ?? '',
    parent_id: post.parent_id ?? 0,
  };
}

/** What the form calls as the row does. */
function sameIn(post: Post) {
  const { title, content, content_format, excerpt, slug, format, password, to_ping, canonical, menu_order } =
    post;
  const { source_name, source_url, source_author, seo_title, seo_description, template } = post;
  return {
    title,
    content,
    content_format,
    excerpt,
    slug,
    format,
    password,
    to_ping,
    canonical,
    menu_order,
    source_name,
    source_url,
    source_author,
    seo_title,
    seo_description,
    template,
  };
}

function overlaid(words: PostWords, args: Written, zone: string): PostWords {
  const password = args.password ?? words.password;
  const isPrivate = (args.status ?? (words.visibility === 'private' ? 'private' : '')) === 'private';
  const lines = (text: string) => text.replaceAll('\r\n', '\n');
  return {
    ...words,
    title: args.title ?? words.title,
    content: lines(args.content ?? words.content),
    excerpt: lines(args.excerpt ?? words.excerpt),
    slug: args.slug ?? words.slug,
    format: args.format ?? words.format,
    visibility: password ? 'protected' : isPrivate ? 'private' : 'public',
    password,
    published_at: dateOf(args, zone) ?? words.published_at,
    is_sticky: args.sticky ?? words.is_sticky,
    comment_status: args.comment_status ? args.comment_status === 'open' : words.comment_status,
    ping_status: args.ping_status ? args.ping_status === 'open' : words.ping_status,
    categories: args.categories ?? words.categories,
    featured_media_id: args.featured_media ?? words.featured_media_id,
    author_id: args.author ?? 0,
    parent_id: args.parent ?? words.parent_id,
    template: args.template ?? words.template,
    menu_order: args.menu_order ?? words.menu_order,
  };
}

/** The date in the site's zone, to the second; '' for null, which takes a date away; undefined when none was sent. */
function dateOf({ date, date_gmt }: Written, zone: string): string | undefined {
  const moment = momentAsked({ date, date_gmt }, zone);
  if (moment) return localMoment(moment, zone)!;
  return date === null || date_gmt === null ? '' : undefined;
}

/** Custom fields as the lines of the form: those that are named are replaced, null takes one away. */
function metaLines(
  meta: Post['meta'],
  given: Written['meta'],
): Pick<PostWords, 'meta_was' | 'meta_name' | 'meta_value'> {
  if (!given) return {};
  const names = Object.keys(given);
  const lines = names.flatMap((name) =>
    [given[name] ?? []].flat().map((value) => ({ name, value: String(value) })),
  );
  return {
    meta_was: names.flatMap((name) => (Object.hasOwn(meta, name) ? meta[name]! : []).map(() => name)),
    meta_name: lines.map(({ name }) => name),
    meta_value: lines.map(({ value }) => value),
  };
}

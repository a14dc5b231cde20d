// xmlrpc/posts/view.ts: posts and pages as the methods of each family show them.
import { customFields } from '../../writing/custom-fields.ts';
import type { Post } from '../../posts/post.ts';
import { mediaStruct } from '../media/view.ts';
import { dateIn, gmtOf } from '../protocol/dates.ts';
import type { Struct, Value } from '../protocol/values.ts';
import { termStruct } from '../terms/view.ts';
import type { Around } from './around.ts';

/** When it came out, or was worked on. */
const dateOf = ({ published_at, modified_at }: Post): Date => published_at ?? modified_at;

/** Programs know no scheduled posts: they are published, with a date to come. */
const statusOf = ({ status }: Post): string => (status === 'future' ? 'publish' : status);

/** Custom fields have no ids here: their place in the list is one. */
const fieldsOf = (post: Post): Value[] =>
  customFields(post).map(({ name, value }, index) => ({ id: String(index + 1), key: name, value }));

/** The struct of wp.getPost. @param wanted groups and members that are asked for; all when empty */
export function wpPost(post: Post, around: Around, wanted: string[]): Struct {
  const { zone, blog } = around;
  const picture = around.media.get(post.featured_media_id ?? 0);
  const own: Struct = {
    post_title: post.title,
    post_date: dateIn(dateOf(post), zone),
    post_date_gmt: gmtOf(dateOf(post)),
    post_modified: dateIn(post.modified_at, zone),
    post_modified_gmt: gmtOf(post.modified_at),
    post_status: statusOf(post),
    post_type: post.type,
    post_name: post.slug,
    post_author: String(post.author_id ?? 0),
    post_password: post.password,
    post_excerpt: post.excerpt,
    post_content: post.content,
    post_parent: String(post.parent_id ?? 0),
    post_mime_type: '',
    link: around.links.get(post.id) ?? '',
    guid: post.guid || (around.links.get(post.id) ?? ''),
    menu_order: post.menu_order,
    comment_status: post.comment_status,
    ping_status: post.ping_status,
    sticky: post.is_sticky,
    post_thumbnail: picture ? mediaStruct(blog, picture) : [],
    post_format: post.format,
    ...(post.type === 'page' && { page_template: post.template || 'default' }),
  };
  const groups: Struct = {
    terms: (around.terms.get(post.id) ?? []).map(termStruct),
    custom_fields: fieldsOf(post),
  };
  const id = { post_id: String(post.id) };
  if (!wanted.length) return { ...id, ...own, ...groups };
  const isWanted = (name: string) => wanted.includes(name);
  const chosen = Object.entries({ ...own, ...groups }).filter(
    ([name]) =>
      isWanted(name) ||
      (isWanted('post') && Object.hasOwn(own, name)) ||
      (isWanted('taxonomies') && name === 'terms'),
  );
  return { ...id, ...(Object.fromEntries(chosen) as Struct) };
}

const isOpen = (word: string): number => (word === 'open' ? 1 : 0);

/** The text before `<!--more-->`, the words of that link, and the text behind it. */
function partsOf(content: string): { main: string; more: string; rest: string } {
  const [mark, more = ''] = /<!--more(.*?)?-->/.exec(content) ?? [];
  if (mark === undefined) return { main: content, more: '', rest: '' };
  const at = content.indexOf(mark);
  return { main: content.slice(0, at), more: more.trim(), rest: content.slice(at + mark.length) };
}

/** The struct of metaWeblog.getPost. @param id as a number, or as text in lists, as WordPress gives it */
export function metaPost(post: Post, around: Around, id: Value = post.id): Struct {
  const { main, more, rest } = partsOf(post.content);
  const terms = around.terms.get(post.id) ?? [];
  const namesOf = (taxonomy: string) =>
    terms.filter((term) => term.taxonomy === taxonomy).map(({ name }) => name);
  const link = around.links.get(post.id) ?? '';
  return {
    dateCreated: dateIn(dateOf(post), around.zone),
    userid: String(post.author_id ?? 0),
    postid: id,
    description: main,
    title: post.title,
    link,
    permaLink: link,
    categories: namesOf('category'),
    mt_excerpt: post.excerpt,
    mt_text_more: rest,
    wp_more_text: more,
    mt_allow_comments: isOpen(post.comment_status),
    mt_allow_pings: isOpen(post.ping_status),
    mt_keywords: namesOf('post_tag').join(', '),
    wp_slug: post.slug,
    wp_password: post.password,
    wp_author_id: String(post.author_id ?? 0),
    wp_author_display_name: around.authors.get(post.author_id ?? 0)?.display_name ?? '',
    date_created_gmt: gmtOf(dateOf(post)),
    post_status: statusOf(post),
    custom_fields: fieldsOf(post),
    wp_post_format: post.format,
    sticky: post.is_sticky,
    date_modified: dateIn(post.modified_at, around.zone),
    date_modified_gmt: gmtOf(post.modified_at),
    wp_post_thumbnail: post.featured_media_id ?? 0,
  };
}

/** The struct of wp.getPage. @param parents titles of pages above, by id */
export function pageStruct(post: Post, around: Around, parents: Map<number, string>): Struct {
  const { main, rest } = partsOf(post.content);
  const author = around.authors.get(post.author_id ?? 0)?.display_name ?? '';
  const link = around.links.get(post.id) ?? '';
  return {
    dateCreated: dateIn(dateOf(post), around.zone),
    userid: String(post.author_id ?? 0),
    page_id: post.id,
    page_status: post.status,
    description: main,
    title: post.title,
    link,
    permaLink: link,
    categories: [],
    excerpt: post.excerpt,
    text_more: rest,
    mt_allow_comments: isOpen(post.comment_status),
    mt_allow_pings: isOpen(post.ping_status),
    wp_slug: post.slug,
    wp_password: post.password,
    wp_author: author,
    wp_page_parent_id: post.parent_id ?? 0,
    wp_page_parent_title: parents.get(post.parent_id ?? 0) ?? '',
    wp_page_order: post.menu_order,
    wp_author_id: String(post.author_id ?? 0),
    wp_author_display_name: author,
    date_created_gmt: gmtOf(dateOf(post)),
    custom_fields: fieldsOf(post),
    wp_page_template: post.template || 'default',
  };
}

/** The struct of blogger.getPost: title and categories stand in the text. */
export function bloggerPost(post: Post, around: Around): Struct {
  const categories = (around.terms.get(post.id) ?? [])
    .filter(({ taxonomy }) => taxonomy === 'category')
    .map(({ id }) => id);
  return {
    userid: String(post.author_id ?? 0),
    dateCreated: dateIn(dateOf(post), around.zone),
    content: `<title>${post.title}</title><category>${categories.join(',')}</category>${post.content}`,
    postid: String(post.id),
  };
}

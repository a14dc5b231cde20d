// writing/rest/item.ts: posts and pages as the REST API shows them: one query per noun for however many.
import { setLine } from '../../base/html/set-line.ts';
import { withLinks } from '../../base/rest/links.ts';
import { localMoment, utcMoment } from '../../base/rest/moments.ts';
import type { RestUser } from '../../base/rest/route.ts';
import { inContext, type Context } from '../../base/rest/schema.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { encodeSlug } from '../../posts/addresses/address.ts';
import { permalinks } from '../../posts/addresses/permalink.ts';
import { withExtracts } from '../../posts/content/extract-now.ts';
import { mayEdit } from '../../posts/permissions.ts';
import type { Post } from '../../posts/post.ts';
import { slugOf, type Term } from '../../terms/term.ts';
import { termsOf } from '../../terms/queries.ts';
import { countRevisions, type RevisionCount } from '../queries/revisions.ts';
import { linksOf } from './links.ts';
import { classesOf, metaOf, textsOf } from './parts.ts';
import { schemas, type Kind } from './schema.ts';

export interface Showing {
  asker: RestUser | undefined;
  context: Context;
  /** Ids of protected posts whose password came with the request. */
  opened?: number[];
  /** How many words an excerpt has that nobody wrote. */
  excerpt_words?: number | undefined;
  /** Without `_links`, as what is gone is shown. */
  is_bare?: boolean;
}

/** Posts and pages, in their order. */
export async function postItems(
  blog: Blog,
  given: Post[],
  showing: Showing,
): Promise<Record<string, unknown>[]> {
  const posts = await withExtracts(blog, given);
  const ids = posts.map(({ id }) => id);
  const isEdit = showing.context === 'edit';
  const [{ timezone_string: zone }, paths, samples, terms, revisions] = await Promise.all([
    settings(blog.db, general),
    permalinks(blog, posts),
    isEdit ? permalinks(blog, posts.map(asIfOut)) : new Map<number, string>(),
    termsOf(blog.db, ids),
    showing.is_bare ? new Map<number, RevisionCount>() : countRevisions(blog.db, ids),
  ]);
  return posts.map((post) => {
    const url = blog.url + paths.get(post.id)!;
    const own = (terms.get(post.id) ?? []).toSorted(byName);
    const mayOpen = !post.password || showing.opened?.includes(post.id) === true;
    const isOpen = mayOpen || (isEdit && mayEdit(showing.asker?.user, post));
    const item = {
      ...fieldsOf(blog, post, { url, zone, terms: own }),
      ...textsOf(post, url, isOpen, showing.excerpt_words),
      ...(isEdit && sampleOf(blog, post, samples.get(post.id)!)),
      meta: metaOf(post, isEdit),
      class_list: classesOf(post, own, isOpen),
    };
    const shown = inContext(schemas[post.type as Kind], item, showing.context);
    if (showing.is_bare) return shown;
    return withLinks(
      blog,
      shown,
      linksOf(post, { asker: showing.asker, isEdit, revisions: revisions.get(post.id) }),
    );
  });
}

const byName = (one: Term, other: Term) => one.name.localeCompare(other.name) || one.id - other.id;

interface Around {
  url: string;
  zone: string;
  /** By name. */
  terms: Term[];
}

function fieldsOf(blog: Blog, post: Post, { url, zone, terms }: Around): Record<string, unknown> {
  const date = dateOf(post);
  const guid = post.guid || `${blog.url}/?p=${post.id}`;
  const of = (taxonomy: string) => terms.filter((term) => term.taxonomy === taxonomy).map(({ id }) => id);
  return {
    id: post.id,
    date: localMoment(date, zone),
    date_gmt: utcMoment(date),
    guid: { rendered: guid, raw: guid },
    modified: localMoment(post.modified_at, zone),
    modified_gmt: utcMoment(post.modified_at),
    password: post.password,
    slug: post.slug,
    status: post.status,
    type: post.type,
    link: url,
    title: { raw: post.title, rendered: setLine(post.title) },
    author: post.author_id ?? 0,
    featured_media: post.featured_media_id ?? 0,
    ...(post.type === 'page' && { parent: post.parent_id ?? 0, menu_order: post.menu_order }),
    comment_status: post.comment_status,
    ping_status: post.ping_status,
    ...(post.type === 'post' && { sticky: post.is_sticky, format: post.format }),
    template: post.template,
    ...(post.type === 'post' && { categories: of('category'), tags: of('post_tag') }),
  };
}

const dateOf = ({ published_at, modified_at }: Post): Date => published_at ?? modified_at;
const slugFor = ({ slug, title, id }: Post): string => slug || slugOf(title) || String(id);

/** What a post would be when it came out as it is, for the address it would have. */
const asIfOut = (post: Post): Post =>
  post.status === 'trash'
    ? post
    : { ...post, status: 'publish', slug: slugFor(post), published_at: dateOf(post) };

/** Its address with a place for the slug, and the slug its title would give. */
function sampleOf(blog: Blog, post: Post, path: string) {
  const slug = slugFor(post);
  const end = `/${encodeSlug(slug)}`;
  const at = path.lastIndexOf(end);
  const place = post.type === 'page' ? '%pagename%' : '%postname%';
  const template = at < 0 ? path : `${path.slice(0, at)}/${place}${path.slice(at + end.length)}`;
  return { permalink_template: blog.url + template, generated_slug: slugOf(post.title) || slug };
}

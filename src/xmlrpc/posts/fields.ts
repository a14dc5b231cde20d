// xmlrpc/posts/fields.ts: members that several families of methods share: dates, terms, custom fields, pictures.
import { may, type User } from '../../accounts/user.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { findMedia } from '../../media/queries.ts';
import type { Post } from '../../posts/post.ts';
import { termsByIds } from '../../terms/list-queries.ts';
import { ensureTerm } from '../../terms/queries.ts';
import type { Term } from '../../terms/term.ts';
import { allTerms } from '../../terms/queries.ts';
import { customFields } from '../../writing/custom-fields.ts';
import { formatDate } from '../../base/time/dates.ts';
import { fault } from '../protocol/fault.ts';
import { readDate } from '../protocol/dates.ts';
import { idIn, listIn, structIn, textIn, type Struct, type Value } from '../protocol/values.ts';
import type { Fields } from './save.ts';

/** The date of a post: the one in UTC counts before the one in the site's zone. */
export async function dateFields(
  blog: Blog,
  { local, gmt }: { local: Value | undefined; gmt: Value | undefined },
): Promise<Fields> {
  const { timezone_string: zone } = await settings(blog.db, general);
  const date = readDate(gmt, 'UTC') ?? readDate(local, zone);
  return date ? { published_at: formatDate(date, 'Y-m-d\\TH:i:s', { zone }) } : {};
}

/** @throws Fault 404 when there is no such picture */
export async function pictureFields(blog: Blog, value: Value | undefined): Promise<Fields> {
  if (value === undefined) return {};
  const id = idIn(value);
  if (!id) return { featured_media_id: '' };
  const media = await findMedia(blog.db, id);
  if (!media?.mime_type.startsWith('image/')) throw fault(404, 'Invalid attachment ID.');
  return { featured_media_id: String(id) };
}

/**
 * Custom fields: `id` and `key` change one, `id` alone takes it away, `key` alone adds one. Ids are places in the list, as
 * wp.getPost gives them.
 */
export function customFieldFields(value: Value | undefined, post: Post | undefined): Fields {
  if (value === undefined) return {};
  const known = post ? customFields(post) : [];
  const lines = known.map(({ name, value: text }) => ({ was: name, name, text }));
  for (const given of listIn(value).slice(0, 100).map(structIn)) {
    const line = lines[idIn(given.id) - 1];
    const name = textIn(given.key);
    if (line)
      Object.assign(
        line,
        given.key === undefined ? { name: '', text: '' } : { name, text: textIn(given.value) },
      );
    else if (name) lines.push({ was: '', name, text: textIn(given.value) });
  }
  return {
    meta_was: lines.map(({ was }) => was),
    meta_name: lines.map(({ name }) => name),
    meta_value: lines.map(({ text }) => text),
  };
}

const taxonomies = ['category', 'post_tag'] as const;

/**
 * Categories and tags by ids (`terms`) and by names (`terms_names`), where a struct holds them.
 * @throws Fault 401 for another taxonomy, or a new term that the role may not make; 403 for an id that is none
 */
export async function termFields(blog: Blog, user: User, content: Struct): Promise<Fields> {
  const ids = structIn(content.terms);
  const names = structIn(content.terms_names);
  const asked = [...Object.keys(ids), ...Object.keys(names)];
  if (asked.some((name) => !['category', 'post_tag', 'post_format'].includes(name)))
    throw fault(401, 'Sorry, one of the given taxonomies is not supported by the post type.');
  const fields: Fields = {};
  for (const taxonomy of taxonomies) {
    if (!asked.includes(taxonomy)) continue;
    const terms = [
      ...(await byIds(blog, taxonomy, listIn(ids[taxonomy]))),
      ...(await byNames(blog, user, taxonomy, listIn(names[taxonomy]))),
    ];
    if (taxonomy === 'category') fields.categories = terms.map(({ id }) => String(id));
    else fields.tags = terms.map(({ name }) => name).join(', ');
  }
  return fields;
}

async function byIds(blog: Blog, taxonomy: Term['taxonomy'], given: Value[]): Promise<Term[]> {
  const wanted = [...new Set(given.slice(0, 100).map(idIn))];
  if (!wanted.length) return [];
  const found = await termsByIds(blog.db, taxonomy, wanted);
  if (found.length < wanted.length) throw fault(403, 'Invalid term ID.');
  return found;
}

/** New tags may be made by everybody who writes, new categories by those who manage them. */
async function byNames(blog: Blog, user: User, taxonomy: Term['taxonomy'], given: Value[]): Promise<Term[]> {
  const wanted = [...new Set(given.slice(0, 100).map((name) => textIn(name).trim()))].filter(Boolean);
  if (!wanted.length) return [];
  const known = await allTerms(blog.db, taxonomy);
  const terms: Term[] = [];
  for (const name of wanted) {
    const found = known.find((term) => term.name.toLowerCase() === name.toLowerCase());
    if (!found && taxonomy === 'category' && !may(user, 'manage_categories'))
      throw fault(401, 'Sorry, you are not allowed to add a term to one of the given taxonomies.');
    terms.push(found ?? (await ensureTerm(blog.db, { taxonomy, name })));
  }
  return terms;
}

/** Categories by their names; names of none are passed over, as WordPress does. */
export async function categoriesNamed(blog: Blog, value: Value | undefined): Promise<Fields> {
  if (value === undefined) return {};
  const wanted = new Set(listIn(value).map((name) => textIn(name).trim().toLowerCase()));
  const known = wanted.size ? await allTerms(blog.db, 'category') : [];
  return {
    categories: known.filter(({ name }) => wanted.has(name.toLowerCase())).map(({ id }) => String(id)),
  };
}

/** Whether a post was changed after a moment that a program names (`if_not_modified_since`). @throws Fault 409 */
export function refuseNewer(post: Post, since: Value | undefined): void {
  const date = readDate(since, 'UTC');
  if (date && post.modified_at.getTime() >= date.getTime() + 1000)
    throw fault(409, 'There is a revision of this post that is more recent.');
}

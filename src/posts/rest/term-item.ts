// posts/rest/term-item.ts: categories and tags as the REST API shows them.
import { withLinks } from '../../base/rest/links.ts';
import { selfLink } from '../../base/rest/links.ts';
import type { RestUser } from '../../base/rest/route.ts';
import { inContext, property, type Context, type ItemSchema } from '../../base/rest/schema.ts';
import { may } from '../../accounts/user.ts';
import type { Blog } from '../../blog.ts';
import type { Term } from '../../terms/term.ts';
import { termPaths } from '../archive.ts';

/** One of the two taxonomies that have routes. */
export interface RestTaxonomy {
  taxonomy: 'category' | 'post_tag';
  /** Below /wp/v2, and the field of posts that holds them. */
  base: 'categories' | 'tags';
  schema: ItemSchema;
}

const all = 'view embed edit';
const own = 'view edit';
const fixed = { readonly: true };

function schemaOf(taxonomy: RestTaxonomy['taxonomy']): ItemSchema {
  return {
    title: taxonomy === 'post_tag' ? 'tag' : taxonomy,
    properties: {
      id: property('integer', 'Its number.', all, fixed),
      count: property('integer', 'How many posts that are out have it.', own, fixed),
      description: property('string', 'What it is about.', own),
      link: property('string', 'Its address.', all, { ...fixed, format: 'uri' }),
      name: property('string', 'Its name, as HTML.', all, { required: true }),
      slug: property('string', 'The last part of its address.', all),
      taxonomy: property('string', 'Which taxonomy it belongs to.', all, { ...fixed, enum: [taxonomy] }),
      ...(taxonomy === 'category' && { parent: property('integer', 'The number of the one above it.', own) }),
      meta: property('object', 'Fields of programs.', own, { properties: [] as never }),
    },
  };
}

export const restTaxonomies: RestTaxonomy[] = [
  { taxonomy: 'category', base: 'categories', schema: schemaOf('category') },
  { taxonomy: 'post_tag', base: 'tags', schema: schemaOf('post_tag') },
];

interface Showing {
  asker: RestUser | undefined;
  context: Context;
  is_bare?: boolean;
}

/** Terms of one taxonomy, in their order. */
export async function termItems(
  blog: Blog,
  { taxonomy, base, schema }: RestTaxonomy,
  terms: Term[],
  { asker, context, is_bare = false }: Showing,
): Promise<Record<string, unknown>[]> {
  const paths = await termPaths(blog, terms);
  const allow = ['GET', ...(may(asker?.user, 'manage_categories') ? ['POST', 'PUT', 'PATCH', 'DELETE'] : [])];
  return terms.map((term) => {
    const { id, post_count: count, description, slug, parent_id } = term;
    const parent = taxonomy === 'category' ? { parent: parent_id ?? 0 } : {};
    const name = asHtml(term.name);
    const link = blog.url + paths.get(id)!;
    const item = { id, count, description, link, name, slug, taxonomy, ...parent, meta: [] };
    const shown = inContext(schema, item, context);
    if (is_bare) return shown;
    return withLinks(blog, shown, {
      self: [selfLink(`/wp/v2/${base}/${id}`, allow)],
      collection: [{ href: `/wp/v2/${base}` }],
      about: [{ href: `/wp/v2/taxonomies/${taxonomy}` }],
      ...(parent_id && { up: [{ embeddable: true as const, href: `/wp/v2/${base}/${parent_id}` }] }),
      'wp:post_type': [{ href: `/wp/v2/posts?${base}=${id}` }],
    });
  });
}

// WordPress stores names so.
const asHtml = (name: string): string =>
  name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

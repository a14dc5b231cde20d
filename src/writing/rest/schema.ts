// writing/rest/schema.ts: what the REST API says posts, pages, and their revisions are made of (WordPress's fields).
import { property, type ItemSchema, type Property } from '../../base/rest/schema.ts';
import { postFormats } from '../../posts/post.ts';

export type Kind = 'post' | 'page';
/** What has revisions. */
export type Revised = Kind | 'wp_block';

const all = 'view edit embed';
const own = 'view edit';
const fixed = { readonly: true };
const moment = { format: 'date-time' };
const when: Property['type'] = ['string', 'null'];

const rendered = (context: string) => property('string', 'As HTML, the way readers see it.', context, fixed);
const raw = property('string', 'As it is stored.', 'edit');
const isProtected = property('boolean', 'Whether a password guards it.', all, fixed);
const ids = { items: { type: 'integer' } };

export const footnotes: Property = {
  type: 'string',
  title: '',
  description: 'Footnotes, as JSON.',
  default: '',
};

const common: Record<string, Property> = {
  date: property(when, 'When it came out, in the site’s time zone.', all, moment),
  date_gmt: property(when, 'When it came out, in UTC.', own, moment),
  guid: property('object', 'What feeds tell it by.', own, {
    ...fixed,
    properties: { raw: property('string', 'As it is stored.', 'edit', fixed), rendered: rendered(own) },
  }),
  id: property('integer', 'Its number.', all, fixed),
  link: property('string', 'Its address.', all, { ...fixed, format: 'uri' }),
  modified: property('string', 'When it was last changed, in the site’s time zone.', own, {
    ...fixed,
    ...moment,
  }),
  modified_gmt: property('string', 'When it was last changed, in UTC.', own, { ...fixed, ...moment }),
  slug: property('string', 'The last part of its address.', all),
  status: property('string', 'Whether it is out.', own, {
    enum: ['publish', 'future', 'draft', 'pending', 'private'],
  }),
  type: property('string', '`post` or `page`.', all, fixed),
  password: property('string', 'The password that opens text and excerpt.', 'edit'),
  permalink_template: property('string', 'Its address with a place for the slug.', 'edit', fixed),
  generated_slug: property('string', 'The slug that its title would give.', 'edit', fixed),
  class_list: property('array', 'The classes of its element on pages.', own, {
    ...fixed,
    items: { type: 'string' },
  }),
  title: property('object', 'Its title.', all, { properties: { raw, rendered: rendered(all) } }),
  content: property('object', 'Its text.', own, {
    properties: {
      raw,
      rendered: rendered(own),
      block_version: property('integer', '1 for a text of blocks, else 0.', 'edit', fixed),
      protected: isProtected,
    },
  }),
  author: property('integer', 'The number of its author.', all),
  excerpt: property('object', 'The text in few words.', all, {
    properties: { raw, rendered: rendered(all), protected: isProtected },
  }),
  featured_media: property('integer', 'The number of its picture; 0 for none.', all),
  comment_status: property('string', 'Whether it takes comments.', own, { enum: ['open', 'closed'] }),
  ping_status: property('string', 'Whether it takes pings.', own, { enum: ['open', 'closed'] }),
  meta: property('object', 'Custom fields.', own, {
    properties: { footnotes },
  }),
  template: property('string', 'The template of the theme it is set in.', own),
};

export const schemas: Record<Kind, ItemSchema> = {
  post: {
    title: 'post',
    properties: {
      ...common,
      format: property('string', 'Its format.', own, { enum: postFormats }),
      sticky: property('boolean', 'Whether it stays at the top of the front page.', own),
      categories: property('array', 'The numbers of its categories.', own, ids),
      tags: property('array', 'The numbers of its tags.', own, ids),
    },
  },
  page: {
    title: 'page',
    properties: {
      ...common,
      parent: property('integer', 'The number of the page above it; 0 for none.', own),
      menu_order: property('integer', 'Its place among its neighbours.', own),
    },
  },
};

const { date, date_gmt, modified, modified_gmt, guid, title, content, excerpt, author, slug, id, meta } =
  common as Record<string, Property>;
const inRevisions = (one: Property | undefined): Property => ({
  ...one!,
  context: ['view', 'edit', 'embed'],
});

export const revisionSchemas: Record<Revised, ItemSchema> = {
  post: revisionSchema('post'),
  page: revisionSchema('page'),
  wp_block: revisionSchema('wp_block'),
};

function revisionSchema(kind: Revised): ItemSchema {
  return {
    title: `${kind}-revision`,
    properties: {
      author: inRevisions(author),
      date: inRevisions(date),
      date_gmt: date_gmt!,
      guid: guid!,
      id: inRevisions(id),
      modified: modified!,
      modified_gmt: modified_gmt!,
      parent: property('integer', 'The number of what it is an earlier text of.', all),
      slug: inRevisions(slug),
      title: title!,
      content: content!,
      excerpt: excerpt!,
      meta: meta!,
    },
  };
}

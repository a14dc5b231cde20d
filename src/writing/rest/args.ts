// writing/rest/args.ts: the parameters of the REST API's routes of posts and pages.
import { z } from 'zod';
import { collectionArgs } from '../../base/rest/collection.ts';
import * as value from '../../base/rest/values.ts';
import { schemas } from './schema.ts';
import { postFormats } from '../../posts/post.ts';

const statuses = ['publish', 'future', 'draft', 'pending', 'private'] as const;
const notShown = [
  'auto-draft',
  'inherit',
  'request-pending',
  'request-confirmed',
  'request-failed',
  'request-completed',
] as const;

const termShapes = [
  { title: 'Term ID List', type: 'array', items: { type: 'integer' } },
  {
    title: 'Term ID Taxonomy Query',
    type: 'object',
    properties: {
      terms: { type: 'array', items: { type: 'integer' }, default: [] },
      include_children: { type: 'boolean', default: false },
      operator: { type: 'string', enum: ['AND', 'OR'], default: 'OR' },
    },
    additionalProperties: false,
  },
];

/** Terms by number; or, as an object, with what stands below them, and whether all must be there. */
const terms = (description: string) =>
  z
    .union([
      value.ids(description),
      z.object({
        terms: value.ids('Numbers of terms.').default([]),
        include_children: value.flag('What stands below them counts, too.').default(false),
        operator: value.oneOf('Whether a post needs all of them, or one.', ['OR', 'AND']).default('OR'),
      }),
    ])
    .meta({ description, type: ['object', 'array'], oneOf: termShapes })
    .optional();

const lists = {
  after: value.dateTime('Only what came out after this moment.').optional(),
  before: value.dateTime('Only what came out before this moment.').optional(),
  modified_after: value.dateTime('Only what was changed after this moment.').optional(),
  modified_before: value.dateTime('Only what was changed before this moment.').optional(),
  author: value.ids('Only of these authors.').default([]),
  author_exclude: value.ids('Of no author of these.').default([]),
  search_columns: value
    .someOf('Where the words of `search` are looked for.', ['post_title', 'post_content', 'post_excerpt'])
    .default([]),
  search_semantics: value.oneOf('`exact`: the words as they stand.', ['exact']).optional(),
  slug: value.texts('Only what bears one of these slugs.').optional(),
  status: value
    .someOf('Only of these statuses.', [...statuses, 'trash', ...notShown, 'any'])
    .default(['publish'])
    .meta(value.told('publish')),
};

const sorted = [
  'author',
  'date',
  'id',
  'include',
  'modified',
  'parent',
  'relevance',
  'slug',
  'include_slugs',
  'title',
] as const;

export const listArgs = {
  post: z.object({
    ...collectionArgs(sorted, 'desc', 'date'),
    ...lists,
    tax_relation: value.oneOf('Whether terms of one taxonomy suffice.', ['AND', 'OR']).optional(),
    categories: terms('Only in these categories.'),
    categories_exclude: terms('In no category of these.'),
    tags: terms('Only with these tags.'),
    tags_exclude: terms('With no tag of these.'),
    sticky: value.flag('Only sticky posts, or only others.').optional(),
    ignore_sticky: value.flag('Sticky posts stand where their date puts them; they always do.').default(true),
    format: value.someOf('Only of these formats.', postFormats, { are_unique: true }).optional(),
  }),
  page: z.object({
    ...collectionArgs([...sorted, 'menu_order'], 'desc', 'date'),
    ...lists,
    menu_order: value.integer('Only pages at this place among their neighbours.').optional(),
    parent: value.ids('Only pages right below these.').default([]),
    parent_exclude: value.ids('No pages right below these.').default([]),
  }),
};

export type ListArgs = z.output<typeof listArgs.post> & Partial<z.output<typeof listArgs.page>>;

const words = {
  title: 'Its title.',
  content: 'Its text, as HTML; cleaned when it is stored.',
  excerpt: 'The text in few words.',
};

const written = (name: 'title' | 'content' | 'excerpt', most: number) =>
  value.written(words[name], most, schemas.post.properties[name]?.properties).optional();

const moment = (description: string) =>
  value
    .dateTime(description)
    .nullable()
    .meta({ description, type: ['string', 'null'], format: 'date-time' })
    .optional();

const metaValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).max(100), z.null()]);

const fields = {
  date: moment('When it comes out, in the site’s time zone.'),
  date_gmt: moment('When it comes out, in UTC.'),
  slug: value.text('The last part of its address.', 200).optional(),
  status: value.oneOf('Whether it is out.', statuses).optional(),
  password: value.text('The password that opens it.', 200).optional(),
  title: written('title', 2000),
  content: written('content', 5_000_000),
  author: value.id('The number of its author.').optional(),
  excerpt: written('excerpt', 50_000),
  featured_media: value.id('The number of its picture; 0 for none.').optional(),
  comment_status: value.oneOf('Whether it takes comments.', ['open', 'closed']).optional(),
  ping_status: value.oneOf('Whether it takes pings.', ['open', 'closed']).optional(),
  meta: z
    .record(z.string().min(1).max(255), metaValue)
    .meta({
      description: 'Custom fields; null takes one away.',
      type: 'object',
      properties: schemas.post.properties.meta?.properties,
    })
    .optional(),
  template: value.text('The template of the theme it is set in.', 200).optional(),
};

const more = {
  post: {
    format: value.oneOf('Its format.', postFormats).optional(),
    sticky: value.flag('Whether it stays at the top of the front page.').optional(),
    categories: value.ids('The numbers of its categories.').optional(),
    tags: value.ids('The numbers of its tags.').optional(),
  },
  page: {
    parent: value.id('The number of the page above it; 0 for none.').optional(),
    menu_order: value.integer('Its place among its neighbours.', { min: -100_000, max: 100_000 }).optional(),
  },
};

export const writeArgs = {
  post: z.object({ id: value.id('Its number.').optional(), ...fields, ...more.post }),
  page: z.object({ id: value.id('Its number.').optional(), ...fields, ...more.page }),
};

const id = value.pathId('Its number.');

export const changeArgs = {
  post: z.object({ ...fields, ...more.post, id }),
  page: z.object({ ...fields, ...more.page, id }),
};

/** What a program wants changed: what is left out stays. */
export type Written = z.output<typeof writeArgs.post> & Partial<z.output<typeof writeArgs.page>>;

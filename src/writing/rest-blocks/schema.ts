// writing/rest-blocks/schema.ts: what the REST API says reusable blocks are made of, and the parameters of their routes.
import { z } from 'zod';
import { collectionArgs, contextArg } from '../../base/rest/collection.ts';
import { property, type ItemSchema } from '../../base/rest/schema.ts';
import * as value from '../../base/rest/values.ts';
import { listArgs as ofPosts, writeArgs } from '../rest/args.ts';
import { footnotes, schemas } from '../rest/schema.ts';

const own = 'view edit';
const { date, date_gmt, guid, id, link, modified, modified_gmt, slug, status, password, excerpt, template } =
  schemas.post.properties;
const raw = property('string', 'As it is stored.', own);
const fixed = { readonly: true };

/** Title and text are shown as they are stored, to everybody who sees blocks: they are made for editors. */
export const blockSchema: ItemSchema = {
  title: 'wp_block',
  properties: {
    date: date!,
    date_gmt: date_gmt!,
    guid: guid!,
    id: id!,
    link: link!,
    modified: modified!,
    modified_gmt: modified_gmt!,
    slug: slug!,
    status: status!,
    type: property('string', 'Always `wp_block`.', 'view edit embed', fixed),
    password: password!,
    title: property('object', 'Its name.', 'view edit embed', { properties: { raw } }),
    content: property('object', 'Its blocks.', own, {
      properties: {
        raw,
        block_version: property('integer', '1 for a text of blocks, else 0.', 'edit', fixed),
        protected: property('boolean', 'Whether a password guards it.', 'view edit embed', fixed),
      },
    }),
    excerpt: excerpt!,
    meta: property('object', 'Footnotes.', own, {
      properties: { footnotes },
    }),
    template: template!,
    wp_pattern_category: property('array', 'Always empty: blocks have no categories.', own, {
      items: { type: 'integer' },
    }),
    wp_pattern_sync_status: property(
      'string',
      'Empty for a block that is the same wherever it stands; `unsynced` for one that is copied.',
      'view edit embed',
      { ...fixed, enum: ['partial', 'unsynced'] },
    ),
  },
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

const { after, before, modified_after, modified_before, search_columns, search_semantics } =
  ofPosts.post.shape;

export const listArgs = z.object({
  ...collectionArgs(sorted, 'desc', 'date'),
  after,
  before,
  modified_after,
  modified_before,
  search_columns,
  search_semantics,
  slug: ofPosts.post.shape.slug,
  status: ofPosts.post.shape.status,
});
export type BlockList = z.output<typeof listArgs>;

const written = {
  slug: writeArgs.post.shape.slug,
  status: value.oneOf('Whether it can be used.', ['publish', 'draft', 'pending', 'private']).optional(),
  title: writeArgs.post.shape.title,
  content: writeArgs.post.shape.content,
  excerpt: writeArgs.post.shape.excerpt,
  meta: z
    .object({ wp_pattern_sync_status: z.enum(['', 'partial', 'unsynced']).optional() })
    .meta({ description: 'Whether the block is copied where it is put.', type: 'object' })
    .optional(),
};
const number = value.pathId('Its number.');

export const createArgs = z.object({ id: value.id('Its number.').optional(), ...written });
export const changeArgs = z.object({ ...written, id: number });
export const showArgs = z.object({ id: number, context: contextArg() });
export const deleteArgs = z.object({
  id: number,
  force: value.flag('Whether to delete it for ever, past the trash.').default(false),
});

/** What a program wants changed: what is left out stays. */
export type BlockWritten = z.output<typeof createArgs>;

// library/rest/args.ts: the parameters of the REST API's routes of kept files.
import { z } from 'zod';
import { collectionArgs, contextArg } from '../../base/rest/collection.ts';
import * as value from '../../base/rest/values.ts';
import { mediaSchema } from './schema.ts';

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

export const listArgs = z.object({
  ...collectionArgs(sorted, 'desc', 'date'),
  after: value.dateTime('Only what was uploaded after this moment.').optional(),
  modified_after: value.dateTime('The same as `after`.').optional(),
  author: value.ids('Only what these users uploaded.').default([]),
  author_exclude: value.ids('Nothing that these users uploaded.').default([]),
  before: value.dateTime('Only what was uploaded before this moment.').optional(),
  modified_before: value.dateTime('The same as `before`.').optional(),
  search_semantics: value.oneOf('`exact`: the words as they stand.', ['exact']).optional(),
  parent: value.ids('Only files of these posts; 0 for those of none.').default([]),
  parent_exclude: value.ids('No files of these posts.').default([]),
  search_columns: value
    .someOf('Where the words of `search` are looked for.', ['post_title', 'post_content', 'post_excerpt'])
    .default([]),
  slug: value.texts('Only what bears one of these slugs.').optional(),
  status: value
    .someOf('Files are `inherit`.', ['inherit', 'private', 'trash'])
    .default(['inherit'])
    .meta(value.told('inherit')),
  media_type: value
    .someOf('Only files of these kinds.', ['image', 'video', 'text', 'application', 'audio'])
    .meta(value.told(null))
    .optional(),
  mime_type: value.texts('Only files of these types.').meta(value.told(null)).optional(),
});

export type ListArgs = z.output<typeof listArgs>;

const id = value.pathId('Its number.');

export const oneArgs = z.object({ id, context: contextArg() });
export const removeArgs = z.object({
  id,
  force: value.flag('Must be true: files have no trash.').default(false),
});

const nullable = (description: string) =>
  value
    .dateTime(description)
    .nullable()
    .meta({ description, type: ['string', 'null'], format: 'date-time' })
    .optional();
const words = (name: 'title' | 'caption' | 'description', description: string, most: number) =>
  value.written(description, most, mediaSchema.properties[name]?.properties).optional();
const open = (description: string) => value.oneOf(description, ['open', 'closed']).optional();

const texts = {
  title: words('title', 'Its title.', 500),
  alt_text: value.text('Its alternative text.', 1000).optional(),
  caption: words('caption', 'Its caption.', 5000),
  description: words('description', 'Its description.', 10_000),
  post: value.id('The number of the post it belongs to; 0 for none.').optional(),
};

const fields = {
  date: nullable('When it was uploaded, in the site’s time zone.'),
  date_gmt: nullable('When it was uploaded, in UTC.'),
  slug: value.text('Its name in addresses.', 200).optional(),
  status: value
    .oneOf('Has no effect: files are `inherit`.', [
      'publish',
      'future',
      'draft',
      'pending',
      'private',
      'inherit',
    ])
    .optional(),
  author: value.id('The number of the user who uploaded it.').optional(),
  featured_media: value.id('Has no effect.').optional(),
  comment_status: open('Has no effect: files take no comments.'),
  ping_status: open('Has no effect.'),
  meta: z.unknown().meta({ description: 'Has no effect.', type: 'object' }).optional(),
  template: value.text('Has no effect.', 200).optional(),
  ...texts,
};

export const createArgs = z.object({
  id: value.id('Its number.').optional(),
  ...fields,
  generate_sub_sizes: value.flag('Has no effect: sizes are made in the background.').default(true),
  convert_format: value.flag('Has no effect: browsers get the format they read.').default(true),
});
export const changeArgs = z.object({ ...fields, id });

export type Written = z.output<typeof createArgs> | z.output<typeof changeArgs>;

const number = (description: string) =>
  z
    .preprocess((given) => (typeof given === 'string' && given.trim() ? Number(given) : given), z.number())
    .meta({ description, type: 'number' });
const percent = (description: string) => number(description).pipe(z.number().min(0).max(100));

const modifier = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('flip'),
    args: z.object({
      flip: z.object({
        horizontal: value.flag('Whether left and right change places.'),
        vertical: value.flag('Whether top and bottom change places.'),
      }),
    }),
  }),
  z.object({
    type: z.literal('rotate'),
    args: z.object({ angle: number('Degrees, clockwise.').pipe(z.number().min(-3600).max(3600)) }),
  }),
  z.object({
    type: z.literal('crop'),
    args: z.object({
      left: percent('Where the part begins from the left, in percent.'),
      top: percent('Where it begins from the top, in percent.'),
      width: percent('Its width, in percent.'),
      height: percent('Its height, in percent.'),
    }),
  }),
]);

export type Modifier = z.output<typeof modifier>;

export const editArgs = z.object({
  id,
  src: value.webAddress('The address of the file, as `source_url` tells it.'),
  modifiers: z
    .array(modifier)
    .min(1)
    .max(20)
    .meta({ description: 'What to do, one after another.' })
    .optional(),
  rotation: value.integer('Older: degrees, clockwise.', { min: 1, max: 359 }).optional(),
  x: percent('Older: where the part begins from the left, in percent.').optional(),
  y: percent('Older: where it begins from the top, in percent.').optional(),
  width: percent('Older: its width, in percent.').optional(),
  height: percent('Older: its height, in percent.').optional(),
  ...texts,
});

export const processArgs = z.object({
  id,
  action: value.oneOf('What is to be done again.', ['create-image-subsizes']),
});

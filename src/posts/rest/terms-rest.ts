// posts/rest/terms-rest.ts: /wp-json/wp/v2/categories and /tags.
import { z } from 'zod';
import { collectionArgs, contextArg } from '../../base/rest/collection.ts';
import { editable, restRoute, type RestRoute } from '../../base/rest/route.ts';
import { flag, id as number, pathId, text, texts, told } from '../../base/rest/values.ts';
import type { Blog } from '../../blog.ts';
import { restTaxonomies, type RestTaxonomy } from './term-item.ts';
import * as changes from './change-terms.ts';
import * as terms from './terms.ts';

const sorted = [
  'id',
  'include',
  'name',
  'slug',
  'include_slugs',
  'term_group',
  'description',
  'count',
] as const;

const listed = z.object({
  ...collectionArgs(sorted, 'asc', 'name'),
  hide_empty: flag('Only those that posts have.').default(false),
  post: number('Only those of this post.').meta(told(null)).optional(),
  slug: texts('Only what bears one of these slugs.').optional(),
});
const listedInTree = listed.extend({
  parent: number('Only what stands right below this one; 0 for the topmost.').optional(),
});

const id = pathId('Its number.');
const one = z.object({ id, context: contextArg() });
const gone = z.object({ id, force: flag('Must be true: terms have no trash.').default(false) });

const name = z.string().trim().min(1).max(200).meta({ description: 'Its name.', type: 'string' });
/** There are none. */
const meta = z.unknown().meta({ description: 'Has no effect.', type: 'object', properties: [] }).optional();
const written = {
  description: text('What it is about.', 10_000).optional(),
  slug: text('The last part of its address.', 200).optional(),
  meta,
};
const parent = { parent: number('The number of the one above it; 0 for none.').optional() };

const base = (of: RestTaxonomy) => `/wp/v2/${of.base}`;
const path = (of: RestTaxonomy) => `${base(of)}/(?<id>\\d+)`;
const isTree = (of: RestTaxonomy) => of.taxonomy === 'category';
const cannot = (what: string, words: string) => ({
  code: `rest_cannot_${what}`,
  message: `Sorry, you are not allowed to ${words}.`,
});

const reading = (of: RestTaxonomy): RestRoute<Blog>[] => [
  restRoute({
    methods: ['GET'],
    path: base(of),
    permission: 'everybody',
    args: (isTree(of) ? listedInTree : listed) as typeof listedInTree,
    schema: of.schema,
    answer: (blog, call) => terms.listTerms(blog, of, call),
    embed: (blog, all, asker) => terms.embedTerms(blog, of, all, asker),
  }),
  restRoute({
    methods: ['GET'],
    path: path(of),
    permission: 'everybody',
    args: one,
    schema: of.schema,
    answer: (blog, call) => terms.showTerm(blog, of, call),
    embed: (blog, all, asker) => terms.embedOneTerm(blog, of, all, asker),
  }),
];

const changing = (of: RestTaxonomy): RestRoute<Blog>[] => {
  const fields = isTree(of) ? { ...written, ...parent } : written;
  const common = { schema: of.schema, in_batch: true, body: { bytes: 65_536, fields: 20 } };
  return [
    restRoute({
      ...common,
      methods: ['POST'],
      path: base(of),
      // Whoever writes posts makes tags for them.
      permission: isTree(of) ? 'manage_categories' : 'edit_posts',
      refusal: cannot('create', 'create terms in this taxonomy'),
      args: z.object({ name, ...fields }),
      answer: (blog, call) => changes.createTerm(blog, of, call),
    }),
    restRoute({
      ...common,
      methods: editable,
      path: path(of),
      permission: 'manage_categories',
      refusal: cannot('update', 'edit this term'),
      args: z.object({ id, name: name.optional(), ...fields }),
      answer: (blog, call) => changes.updateTerm(blog, of, call),
    }),
    restRoute({
      ...common,
      methods: ['DELETE'],
      path: path(of),
      permission: 'manage_categories',
      refusal: cannot('delete', 'delete this term'),
      args: gone,
      answer: (blog, call) => changes.deleteTerm(blog, of, call),
    }),
  ];
};

export const termsRest: RestRoute<Blog>[] = restTaxonomies.flatMap((of) => [...reading(of), ...changing(of)]);

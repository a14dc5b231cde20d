// writing/rest-blocks/rest.ts: /wp-json/wp/v2/blocks: reusable blocks, which texts show by `<!-- wp:block {"ref":7} /-->`.
import { editable, restRoute, type RestRoute } from '../../base/rest/route.ts';
import { readId } from '../../base/http/ids.ts';
import type { Blog } from '../../blog.ts';
import { findPost } from '../../posts/queries/find.ts';
import { changeBlock, createBlock, deleteBlock } from './change.ts';
import { blocksBase, mayDeleteBlock, mayEditBlock } from './item.ts';
import { listBlocks, showBlock } from './read.ts';
import { listed, shown, taken } from '../rest/rest.ts';
import { listRevisions, removeRevision, showRevision } from '../rest/revisions.ts';
import { revisionSchemas } from '../rest/schema.ts';
import { blockSchema, changeArgs, createArgs, deleteArgs, listArgs, showArgs } from './schema.ts';

const schema = blockSchema;
const changes = { schema, in_batch: true, body: { bytes: 6 * 2 ** 20, fields: 200 } };
const path = `${blocksBase}/(?<id>\\d+)`;

const allows =
  (rule: typeof mayEditBlock): RestRoute<Blog>['allows'] =>
  async (blog, { named, asker }) => {
    const id = readId(named.parent ?? named.id);
    const block = id ? await findPost(blog.db, id) : undefined;
    return block?.type === 'wp_block' && rule(asker, block);
  };

const cannot = (what: string, words: string) => ({
  code: `rest_cannot_${what}`,
  message: `Sorry, you are not allowed to ${words}.`,
});

/** What the routes of a block's earlier texts share: only those read them who may change the block. */
const ofTexts = {
  permission: 'edit_posts',
  refusal: cannot('read', 'view revisions of this post'),
  schema: revisionSchemas.wp_block,
  allows: allows(mayEditBlock),
};
const texts = `${blocksBase}/(?<parent>\\d+)/revisions`;

const revisions: RestRoute<Blog>[] = [
  restRoute({
    ...ofTexts,
    path: texts,
    methods: ['GET'],
    args: listed,
    answer: (blog, call) => listRevisions(blog, 'wp_block', call),
  }),
  restRoute({
    ...ofTexts,
    path: `${texts}/(?<id>\\d+)`,
    methods: ['GET'],
    args: shown,
    answer: (blog, call) => showRevision(blog, 'wp_block', call),
  }),
  restRoute({
    ...ofTexts,
    path: `${texts}/(?<id>\\d+)`,
    methods: ['DELETE'],
    args: taken,
    answer: (blog, call) => removeRevision(blog, 'wp_block', call),
  }),
];

export const blocksRest: RestRoute<Blog>[] = [
  restRoute({
    methods: ['GET'],
    path: blocksBase,
    permission: 'everybody',
    args: listArgs,
    schema,
    answer: listBlocks,
  }),
  restRoute({
    ...changes,
    methods: ['POST'],
    path: blocksBase,
    permission: 'publish_posts',
    refusal: cannot('create', 'create posts as this user'),
    args: createArgs,
    answer: createBlock,
  }),
  restRoute({ methods: ['GET'], path, permission: 'everybody', args: showArgs, schema, answer: showBlock }),
  restRoute({
    ...changes,
    methods: editable,
    path,
    permission: 'edit_posts',
    refusal: cannot('edit', 'edit this post'),
    allows: allows(mayEditBlock),
    args: changeArgs,
    answer: changeBlock,
  }),
  restRoute({
    ...changes,
    methods: ['DELETE'],
    path,
    permission: 'delete_posts',
    refusal: cannot('delete', 'delete this post'),
    allows: allows(mayDeleteBlock),
    args: deleteArgs,
    answer: deleteBlock,
  }),
  ...revisions,
];

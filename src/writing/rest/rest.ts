// writing/rest/rest.ts: /wp-json/wp/v2/posts and /pages, their revisions and autosaves.
import { z } from 'zod';
import { contextArg } from '../../base/rest/collection.ts';
import { editable, restRoute, type RestCall, type RestRoute } from '../../base/rest/route.ts';
import { flag, integer, oneOf, pathId, text } from '../../base/rest/values.ts';
import type { Blog } from '../../blog.ts';
import { mayDelete, mayEdit } from '../../posts/permissions.ts';
import type { Post } from '../../posts/post.ts';
import { findPost } from '../../posts/queries/find.ts';
import { readId } from '../../base/http/ids.ts';
import { changeArgs, listArgs, writeArgs, type ListArgs, type Written } from './args.ts';
import { listPosts } from './list.ts';
import { restBase } from './links.ts';
import { deletePost, embedPosts, showPost } from './one.ts';
import * as texts from './revisions.ts';
import { changePost, createPost } from './save.ts';
import { revisionSchemas, schemas, type Kind } from './schema.ts';

const id = pathId('Its number.');
const parent = pathId('The number of the post.');
const context = contextArg();
const force = flag('Whether to delete it for ever, past the trash.').default(false);
const body = { bytes: 6 * 2 ** 20, fields: 200 };
const paging = {
  page: integer('Which page of the list.', { min: 1 }).default(1),
  per_page: integer('How many items a page holds.', { min: 1, max: 100 }).default(10),
  offset: integer('Begin after so many items.', { min: 0 }).optional(),
  order: oneOf('Which way the list is sorted.', ['asc', 'desc']).default('desc'),
};

const one = z.object({
  id,
  context,
  excerpt_length: integer('How many words an excerpt has that nobody wrote.', {
    min: 1,
    max: 1000,
  }).optional(),
  password: text('The password of a protected post.', 255).optional(),
});
const gone = z.object({ id, force });
export const listed = z.object({ parent, context, ...paging });
export const shown = z.object({ parent, id, context });
export const taken = z.object({ parent, id, force });
const listedAutosaves = z.object({ id, context });
const { title, content, excerpt } = writeArgs.post.shape;
const typed = z.object({ id, title, content, excerpt });

/** WordPress calls the post of an autosave `id` in the path of the list. */
const withParent = <Args extends { id: number }>(call: RestCall<Args>) => ({
  ...call,
  args: { ...call.args, parent: call.args.id },
});

const allows =
  (
    kind: Kind,
    rule: (user: Parameters<typeof mayEdit>[0], post: Post) => boolean,
  ): RestRoute<Blog>['allows'] =>
  async (blog, { named, asker }) => {
    const number = readId(named.parent ?? named.id);
    const post = number ? await findPost(blog.db, number) : undefined;
    return post?.type === kind && rule(asker?.user, post);
  };

const cannot = (what: string, words: string) => ({
  code: `rest_cannot_${what}`,
  message: `Sorry, you are not allowed to ${words}.`,
});
const base = restBase;
const path = (kind: Kind) => `${base(kind)}/(?<id>\\d+)`;

const reading = (kind: Kind): RestRoute<Blog>[] => [
  restRoute({
    methods: ['GET'],
    path: base(kind),
    permission: 'everybody',
    args: listArgs[kind] as typeof listArgs.post,
    schema: schemas[kind],
    answer: (blog, call) => listPosts(blog, kind, call as RestCall<ListArgs>),
  }),
  restRoute({
    methods: ['GET'],
    path: path(kind),
    permission: 'everybody',
    args: one,
    schema: schemas[kind],
    answer: (blog, call) => showPost(blog, kind, call),
    embed: (blog, all, asker) => embedPosts(blog, kind, all, asker),
  }),
];

const changing = (kind: Kind): RestRoute<Blog>[] => {
  const common = { schema: schemas[kind], in_batch: true, body };
  return [
    restRoute({
      ...common,
      methods: ['POST'],
      path: base(kind),
      permission: `edit_${kind}s`,
      refusal: cannot('create', `create ${kind}s as this user`),
      args: writeArgs[kind] as typeof writeArgs.post,
      answer: (blog, call) => createPost(blog, kind, call as RestCall<Written>),
    }),
    restRoute({
      ...common,
      methods: editable,
      path: path(kind),
      permission: `edit_${kind}s`,
      refusal: cannot('edit', 'edit this post'),
      allows: allows(kind, mayEdit),
      args: changeArgs[kind] as typeof changeArgs.post,
      answer: (blog, call) => changePost(blog, kind, call as RestCall<Written & { id: number }>),
    }),
    restRoute({
      ...common,
      methods: ['DELETE'],
      path: path(kind),
      permission: `delete_${kind}s`,
      refusal: cannot('delete', 'delete this post'),
      allows: allows(kind, mayDelete),
      args: gone,
      answer: (blog, call) => deletePost(blog, kind, call),
    }),
  ];
};

/** What routes of a post's texts share: only those read them who may change the post. */
const ofTexts = (kind: Kind, below: string) => ({
  path: `${base(kind)}/(?<${below === 'autosaves' ? 'id' : 'parent'}>\\d+)/${below}`,
  permission: `edit_${kind}s`,
  refusal: cannot('read', 'view revisions of this post'),
  schema: revisionSchemas[kind],
  allows: allows(kind, mayEdit),
});

const revisions = (kind: Kind): RestRoute<Blog>[] => [
  restRoute({
    ...ofTexts(kind, 'revisions'),
    methods: ['GET'],
    args: listed,
    answer: (blog, call) => texts.listRevisions(blog, kind, call),
  }),
  restRoute({
    ...ofTexts(kind, 'revisions/(?<id>\\d+)'),
    methods: ['GET'],
    args: shown,
    answer: (blog, call) => texts.showRevision(blog, kind, call),
  }),
  restRoute({
    ...ofTexts(kind, 'revisions/(?<id>\\d+)'),
    methods: ['DELETE'],
    args: taken,
    answer: (blog, call) => texts.removeRevision(blog, kind, call),
  }),
];

const autosaves = (kind: Kind): RestRoute<Blog>[] => [
  restRoute({
    ...ofTexts(kind, 'autosaves'),
    methods: ['GET'],
    args: listedAutosaves,
    answer: (blog, call) => texts.listAutosaves(blog, kind, withParent(call)),
  }),
  restRoute({
    ...ofTexts(kind, 'autosaves'),
    methods: ['POST'],
    args: typed,
    body,
    answer: (blog, call) => texts.makeAutosave(blog, kind, withParent(call)),
  }),
  restRoute({
    ...ofTexts(kind, 'autosaves/(?<id>\\d+)'),
    methods: ['GET'],
    args: shown,
    answer: (blog, call) => texts.showAutosave(blog, kind, call),
  }),
];

export const writingRest: RestRoute<Blog>[] = (['post', 'page'] as const).flatMap((kind) => [
  ...reading(kind),
  ...changing(kind),
  ...revisions(kind),
  ...autosaves(kind),
]);

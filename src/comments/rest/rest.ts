// comments/rest/rest.ts: /wp-json/wp/v2/comments.
import { readId } from '../../base/http/ids.ts';
import { editable, restRoute, type RestRoute } from '../../base/rest/route.ts';
import type { Blog } from '../../blog.ts';
import { settings } from '../../base/settings/settings.ts';
import { findPost } from '../../posts/queries/find.ts';
import { mayModerate } from '../comment.ts';
import { findComment } from '../queries/find.ts';
import { changeArgs, createArgs, listArgs, oneArgs, removeArgs } from './args.ts';
import { changeComment } from './change.ts';
import { createComment } from './create.ts';
import { embedLists, listComments } from './list.ts';
import { deleteComment, embedComments, showComment } from './one.ts';
import { takesComments } from './refusals.ts';
import { receiveComment } from './receive.ts';
import { discussion } from '../settings.ts';
import { commentSchema as schema } from './schema.ts';

const base = '/wp/v2/comments';
const path = `${base}/(?<id>\\d+)`;
const signedIn = 'signed in';
const cannot = (what: string) => ({
  code: `rest_cannot_${what}`,
  message: `Sorry, you are not allowed to ${what} this comment.`,
});

const allows: RestRoute<Blog>['allows'] = async (blog, { named, asker }) => {
  const id = readId(named.id);
  const comment = id ? await findComment(blog.db, id) : undefined;
  const post = comment && (await findPost(blog.db, comment.post_id));
  return post !== undefined && mayModerate(asker?.user, post);
};

export const commentsRest: RestRoute<Blog>[] = [
  restRoute({
    methods: ['GET'],
    path: base,
    permission: 'everybody',
    args: listArgs,
    schema,
    answer: listComments,
    embed: embedLists,
  }),
  restRoute({
    methods: ['POST'],
    path: base,
    permission: 'everybody',
    allows: async (blog, { asker }) => takesComments(asker, await settings(blog.db, discussion)),
    args: createArgs,
    schema,
    receive: receiveComment,
    answer: createComment,
  }),
  restRoute({
    methods: ['GET'],
    path,
    permission: 'everybody',
    args: oneArgs,
    schema,
    answer: showComment,
    embed: embedComments,
  }),
  restRoute({
    methods: editable,
    path,
    permission: signedIn,
    refusal: cannot('edit'),
    allows,
    args: changeArgs,
    schema,
    body: { bytes: 1_048_576, fields: 50 },
    answer: changeComment,
  }),
  restRoute({
    methods: ['DELETE'],
    path,
    permission: signedIn,
    refusal: cannot('delete'),
    allows,
    args: removeArgs,
    schema,
    answer: deleteComment,
  }),
];

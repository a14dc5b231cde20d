// writing/rest-users/users-rest.ts: /wp-json/wp/v2/users, and /users/me: a program asks who it is.
import { z } from 'zod';
import { collectionArgs, contextArg } from '../../base/rest/collection.ts';
import { editable, restRoute, type RestRoute } from '../../base/rest/route.ts';
import { flag, id as number, oneOf, pathId, someOf, text, texts } from '../../base/rest/values.ts';
import type { Blog } from '../../blog.ts';
import { changeUserForRest, createUserForRest, deleteUserForRest } from './change.ts';
import { userSchema as schema } from './user-item.ts';
import { embedUsers, listUsersForRest, showMe, showUser } from './users.ts';

const sorted = ['id', 'include', 'name', 'registered_date', 'slug', 'include_slugs', 'email', 'url'] as const;

const listed = z.object({
  ...collectionArgs(sorted, 'asc', 'name'),
  slug: texts('Only who has one of these slugs.').optional(),
  roles: texts('Only who has one of these roles.').optional(),
  capabilities: texts('Only who may do all of this.').optional(),
  who: oneOf('`authors`: who may write posts.', ['authors']).optional(),
  has_published_posts: z
    .union([z.stringbool(), z.boolean(), texts('')])
    .meta({ description: 'Only who has something out.', type: ['boolean', 'array'] })
    .optional(),
  search_columns: someOf('Where the words of `search` are looked for.', [
    'email',
    'name',
    'id',
    'username',
    'slug',
    'url',
  ]).default([]),
});

const id = pathId('Their number.');
const context = contextArg();
const one = z.object({ id, context });
const me = z.object({ context });

const fields = {
  name: text('The name readers see.', 250).optional(),
  first_name: text('First name.', 250).optional(),
  last_name: text('Last name.', 250).optional(),
  nickname: text('The name readers see.', 250).optional(),
  url: text('Their site.', 2000).meta({ format: 'uri' }).optional(),
  description: text('What they say of themselves.', 20_000).optional(),
  roles: texts('Their role; one.').optional(),
  slug: text('Their name in addresses; never the one they sign in with.', 60).optional(),
};
const email = text('Their email address.', 254).meta({ format: 'email' });
const password = text('A password for people.', 4096);
const current_password = text(
  'The present password, of whoever changes their own email or password.',
  4096,
).optional();
const created = z.object({
  id: number('Their number.').optional(),
  username: text('The name they sign in with.', 60),
  ...fields,
  email,
  password,
});
const changed = z.object({
  id,
  ...fields,
  email: email.optional(),
  password: password.optional(),
  current_password,
});
const changedSelf = changed.omit({ id: true });
const reassign = z
  .union([z.literal(['', 'false', '0']).transform(() => 0), z.literal(false).transform(() => 0), number('')])
  .meta({ description: 'Who gets their posts and files; false puts posts into the trash.', type: 'integer' });
const gone = z.object({ id, force: flag('Must be true: users have no trash.').default(false), reassign });

const base = '/wp/v2/users';
const path = `${base}/(?<id>\\d+)`;
const own = `${base}/me`;
const signedIn = 'signed in';
const body = { bytes: 65_536, fields: 50 };
const cannot = (code: string, words: string) => ({
  code,
  message: `Sorry, you are not allowed to ${words}.`,
});
const create = cannot('rest_cannot_create_user', 'create new users');
const edit = cannot('rest_cannot_edit', 'edit this user');
const remove = cannot('rest_user_cannot_delete', 'delete this user');

export const usersRest: RestRoute<Blog>[] = [
  restRoute({
    methods: ['GET'],
    path: base,
    permission: 'everybody',
    args: listed,
    schema,
    answer: listUsersForRest,
  }),
  restRoute({
    methods: ['POST'],
    path: base,
    permission: 'create_users',
    refusal: create,
    args: created,
    schema,
    in_batch: true,
    body,
    answer: createUserForRest,
  }),
  restRoute({
    methods: ['GET'],
    path,
    permission: 'everybody',
    args: one,
    schema,
    answer: showUser,
    embed: embedUsers,
  }),
  restRoute({
    methods: editable,
    path,
    permission: signedIn,
    refusal: edit,
    allows: (_blog, { named, asker }) =>
      Promise.resolve(asker?.user.id === Number(named.id) || asker?.user.role === 'administrator'),
    args: changed,
    schema,
    in_batch: true,
    body,
    answer: changeUserForRest,
  }),
  restRoute({
    methods: ['DELETE'],
    path,
    permission: 'delete_users',
    refusal: remove,
    args: gone,
    schema,
    answer: deleteUserForRest,
  }),
  restRoute({ methods: ['GET'], path: own, permission: signedIn, args: me, schema, answer: showMe }),
  restRoute({
    methods: editable,
    path: own,
    permission: signedIn,
    args: changedSelf,
    schema,
    in_batch: true,
    body,
    answer: (blog, call) =>
      changeUserForRest(blog, { ...call, args: { ...call.args, id: call.asker!.user.id } }),
  }),
  restRoute({
    methods: ['DELETE'],
    path: own,
    permission: signedIn,
    allows: () => Promise.resolve(false),
    args: gone.omit({ id: true }),
    schema,
    // Refused by the same rule as any other address of theirs.
    answer: (blog, call) =>
      deleteUserForRest(blog, { ...call, args: { ...call.args, id: call.asker!.user.id } }),
  }),
];

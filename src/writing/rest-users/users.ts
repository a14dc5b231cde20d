// writing/rest-users/users.ts: users by the REST API: listed and shown. Strangers learn of those alone whose posts are out.
import { findUser, usersByIds } from '../../accounts/queries.ts';
import { publishedAmong, usersForRest, type UsersAsked } from '../../accounts/rest-queries.ts';
import { may, roles, type Role, type User } from '../../accounts/user.ts';
import { httpError } from '../../base/errors.ts';
import { sayTotal, sliceOf } from '../../base/rest/collection.ts';
import { notAllowed, type RestCall, type RestUser } from '../../base/rest/route.ts';
import type { Context } from '../../base/rest/schema.ts';
import type { Blog } from '../../blog.ts';
import { writingRoles } from '../../posts/permissions.ts';
import { allowedOn, userItems } from './user-item.ts';

export interface UserListArgs {
  context: Context;
  page: number;
  per_page: number;
  offset?: number | undefined;
  after_id?: number | undefined;
  search?: string | undefined;
  search_columns: string[];
  include: number[];
  exclude: number[];
  slug?: string[] | undefined;
  roles?: string[] | undefined;
  capabilities?: string[] | undefined;
  who?: string | undefined;
  has_published_posts?: string[] | boolean | undefined;
  orderby: string;
  order: 'asc' | 'desc';
}

/** @throws HttpError 401, 403 for what only they may ask who may list users */
export async function listUsersForRest(blog: Blog, call: RestCall<UserListArgs>): Promise<unknown[]> {
  const { args, asker } = call;
  refuseAsked(args, asker);
  const { users, total } = await usersForRest(blog.db, askedOf(args, asker), sliceOf(args));
  sayTotal(blog, call, total, users);
  return userItems(blog, users, { asker, context: args.context });
}

function refuseAsked(args: UserListArgs, asker: RestUser | undefined): void {
  if (may(asker?.user, 'list_users')) return;
  if (args.context === 'edit')
    throw notAllowed(asker, 'rest_forbidden_context', 'Sorry, you are not allowed to edit users.');
  if (args.roles ?? args.capabilities)
    throw notAllowed(asker, 'rest_user_cannot_view', 'Sorry, you are not allowed to filter users by role.');
  if (['email', 'registered_date'].includes(args.orderby))
    throw notAllowed(
      asker,
      'rest_forbidden_orderby',
      'Sorry, you are not allowed to order users by this parameter.',
    );
  if (args.who === 'authors' && !may(asker?.user, 'edit_posts'))
    throw notAllowed(
      asker,
      'rest_forbidden_who',
      'Sorry, you are not allowed to query users by this parameter.',
    );
}

function askedOf(args: UserListArgs, asker: RestUser | undefined): UsersAsked {
  const mayList = may(asker?.user, 'list_users');
  const isWriters = args.who === 'authors';
  // The names people sign in with and their addresses are found by those alone who see them.
  const open = ['name', 'slug', 'url'];
  const asked = args.search_columns.length
    ? args.search_columns
    : ['name', 'slug', 'url', 'username', 'email'];
  const columns = asked.filter((name) => mayList || open.includes(name)).map((name) => columnNames[name]!);
  return {
    has_published: isWriters ? false : !mayList || hasPublished(args.has_published_posts),
    search: args.search,
    columns: columns.length ? columns : ['display_name'],
    include: args.include,
    exclude: args.exclude,
    slug: args.slug,
    roles: rolesOf(args, isWriters),
    orderby: args.orderby,
    order: args.order,
    after_id: args.after_id,
  };
}

const columnNames: Record<string, UsersAsked['columns'][number]> = {
  name: 'display_name',
  slug: 'slug',
  url: 'url',
  username: 'login',
  email: 'email',
};

const hasPublished = (given: UserListArgs['has_published_posts']): boolean =>
  Array.isArray(given) ? given.length > 0 : given === true;

function rolesOf({ roles: asked, capabilities }: UserListArgs, isWriters: boolean): Role[] | undefined {
  if (!asked && !capabilities && !isWriters) return undefined;
  return roles.filter(
    (role) =>
      (!asked || asked.includes(role)) &&
      (!capabilities || capabilities.every((one) => may({ role }, one))) &&
      (!isWriters || writingRoles('post').includes(role)),
  );
}

/** @throws HttpError 404 rest_user_invalid_id */
export async function userOf(blog: Blog, id: number): Promise<User> {
  const user = id ? await findUser(blog.db, id) : undefined;
  if (!user) throw notThere();
  return user;
}

/** @throws HttpError 401, 403, 404 */
export async function showUser(
  blog: Blog,
  { args, asker, reply }: RestCall<{ id: number; context: Context }>,
): Promise<unknown> {
  const user = await userOf(blog, args.id);
  const isSelf = asker?.user.id === user.id;
  if (args.context === 'edit' && !isSelf && !may(asker?.user, 'edit_users'))
    throw notAllowed(asker, 'rest_user_cannot_view', 'Sorry, you are not allowed to edit this user.');
  const mayList = isSelf || may(asker?.user, 'list_users') || may(asker?.user, 'edit_users');
  if (!mayList && !(await publishedAmong(blog.db, [user.id])).size) throw notYours(asker);
  reply.headers.Allow = allowedOn(user, asker).join(', ');
  const [item] = await userItems(blog, [user], { asker, context: args.context });
  return item;
}

/** The one who asks. */
export async function showMe(
  blog: Blog,
  { args, asker, reply }: RestCall<{ context: Context }>,
): Promise<unknown> {
  const { user } = asker!;
  reply.headers.Allow = allowedOn(user, asker).join(', ');
  const [item] = await userItems(blog, [user], { asker, context: args.context });
  return item;
}

/** Several users, for `_embed`. */
export async function embedUsers(
  blog: Blog,
  all: { id: number }[],
  asker: RestUser | undefined,
): Promise<unknown[]> {
  const users = await usersByIds(
    blog.db,
    all.map(({ id }) => id),
  );
  const ids = [...users.keys()];
  const shown = may(asker?.user, 'list_users') ? new Set(ids) : await publishedAmong(blog.db, ids);
  const open = [...users.values()].filter(({ id }) => shown.has(id) || id === asker?.user.id);
  const items = await userItems(blog, open, { asker, context: 'embed' });
  const byId = new Map(items.map((item) => [item.id, item]));
  return all.map(({ id }) => byId.get(id) ?? (users.has(id) ? notYours(asker) : notThere()));
}

const notThere = () => httpError(404, 'rest_user_invalid_id', 'Invalid user ID.');
const notYours = (asker: RestUser | undefined) =>
  notAllowed(asker, 'rest_user_cannot_view', 'Sorry, you are not allowed to list users.');

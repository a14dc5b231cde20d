// writing/rest-users/change.ts: users by the REST API: made, changed, deleted.
import { rememberFormerSlug } from '../../accounts/former-slug-queries.ts';
import { updateUser } from '../../accounts/queries.ts';
import { keepNames } from '../../accounts/rest-queries.ts';
import { may, roles, type Role, type User } from '../../accounts/user.ts';
import { addUser } from '../../accounts/users/add-user.ts';
import { changeUser } from '../../accounts/users/change-user.ts';
import { slugProblem } from '../../accounts/users/slug.ts';
import { inTransaction } from '../../base/database/database.ts';
import { httpError } from '../../base/errors.ts';
import { restAddress } from '../../base/rest/address.ts';
import { inRestWords } from '../../base/rest/refusals.ts';
import { notAllowed, restError, type RestCall, type RestUser } from '../../base/rest/route.ts';
import type { Blog } from '../../blog.ts';
import { deleteUserAndPosts } from '../delete-user.ts';
import { allowedOn, userItems } from './user-item.ts';
import { userOf } from './users.ts';

export interface UserWritten {
  name?: string | undefined;
  first_name?: string | undefined;
  last_name?: string | undefined;
  nickname?: string | undefined;
  email?: string | undefined;
  url?: string | undefined;
  description?: string | undefined;
  roles?: string[] | undefined;
  slug?: string | undefined;
  password?: string | undefined;
  current_password?: string | undefined;
}

type Created = UserWritten & { id?: number | undefined; username: string; email: string; password: string };

/** What the API calls the fields of the forms. */
const names = {
  login: 'username',
  display_name: 'name',
  bio: 'description',
  role: 'roles',
  new_password: 'password',
};

/** @throws HttpError 400 naming the fields that are wrong */
export async function createUserForRest(blog: Blog, call: RestCall<Created>): Promise<unknown> {
  const { args, reply } = call;
  if (args.id) throw httpError(400, 'rest_user_exists', 'Cannot create existing user.');
  const role = roleOf(args.roles) ?? 'subscriber';
  const { username: login, email, password, name: display_name = login } = args;
  const user = await inRestWords(
    () =>
      inTransaction(blog, async (blog) => {
        const made = await addUser(blog, { login, email, display_name, role, password, notify: false });
        const slug = await slugOf(blog, made, args.slug);
        await updateUser(blog.db, made.id, {
          url: webAddress(args.url ?? ''),
          bio: args.description ?? '',
          ...slug,
        });
        await keepNames(blog.db, made.id, ownNames(args));
        return userOf(blog, made.id);
      }),
    names,
  );
  reply.status = 201;
  reply.headers.Location = restAddress(blog, `/wp/v2/users/${user.id}`);
  return shown(blog, user, call.asker);
}

/** @throws HttpError 400, 401, 403, 404 */
export async function changeUserForRest(
  blog: Blog,
  call: RestCall<UserWritten & { id: number }>,
): Promise<unknown> {
  const { args, asker } = call;
  const user = await userOf(blog, args.id);
  if (asker?.user.id !== user.id && !may(asker?.user, 'edit_users'))
    throw notAllowed(asker, 'rest_cannot_edit', 'Sorry, you are not allowed to edit this user.');
  const role = roleOf(args.roles);
  const isOtherRole = role !== undefined && role !== user.role;
  if (isOtherRole && !may(asker?.user, 'promote_users'))
    throw notAllowed(
      asker,
      'rest_cannot_edit_roles',
      'Sorry, you are not allowed to edit roles of this user.',
    );
  const words = {
    display_name: args.name ?? user.display_name,
    email: args.email ?? user.email,
    url: args.url ?? user.url,
    bio: args.description ?? user.bio,
    role: role ?? '',
    new_password: args.password ?? '',
    password: args.current_password ?? '',
  };
  await inRestWords(
    () =>
      inTransaction(blog, async (blog) => {
        await changeUser(blog, asker!.user, user.id, words);
        const slug = await slugOf(blog, user, args.slug);
        if (!slug) return;
        await updateUser(blog.db, user.id, slug);
        // The old address leads on.
        await rememberFormerSlug(blog.db, { id: user.id, ...slug }, user.slug);
      }),
    { ...names, password: 'current_password' },
  );
  await keepNames(blog.db, user.id, ownNames(args));
  call.reply.headers.Allow = allowedOn(user, asker).join(', ');
  return shown(blog, await userOf(blog, user.id), asker);
}

/** @throws HttpError 400, 401, 403, 404, 501 without `force` */
export async function deleteUserForRest(
  blog: Blog,
  { args, asker }: RestCall<{ id: number; force: boolean; reassign: number }>,
): Promise<unknown> {
  const user = await userOf(blog, args.id);
  if (!may(asker?.user, 'delete_users'))
    throw notAllowed(asker, 'rest_user_cannot_delete', 'Sorry, you are not allowed to delete this user.');
  if (!args.force)
    throw restError(
      501,
      'rest_trash_not_supported',
      'Users do not support trashing. Set force=true to delete.',
    );
  if (user.id === asker?.user.id)
    throw notAllowed(
      asker,
      'rest_user_cannot_delete',
      'Nobody deletes themselves; ask another administrator.',
    );
  const { reassign } = args;
  if (reassign === user.id)
    throw httpError(400, 'rest_user_invalid_reassign', 'Invalid user ID for reassignment.');
  const [previous] = await userItems(blog, [user], { asker, context: 'edit', is_bare: true });
  const fate = reassign ? ({ to: 'user', user_id: reassign } as const) : ({ to: 'trash' } as const);
  await inRestWords(() => deleteUserAndPosts(blog, asker!.user, user.id, fate), {
    reassign_user: 'reassign',
  });
  return { deleted: true, previous };
}

async function shown(blog: Blog, user: User, asker: RestUser | undefined): Promise<unknown> {
  const [item] = await userItems(blog, [user], { asker, context: 'edit' });
  return item;
}

/** @throws HttpError 400 rest_user_invalid_slug for one that is taken, or that tells the name somebody signs in with */
async function slugOf(
  blog: Blog,
  user: User,
  slug: string | undefined,
): Promise<{ slug: string } | undefined> {
  if (slug === undefined || slug === user.slug) return undefined;
  const problem = await slugProblem(blog.db, user, slug);
  if (problem) throw restError(400, 'rest_user_invalid_slug', 'Invalid slug.', { params: { slug: problem } });
  return { slug };
}

/** One role, as everybody has here. @throws HttpError 400 rest_user_invalid_role */
function roleOf(given: string[] | undefined): Role | undefined {
  if (!given?.length) return undefined;
  const role = roles.find((one) => given.length === 1 && one === given[0]);
  if (!role) throw restError(400, 'rest_user_invalid_role', `The role ${given.join(', ')} does not exist.`);
  return role;
}

/** @throws HttpError 400 for what is no address of the web */
function webAddress(url: string): string {
  if (!url || (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) return url;
  throw restError(400, 'rest_invalid_param', 'Invalid parameter(s): url', {
    params: { url: 'Invalid URL.' },
  });
}

function ownNames({ first_name, last_name, nickname }: UserWritten): Record<string, string> {
  const given = Object.entries({ first_name, last_name, nickname });
  return Object.fromEntries(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

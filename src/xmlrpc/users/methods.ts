// xmlrpc/users/methods.ts: who writes here: profiles, authors, and the blogs a user has, of which there is one.
import { changeUser } from '../../accounts/users/change-user.ts';
import { findUser, listUsers } from '../../accounts/queries.ts';
import { may, roles, type User } from '../../accounts/user.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { mayWrite } from '../../posts/permissions.ts';
import { signed, type Method, type SignedCall } from '../method.ts';
import { gmtOf } from '../protocol/dates.ts';
import { fault, notAllowed } from '../protocol/fault.ts';
import { idIn, listIn, numberIn, structIn, textIn, type Struct, type Value } from '../protocol/values.ts';

export const userMethods: Method[] = [
  signed('wp.getUsersBlogs', { at: 0 }, getUsersBlogs),
  signed('blogger.getUsersBlogs', {}, getUsersBlogs),
  signed('metaWeblog.getUsersBlogs', {}, getUsersBlogs),
  signed('blogger.getUserInfo', {}, async ({ user }) => ({
    nickname: user.display_name,
    userid: user.id,
    url: user.url,
    lastname: '',
    firstname: '',
  })),
  signed('wp.getUser', { least: 4 }, getUser),
  signed('wp.getUsers', {}, getUsers),
  signed('wp.getProfile', {}, async ({ user, args }) => chosen(userStruct(user), args[1])),
  signed('wp.editProfile', { least: 4 }, editProfile),
  signed('wp.getAuthors', {}, getAuthors),
];

async function getUsersBlogs({ blog, user }: SignedCall): Promise<Value> {
  const { blogname } = await settings(blog.db, general);
  const own = {
    isAdmin: may(user, 'manage_options'),
    url: `${blog.url}/`,
    blogid: '1',
    blogName: blogname,
    xmlrpc: `${blog.url}/xmlrpc.php`,
  };
  return [own];
}

const userStruct = (user: User): Struct => ({
  user_id: String(user.id),
  username: user.login,
  first_name: '',
  last_name: '',
  registered: gmtOf(user.registered_at),
  bio: user.bio,
  email: user.email,
  nickname: user.display_name,
  nicename: user.slug,
  url: user.url,
  display_name: user.display_name,
  roles: [user.role],
});

/** Only the members that are asked for; `basic` and `all` are WordPress's words for groups. */
function chosen(struct: Struct, fields: Value | undefined): Struct {
  const wanted = listIn(fields).map(textIn);
  if (!wanted.length || wanted.includes('all')) return struct;
  const basic = wanted.includes('basic')
    ? ['username', 'email', 'registered', 'display_name', 'nicename']
    : [];
  const kept = Object.entries(struct).filter(([name]) => ['user_id', ...wanted, ...basic].includes(name));
  return Object.fromEntries(kept) as Struct;
}

async function getUser({ blog, user, args }: SignedCall): Promise<Value> {
  const id = idIn(args[1]);
  if (id !== user.id && !may(user, 'edit_users')) throw notAllowed('edit this user');
  const found = id ? await findUser(blog.db, id) : undefined;
  if (!found) throw fault(404, 'Invalid user ID.');
  return chosen(userStruct(found), args[2]);
}

async function getUsers({ blog, user, args }: SignedCall): Promise<Value> {
  if (!may(user, 'list_users')) throw notAllowed('list users');
  const filter = structIn(args[1]);
  const role = textIn(filter.role);
  if (role && !roles.some((one) => one === role)) throw fault(403, 'Invalid role.');
  const slice = { limit: numberIn(filter.number, 50, 100), offset: numberIn(filter.offset, 0, 1_000_000) };
  const users = await listUsers(blog.db, slice);
  return users.filter((one) => !role || one.role === role).map((one) => chosen(userStruct(one), args[2]));
}

/** Names of one's own; a first and a last name are not kept here. */
async function editProfile({ blog, user, args }: SignedCall): Promise<Value> {
  const given = structIn(args[1]);
  const text = (name: string, usual: string) => (given[name] === undefined ? usual : textIn(given[name]));
  await changeUser(blog, user, user.id, {
    display_name: text('display_name', text('nickname', user.display_name)),
    email: user.email,
    url: text('url', user.url),
    bio: text('bio', user.bio),
    role: '',
    new_password: '',
    password: '',
  });
  return true;
}

/** So many names a list of authors holds. */
const mostAuthors = 500;

async function getAuthors({ blog, user }: SignedCall): Promise<Value> {
  if (!mayWrite(user, 'post')) throw notAllowed('edit posts');
  const users = await authorsOf(blog);
  return users.map(({ id, login, display_name }) => ({
    user_id: String(id),
    user_login: login,
    display_name,
  }));
}

const authorsOf = (blog: Blog): Promise<User[]> => listUsers(blog.db, { limit: mostAuthors, offset: 0 });

// accounts/users/admin.ts: the list of users, changing one, and one's own profile.
import { Router, type Request, type Response } from 'express';
import { adminFrame } from '../../base/admin/frame.ts';
import { leaveNotice } from '../../base/admin/notices.ts';
import { pagingView } from '../../base/admin/paging.ts';
import { clientAddress } from '../../base/http/client-address.ts';
import { isHttpError } from '../../base/errors.ts';
import { fieldsOf, formBody } from '../../base/http/form-body.ts';
import { initialsOf } from '../../base/words/initials.ts';
import { pageFrom } from '../../base/http/ids.ts';
import { localAddress } from '../../base/http/redirect.ts';
import type { Blog } from '../../blog.ts';
import { addUser } from './add-user.ts';
import { ownScreen, showUser, userOf } from './user-admin.ts';
import { changeUser, isGuarded } from './change-user.ts';
import { isRole } from './create-user.ts';
import { newUserForm, userForm } from '../form.ts';
import { needs } from '../guard.ts';
import { mailPasswordLink } from '../passwords/password-email.ts';
import { countUsers, listUsers } from '../queries.ts';
import { storeScreenOptions, screenOptions, screenOptionsView } from '../screen-options.ts';
import { beginSession } from '../sessions/session.ts';
import { countCode, forgetCodes } from '../throttle.ts';
import { may, roles, type User } from '../user.ts';

const columns = [
  { name: 'login', title: 'User name' },
  { name: 'email', title: 'Email' },
  { name: 'role', title: 'Role' },
];

export function accountsAdmin(blog: Blog): Router {
  const router = Router();
  router.use(['/users', '/profile'], formBody());
  router.use('/users', needs('list_users'));

  router.get('/users', showUsers.bind(null, blog));
  router.post('/users/add', needs('create_users'), addOne.bind(null, blog));
  router.post('/users/screen-options/save', saveScreenOptions.bind(null, blog));
  router.get('/users/:id', needs('edit_users'), showOther.bind(null, blog));
  router.post('/users/:id/save', needs('edit_users'), saveOther.bind(null, blog));
  router.post('/users/:id/send-password-link', needs('edit_users'), sendPasswordLink.bind(null, blog));
  router.get('/profile', showProfile.bind(null, blog));
  router.post('/profile/save', saveProfile.bind(null, blog));

  return router;
}

function showUsers(blog: Blog, req: Request, res: Response) {
  return showList(blog, req, res);
}

async function addOne(blog: Blog, req: Request, res: Response) {
  const words = newUserForm(req.body);
  const notify = words.send_user_notification !== '';
  try {
    await addUser(blog, { ...words, notify, role: isRole(words.role) ? words.role : 'subscriber' });
  } catch (error) {
    if (!isHttpError(error)) throw error;
    await showList(blog, req, res.status(error.status), { typed: words, problems: error.fields });
    return;
  }
  const told = 'gets an email with a link to choose a password';
  leaveNotice(req, `${words.login} ${notify ? told : 'may sign in now'}.`);
  res.redirect(303, '/admin/users');
}

async function saveScreenOptions(blog: Blog, req: Request, res: Response) {
  const typed = fieldsOf(req);
  await storeScreenOptions(blog, req.user!, 'users', columns, typed);
  res.redirect(303, localAddress(typed.back, blog.url, '/admin/users'));
}

async function showOther(blog: Blog, req: Request, res: Response) {
  const user = await userOf(blog, req);
  await showUser(blog, req, res, { user, path: `/admin/users/${user.id}` });
}

async function saveOther(blog: Blog, req: Request, res: Response) {
  await save(blog, req, res, await userOf(blog, req), '/admin/users');
}

async function sendPasswordLink(blog: Blog, req: Request, res: Response) {
  const user = await userOf(blog, req);
  await mailPasswordLink(blog, user, user.password_hash === null ? 'welcome' : 'reset');
  leaveNotice(req, `A letter with a link to choose a password is on its way to ${user.email}.`);
  res.redirect(303, `/admin/users/${user.id}`);
}

function showProfile(blog: Blog, req: Request, res: Response) {
  return showUser(blog, req, res, { user: req.user!, path: ownScreen });
}

function saveProfile(blog: Blog, req: Request, res: Response) {
  return save(blog, req, res, req.user!, ownScreen);
}

async function save(blog: Blog, req: Request, res: Response, user: User, back: string): Promise<void> {
  const words = userForm(req.body);
  const attempt = { user_id: user.id, ip: clientAddress(req) };
  // Whoever sits before somebody else's open browser must not try passwords here without end.
  const isCounted = user.id === req.user!.id && isGuarded(user, words);
  try {
    if (isCounted) await countCode(blog, attempt);
    const isNewPassword = await changeUser(blog, req.user!, user.id, words);
    if (isCounted) await forgetCodes(blog, attempt);
    // All sessions have ended, this one too; whoever changed their own password goes on with a new one.
    if (isNewPassword && user.id === req.user!.id) await beginSession(blog, req, user, true);
    leaveNotice(
      req,
      isNewPassword
        ? 'Saved. The new password holds from now on, everywhere. Passkeys and application passwords still hold.'
        : 'Saved.',
    );
    res.redirect(303, back);
  } catch (error) {
    if (!isHttpError(error)) throw error;
    const problems = error.status === 429 ? { password: error.message } : error.fields;
    if (!Object.keys(problems).length) throw error;
    const shown = { ...user, ...words, id: user.id, role: words.role || user.role } as User;
    const path = back === ownScreen ? ownScreen : `${back}/${user.id}`;
    await showUser(blog, req, res.status(error.status), { user: shown, path, problems });
  }
}

/** Of the features above that keep such pictures. */
async function chosenPictures(blog: Blog, ids: number[]): Promise<Map<number, string>> {
  const found = await Promise.all(blog.extensions.user_pictures.map((ask) => ask(blog, ids)));
  return new Map(found.flatMap((pictures) => [...pictures]));
}

interface ListShown {
  typed?: Record<string, string>;
  problems?: Record<string, string>;
}

async function showList(blog: Blog, req: Request, res: Response, shown: ListShown = {}): Promise<void> {
  const options = screenOptions(req.user!, 'users', columns);
  const { per_page } = options;
  const total = await countUsers(blog.db);
  // A page that there is not leads to the last one.
  const page = Math.min(pageFrom(req.query.page), Math.max(1, Math.ceil(total / per_page)));
  const users = await listUsers(blog.db, { limit: per_page, offset: (page - 1) * per_page });
  const pictures = await chosenPictures(
    blog,
    users.map(({ id }) => id),
  );
  const empty = {
    login: '',
    email: '',
    display_name: '',
    role: 'author',
    password: '',
    send_user_notification: '1',
  };
  res.render('accounts/admin-users', {
    frame: await adminFrame(blog, req, { title: 'Users' }),
    users: users.map(({ id, login, display_name, email, role }) => ({
      id,
      login,
      display_name,
      email,
      role,
      picture: pictures.get(id) ?? '',
      initials: initialsOf(display_name),
    })),
    columns: options.shown,
    options: screenOptionsView('/admin/users', columns, options),
    back: page > 1 ? `/admin/users?page=${page}` : '/admin/users',
    paging: pagingView('/admin/users', {}, { page, total, per_page }),
    may_create: may(req.user, 'create_users'),
    roles,
    values: { ...empty, ...shown.typed },
    problems: { ...empty, role: '', ...shown.problems },
  });
}

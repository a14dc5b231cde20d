// accounts/users/user-admin.ts: the screen of one user: another, or oneself.
import type { Request, Response } from 'express';
import { adminFrame } from '../../base/admin/frame.ts';
import { notFound } from '../../base/errors.ts';
import { adminLanguages } from '../../base/language/site.ts';
import { languageName } from '../../base/settings/general.ts';
import { idFrom } from '../../base/http/ids.ts';
import type { Blog } from '../../blog.ts';
import { countApplicationPasswords } from '../application-passwords/queries.ts';
import { passkeysOf } from '../passkeys/queries.ts';
import { findUser } from '../queries.ts';
import { sessionViews } from '../sessions/view.ts';
import { hasTwoFactor } from '../two-factor/queries.ts';
import { languageOf, may, roles, type User } from '../user.ts';

/** The user whom the address names. @throws HttpError 404 */
export async function userOf(blog: Blog, req: Request): Promise<User> {
  const user = await findUser(blog.db, idFrom(req.params.id, 'user'));
  if (!user) throw notFound('user');
  return user;
}

/** Where one's own screen stands: it saves elsewhere than that of others. */
export const ownScreen = '/admin/profile';

/**
 * Draws the screen of a user.
 * @param path its address: `ownScreen` or that of the user among others
 * @param problems what is wrong with the fields that were sent
 */
export async function showUser(
  blog: Blog,
  req: Request,
  res: Response,
  { user, path, problems = {} }: { user: User; path: string; problems?: Record<string, string> },
): Promise<void> {
  const isSelf = user.id === req.user!.id;
  const text = 'Not saved: please look at the marked fields.';
  const notice = Object.keys(problems).length ? ({ kind: 'error', text } as const) : undefined;
  const none = { display_name: '', email: '', url: '', bio: '', role: '', new_password: '', password: '' };
  const { login, display_name, email, url, bio, role } = user;
  const chosen = languageOf(user) ?? '';
  res.render('accounts/admin-user', {
    frame: await adminFrame(blog, req, { title: isSelf ? 'Profile' : `User ${login}`, notice }),
    path,
    user: { id: user.id, login, display_name, email, url, bio, role },
    problems: { ...none, ...problems },
    is_self: isSelf,
    is_profile: path === ownScreen,
    languages: adminLanguages().map(({ locale, tag }) => ({
      locale,
      name: languageName(tag),
      is_chosen: locale === chosen,
    })),
    may_promote: !isSelf && may(req.user, 'promote_users'),
    roles,
    may_delete: !isSelf && may(req.user, 'delete_users'),
    programs: await countApplicationPasswords(blog.db, user.id),
    passkeys: (await passkeysOf(blog.db, user.id)).length,
    two_factor: await hasTwoFactor(blog.db, user.id),
    sessions: await sessionViews(blog, req, user),
  });
}

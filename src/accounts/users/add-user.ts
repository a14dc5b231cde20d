// accounts/users/add-user.ts: an administrator makes a user, who is told by mail and chooses the password.
import { inTransaction } from '../../base/database/database.ts';
import type { Blog } from '../../blog.ts';
import { createUser, type NewUser } from './create-user.ts';
import { mailPasswordLink } from '../passwords/password-email.ts';
import type { User } from '../user.ts';

/**
 * Makes a user; with `notify` a letter with a link to choose the password goes out, and a password may be left out.
 * @throws HttpError 422 naming the fields that are wrong
 */
export async function addUser(
  blog: Blog,
  { notify, ...given }: NewUser & { notify: boolean },
): Promise<User> {
  return inTransaction(blog, async (blog) => {
    const isLeftOut = notify && given.password === '';
    const user = await createUser(blog, { ...given, password: isLeftOut ? null : given.password });
    if (notify) await mailPasswordLink(blog, user, 'welcome');
    return user;
  });
}

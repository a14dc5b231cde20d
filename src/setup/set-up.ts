// setup/set-up.ts: makes a new blog a going concern: its administrator, its title, something to look at.
import { createUser } from '../accounts/users/create-user.ts';
import { hasAdministrator } from '../accounts/queries.ts';
import { voidSetupToken } from '../accounts/setup-token.ts';
import type { User } from '../accounts/user.ts';
import { inTransaction } from '../base/database/database.ts';
import { httpError } from '../base/errors.ts';
import { __ } from '../base/language/gettext.ts';
import { general } from '../base/settings/general.ts';
import { forgetSettings, saveSettings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { fillFreshBlog } from './sample.ts';

export interface SetUp {
  /** The site's title; '' keeps the one it has. */
  blogname: string;
  login: string;
  email: string;
  password: string;
  /** The name readers see. */
  display_name?: string;
}

/**
 * Sets the blog up, once: the first administrator, title, address for mail, and sample content when there is none.
 * The set-up link is worth nothing afterwards.
 * @throws HttpError 409 when somebody already administers the site, 422 naming wrong fields
 */
export async function setUp(blog: Blog, words: SetUp): Promise<User> {
  const user = await inTransaction(blog, async (blog) => {
    // Two at once: the second waits here, and finds the first one's administrator.
    await blog.db.raw(`SELECT pg_advisory_xact_lock(hashtext('quillback set-up'))`);
    if (await hasAdministrator(blog.db)) {
      throw httpError(409, 'already_set_up', __('This blog is set up already. Please sign in.'));
    }
    const user = await createUser(blog, { ...words, role: 'administrator' });
    const title = words.blogname.trim();
    await saveSettings(blog.db, general, {
      admin_email: user.email,
      ...(title && { blogname: title }),
    });
    await voidSetupToken(blog);
    await fillFreshBlog(blog, user);
    return user;
  });
  forgetSettings(blog.db);
  return user;
}

// accounts/passwords/password-email.ts: the letter with a link to choose a password: to who forgot it, and to who is new here.
import crypto from 'node:crypto';
import { inTransaction } from '../../base/database/database.ts';
import { renderText } from '../../base/http/views.ts';
import { N_, __, translate } from '../../base/language/gettext.ts';
import { inSiteLanguage } from '../../base/language/site.ts';
import { sendMail } from '../../base/mail/mail.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { storeReset } from '../queries.ts';
import type { User } from '../user.ts';

const hour = 3_600_000;

// Who asked for a link waits for it; who was invited reads it when they find the time.
const letters = {
  reset: { view: 'accounts/reset-mail', good_for: hour, subject: N_('A new password') },
  welcome: { view: 'accounts/welcome-mail', good_for: 72 * hour, subject: N_('Your account') },
};

/**
 * Writes a letter with a link that is good once; the link before it is void. No password is ever in a letter.
 * The link is made of the site's own address, never of what a request says.
 */
export const mailPasswordLink = (blog: Blog, user: User, kind: keyof typeof letters): Promise<void> =>
  inSiteLanguage(blog.db, () => mailLink(blog, user, kind));

async function mailLink(blog: Blog, user: User, kind: keyof typeof letters): Promise<void> {
  const { view, good_for, subject } = letters[kind];
  const token = crypto.randomBytes(32).toString('base64url');
  const hash = hashOfToken(token);
  const { blogname } = await settings(blog.db, general);
  const link = `${blog.url}/reset-password?user=${user.id}&token=${token}`;
  const sign_in = `${blog.url}/login`;
  const body = await renderText(view, { blogname, link, login: user.login, sign_in });
  await inTransaction(blog, async (blog) => {
    const expires_at = new Date(blog.now().getTime() + good_for);
    await storeReset(blog.db, { user_id: user.id, hash, expires_at });
    const key = `${kind}:${user.id}:${hash.slice(0, 16)}`;
    await sendMail(blog, {
      key,
      to: user.email,
      subject: __('[%1$s] %2$s', blogname, translate(subject)),
      body,
    });
  });
}

/** What is kept of a link. */
export const hashOfToken = (token: string): string => crypto.createHash('sha256').update(token).digest('hex');

// accounts/two-factor/set-two-factor.ts: switches the second factor of a user on and off, and renews the recovery codes.
import crypto from 'node:crypto';
import { inTransaction } from '../../base/database/database.ts';
import { httpError } from '../../base/errors.ts';
import { renderText } from '../../base/http/views.ts';
import { __ } from '../../base/language/gettext.ts';
import { inSiteLanguage } from '../../base/language/site.ts';
import { sendMail } from '../../base/mail/mail.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { endSessions } from '../sessions/queries.ts';
import {
  confirmSecret,
  deleteTwoFactor,
  findTwoFactor,
  hasTwoFactor,
  storeRecoveryCodes,
  takeStep,
} from './queries.ts';
import { hashOfCode, newRecoveryCodes, stepOfCode } from './two-factor.ts';
import type { User } from '../user.ts';

/**
 * Switches the second factor on when the app shows the right code. Sessions begun without one end, but the asking one.
 * @returns the recovery codes; they are shown now and never again
 * @throws HttpError 409 when nothing waits to be confirmed; 422 naming `code`
 */
export async function confirmTwoFactor(
  blog: Blog,
  { user, sid, code }: { user: User; sid: string; code: string },
): Promise<string[]> {
  const factor = await findTwoFactor(blog.db, user.id);
  if (!factor || factor.confirmed_at) throw notSettingUp();
  const step = stepOfCode(factor.secret, code.replaceAll(/\s/g, ''), blog.now());
  if (step === undefined) {
    const problem = 'This is not the code that the app shows now. Is the clock of the device right?';
    throw httpError(422, 'wrong_code', problem, { code: problem });
  }
  const codes = newRecoveryCodes();
  await inTransaction(blog, async ({ db, now }) => {
    if (!(await confirmSecret(db, factor, now()))) throw notSettingUp();
    await takeStep(db, user.id, step);
    await storeRecoveryCodes(db, user.id, codes.map(hashOfCode));
    await endSessions(db, user.id, sid);
  });
  return codes;
}

/** New recovery codes; the old are worth nothing from now on. @throws HttpError 409 without a second factor */
export async function renewRecoveryCodes(blog: Blog, user: User): Promise<string[]> {
  const codes = newRecoveryCodes();
  await inTransaction(blog, async ({ db }) => {
    if (!(await hasTwoFactor(db, user.id))) throw notSettingUp();
    await storeRecoveryCodes(db, user.id, codes.map(hashOfCode));
  });
  return codes;
}

/** Switches the second factor off; its user is told by mail, whoever did it. Doing it twice does no harm. */
export const endTwoFactor = (blog: Blog, user: User, by: string): Promise<void> =>
  inSiteLanguage(blog.db, () => endAndTell(blog, user, by));

async function endAndTell(blog: Blog, user: User, by: string): Promise<void> {
  const { blogname } = await settings(blog.db, general);
  const link = `${blog.url}/admin/profile/two-factor`;
  const body = await renderText('accounts/two-factor-mail', { blogname, link, login: user.login, by });
  await inTransaction(blog, async (blog) => {
    if (!(await deleteTwoFactor(blog.db, user.id))) return;
    const key = `two-factor:${user.id}:${crypto.randomUUID()}`;
    const subject = __('[%s] Two-factor sign-in was switched off', blogname);
    await sendMail(blog, { key, to: user.email, subject, body });
  });
}

const notSettingUp = () =>
  httpError(409, 'no_two_factor', 'This was done or undone meanwhile. Please look at your profile again.');

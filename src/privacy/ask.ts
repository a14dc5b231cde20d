// privacy/ask.ts: an administrator enters what somebody asks for; the address confirms it; the administrator fulfils it.
import { findUserByEmail } from '../accounts/queries.ts';
import { inTransaction } from '../base/database/database.ts';
import { badRequest, httpError } from '../base/errors.ts';
import { __, translate } from '../base/language/gettext.ts';
import { renderText } from '../base/http/views.ts';
import { isMailAddress } from '../base/mail/address.ts';
import { sendMail } from '../base/mail/mail.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog, Person } from '../blog.ts';
import { confirmLink, fileLink, mayConfirm } from './links.ts';
import { failUnconfirmed, insertRequest, lockRequest, removeOldRequests, updateRequest } from './queries.ts';
import { confirm_hours, hour, kept_days, kinds, screens, type DataRequest, type Kind } from './request.ts';

/**
 * Enters a request.
 * @param confirms mails a link to the address, which must be followed first; without it the request counts as confirmed
 * @throws HttpError 400 for what is no address, 409 while one of this kind waits for it
 */
export function enterRequest(
  blog: Blog,
  {
    kind,
    typed,
    confirms,
    user_id,
  }: { kind: Kind; typed: string; confirms: boolean; user_id: number | null },
): Promise<DataRequest> {
  const address = typed.trim().toLowerCase();
  if (!isMailAddress(address))
    throw badRequest(__('This is not an email address. It looks like name@example.com.'));
  return inTransaction(blog, async (blog) => {
    const now = blog.now();
    const request = await insertRequest(blog.db, {
      kind,
      address,
      status: confirms ? 'pending' : 'confirmed',
      created_at: now,
      created_by: user_id,
      ...(confirms ? { mailed_at: now } : { confirmed_at: now }),
    });
    if (!request) throw httpError(409, 'request_waits', __('A request of this address waits already.'));
    if (confirms) await mailConfirm(blog, request);
    return request;
  });
}

/** Mails another link, which takes the place of the first. @returns false when there is nothing to confirm any more */
export function mailAgain(blog: Blog, id: number): Promise<boolean> {
  return inTransaction(blog, async (blog) => {
    const request = await lockRequest(blog.db, id);
    if (request?.status !== 'pending' && request?.status !== 'failed') return false;
    const again = { ...request, status: 'pending' as const, mailed_at: blog.now() };
    await updateRequest(blog.db, id, { status: 'pending', mailed_at: again.mailed_at });
    await mailConfirm(blog, again);
    return true;
  });
}

async function mailConfirm(blog: Blog, request: DataRequest): Promise<void> {
  const { blogname } = await settings(blog.db, general);
  const { id, kind, address, mailed_at } = request;
  await sendMail(blog, {
    key: `personal-data:${id}:confirm:${mailed_at!.getTime()}`,
    to: address,
    subject: `[${blogname}] ${kind === 'erase' ? __('Confirm: erase your personal data') : __('Confirm: export your personal data')}`,
    body: await renderText('privacy/mail-confirm', {
      blogname,
      site_url: blog.url,
      is_erase: kind === 'erase',
      link: confirmLink(blog, request),
    }),
  });
}

/** Whoever has the mail confirms; the owner is told. @returns false for a link that is no longer good */
export function confirm(blog: Blog, id: number, key: unknown): Promise<boolean> {
  return inTransaction(blog, async (blog) => {
    const request = await lockRequest(blog.db, id);
    if (!request || !mayConfirm(blog, request, key)) return false;
    await updateRequest(blog.db, id, { status: 'confirmed', confirmed_at: blog.now() });
    const { blogname, admin_email } = await settings(blog.db, general);
    await sendMail(blog, {
      key: `personal-data:${id}:confirmed`,
      to: admin_email,
      reply_to: request.address,
      subject: __(
        /* translators: title of the site, what was asked for */ '[%1$s] Confirmed: %2$s',
        blogname,
        translate(kinds[request.kind]),
      ),
      body: await renderText('privacy/mail-confirmed', {
        address: request.address,
        tool: translate(kinds[request.kind]),
        link: blog.url + screens[request.kind],
      }),
    });
    return true;
  });
}

/** Mails the link to the file, and the request is fulfilled. @returns false when it is not confirmed */
export function mailFile(blog: Blog, id: number): Promise<boolean> {
  return inTransaction(blog, async (blog) => {
    const request = await lockRequest(blog.db, id);
    if (request?.kind !== 'export' || !['confirmed', 'completed'].includes(request.status)) return false;
    const { blogname } = await settings(blog.db, general);
    await sendMail(blog, {
      key: `personal-data:${id}:file:${blog.now().getTime()}`,
      to: request.address,
      subject: `[${blogname}] ${__('Your personal data')}`,
      body: await renderText('privacy/mail-file', {
        blogname,
        link: fileLink(blog, request),
      }),
    });
    await complete(blog, request);
    return true;
  });
}

/** Notes that a request is fulfilled; the first time counts. */
export async function complete({ db, now }: Blog, { id, completed_at }: DataRequest): Promise<void> {
  if (!completed_at) await updateRequest(db, id, { status: 'completed', completed_at: now() });
}

/** @param address in lower case */
export async function personOf({ db }: Blog, address: string): Promise<Person> {
  const user = await findUserByEmail(db, address);
  return { address, user_id: user?.id ?? null };
}

/** Task: requests that nobody confirmed have failed, and old ones are forgotten, with the addresses in them. */
export async function tidyRequests({ db, now }: Blog): Promise<void> {
  const ago = (hours: number) => new Date(now().getTime() - hours * hour);
  await failUnconfirmed(db, ago(confirm_hours));
  await removeOldRequests(db, ago(kept_days * 24));
}

// base/mail/deliver.ts: hands an email to the mail server that SMTP_URL names; without one it stays in the outbox.
import type { SendMailOptions } from 'nodemailer';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import { general } from '../settings/general.ts';
import { settings } from '../settings/settings.ts';
import { headText, isMailAddress } from './address.ts';
import type { Email } from './email.ts';
import { findEmail, noteEmailFailed, noteEmailSent } from './queries.ts';

/** What delivering needs of the running blog. */
export interface Mailing {
  db: Database;
  url: string;
  now(): Date;
  config: Pick<Config, 'SMTP_URL'>;
}

const job = z.object({ letter_id: z.number().int() });

/** The task `mail.send`. A temporary failure throws, so that the queue tries again later. */
export async function deliverEmail(running: Mailing, payload: unknown): Promise<void> {
  const { SMTP_URL } = running.config;
  const email = await findEmail(running.db, job.parse(payload).letter_id);
  if (!SMTP_URL || !email || email.status === 'sent') return;
  const envelope = await mailOf(running, email);
  try {
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({ url: SMTP_URL, ...timeouts });
    await transport.sendMail(envelope);
  } catch (error) {
    const isForGood = refusedForGood(error);
    await noteEmailFailed(running.db, email.id, isForGood ? 'failed' : 'waiting', whatWentWrong(error));
    if (isForGood) return;
    throw new Error(`email ${email.id} did not go`, { cause: (error as { code?: string }).code });
  }
  await noteEmailSent(running.db, email.id, running.now());
}

// A mail server that hangs must not hold one of few workers for minutes.
const timeouts = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000 };

async function mailOf({ db, url }: Mailing, email: Email): Promise<SendMailOptions> {
  const site = await settings(db, general);
  const noreply = `noreply@${new URL(url).hostname}`;
  return {
    from: {
      name: headText(site.blogname),
      address: isMailAddress(site.admin_email) ? site.admin_email : noreply,
    },
    to: { name: '', address: email.to_address },
    replyTo: email.reply_to ? { name: '', address: email.reply_to } : undefined,
    subject: email.subject,
    text: email.body,
    html: email.html ?? undefined,
    messageId: `<${email.message_id}>`,
    date: email.created_at,
    headers: { ...email.headers, 'Auto-Submitted': 'auto-generated' },
    // An email is text that people typed: nothing in it may name a file or an address to load.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** SMTP 5xx about the email itself; a wrong password or an unreachable server may be mended. */
function refusedForGood(error: unknown): boolean {
  const { responseCode = 0, code } = error as { responseCode?: number; code?: string };
  return responseCode >= 500 && code !== 'EAUTH';
}

const whatWentWrong = (error: unknown) => headText(error instanceof Error ? error.message : String(error));

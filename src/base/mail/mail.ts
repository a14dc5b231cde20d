// base/mail/mail.ts: writing mail: a row and a job in the caller's transaction; nothing leaves here.
import crypto from 'node:crypto';
import type { Database } from '../database/database.ts';
import { addJob } from '../jobs/jobs.ts';
import { headText, isMailAddress } from './address.ts';
import { insertEmail } from './queries.ts';

export interface Mail {
  /** What it is about and for whom, such as `comment:12:author`: one key, one email, however often it is written. */
  key: string;
  to: string;
  /** Where an answer should go; the only place for a stranger's address. */
  reply_to?: string;
  subject: string;
  /** Plain text. */
  body: string;
  /** The same as a page, for programs that show one. */
  html?: string;
  /** Where one click, or one request of the reader's mail program, ends such emails (RFC 8058). */
  unsubscribe_url?: string;
  /** Names this email in the thread, without the host: `comment.12.reply.Xy`; random when absent. */
  message_name?: string;
  /** What it answers in the reader's mailbox, by such names, the oldest first (RFC 5322, References). */
  references?: string[];
}

/**
 * Writes an email and puts it into the queue, in the caller's transaction: a rollback takes both along.
 * @param running the blog: `url` gives the Message-ID its host
 * @returns false when nothing was written: the key is known, or `to` is no address that mail may go to
 */
export async function sendMail(
  { db, url }: { db: Database; url: string },
  { key, to, reply_to, subject, body, html, ...thread }: Mail,
): Promise<boolean> {
  if (!isMailAddress(to)) return false;
  const letter_id = await insertEmail(db, {
    key,
    message_id: messageId(url, thread.message_name ?? crypto.randomUUID()),
    to_address: to,
    reply_to: reply_to && isMailAddress(reply_to) ? reply_to : null,
    subject: headText(subject),
    body: body.replaceAll('\0', ''),
    html: html?.replaceAll('\0', '') ?? null,
    headers: headersOf(url, thread),
  });
  if (letter_id === undefined) return false;
  await addJob({ db }, 'mail.send', { letter_id }, { max_attempts: 12 });
  return true;
}

const messageId = (url: string, name: string): string => `${name}@${new URL(url).hostname}`;

function headersOf(
  url: string,
  { unsubscribe_url, references = [] }: Pick<Mail, 'unsubscribe_url' | 'references'>,
): Record<string, string> {
  const ids = references.map((name) => `<${messageId(url, name)}>`);
  return {
    ...(unsubscribe_url && {
      'List-Unsubscribe': `<${unsubscribe_url}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
    ...(ids.length && { References: ids.join(' '), 'In-Reply-To': ids.at(-1)! }),
  };
}

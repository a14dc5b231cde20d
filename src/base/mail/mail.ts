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
}

/**
 * Writes an email and puts it into the queue, in the caller's transaction: a rollback takes both along.
 * @param running the blog: `url` gives the Message-ID its host
 * @returns false when nothing was written: the key is known, or `to` is no address that mail may go to
 */
export async function sendMail(
  { db, url }: { db: Database; url: string },
  { key, to, reply_to, subject, body }: Mail,
): Promise<boolean> {
  if (!isMailAddress(to)) return false;
  const letter_id = await insertEmail(db, {
    key,
    message_id: `${crypto.randomUUID()}@${new URL(url).hostname}`,
    to_address: to,
    reply_to: reply_to && isMailAddress(reply_to) ? reply_to : null,
    subject: headText(subject),
    body: body.replaceAll('\0', ''),
  });
  if (letter_id === undefined) return false;
  await addJob({ db }, 'mail.send', { letter_id }, { max_attempts: 12 });
  return true;
}

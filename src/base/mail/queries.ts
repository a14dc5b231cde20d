// base/mail/queries.ts: all the SQL about emails.
import type { Database } from '../database/database.ts';
import type { Email, EmailStatus } from './email.ts';

/** Writes an email; undefined when its key is known already. */
export async function insertEmail(
  db: Database,
  email: Pick<
    Email,
    'key' | 'message_id' | 'to_address' | 'reply_to' | 'subject' | 'body' | 'html' | 'headers'
  >,
): Promise<number | undefined> {
  const [row] = await db<Email>('letters').insert(email).onConflict('key').ignore().returning('id');
  return row?.id;
}

export function findEmail(db: Database, id: number): Promise<Email | undefined> {
  return db<Email>('letters').where({ id }).first();
}

/** Letters, newest first; of one status when given. */
export function recentEmails(
  db: Database,
  { status, limit, offset = 0 }: { status?: EmailStatus; limit: number; offset?: number },
): Promise<Email[]> {
  const emails = db<Email>('letters').orderBy('created_at', 'desc').orderBy('id', 'desc');
  if (status) void emails.where({ status });
  return emails.limit(limit).offset(offset);
}

/** How many emails there are by status. */
export async function countEmails(db: Database): Promise<Record<EmailStatus, number>> {
  const rows = await db('letters')
    .select<{ status: EmailStatus; emails: number }[]>('status', db.raw('count(*) AS emails'))
    .groupBy('status')
    .orderBy('status');
  const counted = Object.fromEntries(rows.map(({ status, emails }) => [status, emails]));
  return { waiting: 0, sent: 0, failed: 0, ...counted };
}

/** Notes that the mail server took an email. */
export async function noteEmailSent(db: Database, id: number, sent_at: Date): Promise<void> {
  await db<Email>('letters').where({ id }).update({ status: 'sent', sent_at, error: null });
}

/** Notes what went wrong: `failed` for good, or still `waiting` for another try. */
export async function noteEmailFailed(
  db: Database,
  id: number,
  status: EmailStatus,
  error: string,
): Promise<void> {
  await db<Email>('letters').where({ id }).update({ status, error });
}

/** Emails to an address after an id, the oldest first. @param address in lower case */
export function emailsTo(
  db: Database,
  address: string,
  { after, limit }: { after: number; limit: number },
): Promise<Pick<Email, 'id' | 'subject' | 'status' | 'created_at'>[]> {
  return db<Email>('letters')
    .whereRaw('lower(to_address) = :address', { address })
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .select('id', 'subject', 'status', 'created_at');
}

/** Removes emails to an address, and those about what came from it; also those that wait. @returns how many, `limit` at most */
export async function removeEmailsOf(db: Database, address: string, limit: number): Promise<number> {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    `DELETE FROM letters WHERE id IN (
       SELECT id FROM letters WHERE lower(to_address) = :address OR lower(reply_to) = :address ORDER BY id LIMIT :limit)`,
    { address, limit },
  );
  return rowCount;
}

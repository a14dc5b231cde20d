// base/mail/queries.ts: all the SQL about letters.
import type { Database } from '../database/database.ts';
import type { Letter, LetterStatus } from './letter.ts';

/** Writes a letter; undefined when its key is known already. */
export async function insertLetter(
  db: Database,
  letter: Pick<Letter, 'key' | 'message_id' | 'to_address' | 'reply_to' | 'subject' | 'body'>,
): Promise<number | undefined> {
  const [row] = await db<Letter>('letters').insert(letter).onConflict('key').ignore().returning('id');
  return row?.id;
}

export function findLetter(db: Database, id: number): Promise<Letter | undefined> {
  return db<Letter>('letters').where({ id }).first();
}

/** Letters, newest first; of one status when given. */
export function recentLetters(
  db: Database,
  { status, limit, offset = 0 }: { status?: LetterStatus; limit: number; offset?: number },
): Promise<Letter[]> {
  const letters = db<Letter>('letters').orderBy('created_at', 'desc').orderBy('id', 'desc');
  if (status) void letters.where({ status });
  return letters.limit(limit).offset(offset);
}

/** How many letters there are by status. */
export async function countLetters(db: Database): Promise<Record<LetterStatus, number>> {
  const rows = await db('letters')
    .select<{ status: LetterStatus; letters: number }[]>('status', db.raw('count(*) AS letters'))
    .groupBy('status')
    .orderBy('status');
  const counted = Object.fromEntries(rows.map(({ status, letters }) => [status, letters]));
  return { waiting: 0, sent: 0, failed: 0, ...counted };
}

/** Notes that the mail server took a letter. */
export async function letterWasSent(db: Database, id: number, sent_at: Date): Promise<void> {
  await db<Letter>('letters').where({ id }).update({ status: 'sent', sent_at, error: null });
}

/** Notes what went wrong: `failed` for good, or still `waiting` for another try. */
export async function letterDidNotGo(
  db: Database,
  id: number,
  status: LetterStatus,
  error: string,
): Promise<void> {
  await db<Letter>('letters').where({ id }).update({ status, error });
}

// comments/spam/queries.ts: all SQL of the filter: what it has learned, and what a comment is compared with.
import type { Database } from '../../base/database/database.ts';
import type { Reason } from '../moderation/verdict.ts';
import type { Count } from './robinson-fisher.ts';

/** The key of the row that counts the comments learned. */
const total = '';

/** What was learned of some tokens, and of how many comments; unknown ones are left out. */
export async function countsOf(
  db: Database,
  tokens: string[],
): Promise<{ counts: Map<string, Count>; totals: Count }> {
  const { rows } = await db.raw<{ rows: (Count & { token: string })[] }>(
    `SELECT token, spam, ham FROM comment_spam_tokens WHERE token = ANY(:tokens::text[]) ORDER BY token LIMIT 1000`,
    { tokens: [total, ...tokens] },
  );
  const counts = new Map(rows.map(({ token, spam, ham }) => [token, { spam, ham }]));
  const totals = counts.get(total) ?? { spam: 0, ham: 0 };
  counts.delete(total);
  return { counts, totals };
}

export interface Lesson {
  comment_id: number;
  is_spam: boolean;
  tokens: string[];
}

/** What was learned from a comment; the row stays locked until the transaction ends. */
export async function lockLesson(db: Database, comment_id: number): Promise<Lesson | undefined> {
  await db.raw(`SELECT pg_advisory_xact_lock(hashtextextended('comment lesson ' || :comment_id, 0))`, {
    comment_id,
  });
  return db<Lesson>('comment_spam_lessons').where({ comment_id }).first();
}

export async function storeLesson(db: Database, lesson: Lesson): Promise<void> {
  await db('comment_spam_lessons').insert(lesson).onConflict('comment_id').merge();
}

export async function removeLesson(db: Database, comment_id: number): Promise<void> {
  await db('comment_spam_lessons').where({ comment_id }).del();
}

/** Adds to the counts of tokens, and of the comments learned; `by` is -1 to take a lesson back. In the order of the tokens, so that two never wait for each other. */
export async function addToCounts(
  db: Database,
  { tokens, is_spam }: Pick<Lesson, 'tokens' | 'is_spam'>,
  by: 1 | -1,
): Promise<void> {
  await db.raw(
    `INSERT INTO comment_spam_tokens AS known (token, spam, ham, seen_at)
     SELECT token, greatest(0, :spam::int), greatest(0, :ham::int), now()
       FROM unnest(:tokens::text[]) AS one (token) ORDER BY token
     ON CONFLICT (token) DO UPDATE
        SET spam = greatest(0, known.spam + :spam::int), ham = greatest(0, known.ham + :ham::int), seen_at = now()`,
    { tokens: [total, ...new Set(tokens)], spam: is_spam ? by : 0, ham: is_spam ? 0 : by },
  );
}

/** Under how many other posts the same text stands; counts to 3. */
export async function countRepeats(
  db: Database,
  { post_id, content }: { post_id: number; content: string },
): Promise<number> {
  const { rows } = await db.raw<{ rows: { repeats: number }[] }>(
    `SELECT count(*)::int AS repeats FROM (
       SELECT DISTINCT post_id FROM (
         SELECT post_id FROM comments
          WHERE md5(content) = md5(:content) AND post_id <> :post_id AND type = 'comment' LIMIT 50
       ) AS same LIMIT 3
     ) AS others`,
    { post_id, content },
  );
  return rows[0]!.repeats;
}

/** Forgets tokens that were seen once or never and not lately, at most `limit` of them. @returns how many */
export async function removeRareTokens(db: Database, before: Date, limit: number): Promise<number> {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    `DELETE FROM comment_spam_tokens WHERE token IN (
       SELECT token FROM comment_spam_tokens
        WHERE spam + ham <= 1 AND seen_at < :before AND token <> '' ORDER BY seen_at LIMIT :limit)`,
    { before, limit },
  );
  return rowCount;
}

/** Forgets the marks of networks, which are made of addresses that are not kept longer. @returns how many */
export async function removeOldNetworks(db: Database, before: Date, limit: number): Promise<number> {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    `DELETE FROM comment_spam_tokens WHERE token IN (
       SELECT token FROM comment_spam_tokens
        WHERE token LIKE 'network:%' AND seen_at < :before ORDER BY seen_at LIMIT :limit)`,
    { before, limit },
  );
  return rowCount;
}

export interface StoredJudgement {
  comment_id: number;
  score: number;
  reasons: Reason[];
}

/** Keeps why a comment stands where it stands; one that was not judged has no row. */
export async function storeJudgement(
  db: Database,
  comment_id: number,
  { score, reasons }: Omit<StoredJudgement, 'comment_id'>,
): Promise<void> {
  if (!reasons.length) return;
  await db('comment_judgements')
    .insert({ comment_id, score, reasons: JSON.stringify(reasons) })
    .onConflict('comment_id')
    .merge();
}

/** Why comments stand where they stand, as far as they were judged here. */
export async function judgementsOf(db: Database, ids: number[]): Promise<Map<number, StoredJudgement>> {
  const rows = await db<StoredJudgement>('comment_judgements')
    .whereIn('comment_id', ids)
    .orderBy('comment_id')
    .limit(ids.length);
  return new Map(rows.map((row) => [row.comment_id, row]));
}

export type TokenRow = Count & { token: string };

/** Everything that was learned, in the order of the tokens. @param after undefined for the first portion */
export async function tokensAfter(
  db: Database,
  after: string | undefined,
  limit: number,
): Promise<TokenRow[]> {
  return db<TokenRow>('comment_spam_tokens')
    .modify((query) => (after === undefined ? query : query.where('token', '>', after)))
    .orderBy('token')
    .limit(limit)
    .select('token', 'spam', 'ham');
}

/** Adds counts to those known. */
export async function mergeTokens(db: Database, rows: TokenRow[]): Promise<void> {
  if (!rows.length) return;
  await db.raw(
    `INSERT INTO comment_spam_tokens AS known (token, spam, ham, seen_at)
     SELECT token, sum(spam), sum(ham), now() FROM json_to_recordset(:rows::json) AS one (token text, spam int, ham int)
      GROUP BY token ORDER BY token
     ON CONFLICT (token) DO UPDATE
        SET spam = known.spam + excluded.spam, ham = known.ham + excluded.ham, seen_at = now()`,
    { rows: JSON.stringify(rows) },
  );
}

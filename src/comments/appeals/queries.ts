// comments/appeals/queries.ts: the SQL of those who ask for another look at their comment, and of the answers.
import type { Database } from '../../base/database/database.ts';
import type { CommentStatus } from '../comment.ts';

export interface Appeal {
  comment_id: number;
  words: string;
  asked_at: Date;
  /** Null while it waits. */
  answered_at: Date | null;
}

/** Keeps what somebody asks; the comment must be locked. @returns false when it was asked before */
export async function addAppeal(db: Database, appeal: Omit<Appeal, 'answered_at'>): Promise<boolean> {
  const { rows } = await db.raw<{ rows: object[] }>(
    `WITH added AS (
       INSERT INTO comment_appeals (comment_id, words, asked_at) VALUES (:comment_id, :words, :asked_at)
       ON CONFLICT DO NOTHING RETURNING comment_id, asked_at
     )
     UPDATE comments SET appealed_at = added.asked_at FROM added WHERE comments.id = added.comment_id RETURNING id`,
    { ...appeal },
  );
  return rows.length > 0;
}

/** What was asked of some comments, by comment. */
export async function appealsOf(db: Database, ids: number[]): Promise<Map<number, Appeal>> {
  if (!ids.length) return new Map();
  const rows = await db<Appeal>('comment_appeals')
    .whereIn('comment_id', ids)
    .orderBy('comment_id')
    .limit(ids.length)
    .select('comment_id', 'words', 'asked_at', 'answered_at');
  return new Map(rows.map((row) => [row.comment_id, row]));
}

/** Answers what was asked of some comments. @returns those of which it was */
export async function answerAppeals(
  db: Database,
  ids: number[],
  { batch, at }: { batch: string; at: Date },
): Promise<{ id: number; status: CommentStatus }[]> {
  const { rows } = await db.raw<{ rows: { id: number; status: CommentStatus }[] }>(
    `WITH answered AS (
       UPDATE comment_appeals SET answered_at = :at, batch = :batch
        WHERE comment_id = ANY(:ids) AND answered_at IS NULL RETURNING comment_id
     )
     UPDATE comments SET appealed_at = NULL FROM answered WHERE comments.id = comment_id RETURNING id, status`,
    { ids, batch, at },
  );
  return rows;
}

/** Takes back the answers that one press of a button gave to some comments. @returns the comments that wait for one again */
export async function reopenAppeals(db: Database, batch: string, ids: number[]): Promise<number[]> {
  const { rows } = await db.raw<{ rows: { id: number }[] }>(
    `WITH opened AS (
       UPDATE comment_appeals SET answered_at = NULL, batch = NULL
        WHERE batch = :batch AND comment_id = ANY(:ids) RETURNING comment_id, asked_at
     )
     UPDATE comments SET appealed_at = asked_at FROM opened WHERE comments.id = comment_id RETURNING id`,
    { batch, ids },
  );
  return rows.map(({ id }) => id);
}

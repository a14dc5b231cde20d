// comments/moderation/history-queries.ts: the SQL of decisions: who did what with a comment, and what takes it back.
import type { Database } from '../../base/database/database.ts';
import type { Comment } from '../comment.ts';
import type { StatusChange } from './queries.ts';

/** Who decides, and how they came to it. */
export interface Decider {
  user_id: number | null;
  via: 'admin' | 'email' | 'program' | 'reports';
}

/** What an edit replaced. */
export type FormerWords = Pick<Comment, 'author_name' | 'author_email' | 'author_url' | 'content'>;

export interface Decision extends Decider {
  id: string;
  batch: string;
  comment_id: number;
  what: 'approve' | 'hold' | 'spam' | 'trash' | 'restore' | 'edit' | 'files' | 'reply' | 'dismiss';
  /** Statuses before and after; of an edit, `versionOfWords` before and after. */
  was: string;
  became: string;
  former_status: string | null;
  former: FormerWords | null;
  decided_at: Date;
  undone_at: Date | null;
}

export interface ShownDecision extends Decision {
  /** '' for users who are gone, and for links of emails. */
  user_name: string;
  undone_by_name: string;
}

/** Keeps what was decided about several comments at once, in the transaction that changes them. */
export async function keepDecisions(
  db: Database,
  decisions: { id: number; was: string; status: string; former_status: string | null }[],
  decided: Decider & Pick<Decision, 'batch' | 'what' | 'decided_at'> & { former?: FormerWords },
): Promise<void> {
  if (!decisions.length) return;
  const { former, ...same } = decided;
  await db.raw(
    `INSERT INTO comment_decisions (batch, comment_id, what, was, became, former_status, former, user_id, via, decided_at)
     SELECT :batch, one.id, :what, one.was, one.status, one.former_status, :former::jsonb, :user_id, :via, :decided_at
       FROM json_to_recordset(:decisions::json) AS one (id int, was text, status text, former_status text)
      ORDER BY one.id`,
    { ...same, former: former ? JSON.stringify(former) : null, decisions: JSON.stringify(decisions) },
  );
}

/** The newest decisions about a comment. */
export async function decisionsOf(db: Database, comment_id: number, limit: number): Promise<ShownDecision[]> {
  const { rows } = await db.raw<{ rows: ShownDecision[] }>(
    `SELECT one.*, coalesce(users.display_name, '') AS user_name, coalesce(undoer.display_name, '') AS undone_by_name
       FROM comment_decisions AS one
       LEFT JOIN users ON users.id = one.user_id
       LEFT JOIN users AS undoer ON undoer.id = one.undone_by
      WHERE one.comment_id = :comment_id ORDER BY one.id DESC LIMIT :limit`,
    { comment_id, limit },
  );
  return rows;
}

/** The last decisions about some comments that put them where they stand, by comment. */
export async function lastDecisionsOf(
  db: Database,
  ids: number[],
): Promise<Map<number, Pick<Decision, 'comment_id' | 'what' | 'via' | 'batch'>>> {
  const { rows } = await db.raw<{ rows: Pick<Decision, 'comment_id' | 'what' | 'via' | 'batch'>[] }>(
    `SELECT DISTINCT ON (comment_id) comment_id, what, via, batch FROM comment_decisions
      WHERE comment_id = ANY(:ids) AND undone_at IS NULL AND what IN ('approve', 'hold', 'spam', 'trash', 'restore')
      ORDER BY comment_id, id DESC LIMIT :most`,
    { ids, most: ids.length },
  );
  return new Map(rows.map((row) => [row.comment_id, row]));
}

/** What one press did and nobody took back yet, since a time; locked until the transaction ends. */
export async function lockBatch(db: Database, batch: string, since: Date): Promise<Decision[]> {
  const { rows } = await db.raw<{ rows: Decision[] }>(
    `SELECT * FROM comment_decisions
      WHERE batch = :batch AND undone_at IS NULL AND decided_at >= :since ORDER BY comment_id, id LIMIT 1000 FOR UPDATE`,
    { batch, since },
  );
  return rows;
}

/** Gives comments the status that a batch took from them; those that changed since stay as they are. */
export async function revertStatuses(db: Database, batch: string, now: Date): Promise<StatusChange[]> {
  const { rows } = await db.raw<{ rows: StatusChange[] }>(
    `WITH known AS (
       SELECT comments.id, comments.status, comments.former_status, done.was, done.former_status AS former
         FROM comment_decisions AS done JOIN comments ON comments.id = done.comment_id
        WHERE done.batch = :batch AND done.undone_at IS NULL AND done.was <> done.became
          AND comments.status = done.became
        ORDER BY comments.id FOR UPDATE OF comments
     )
     UPDATE comments
        SET status = known.was, former_status = known.former, status_changed_at = :now
       FROM known WHERE comments.id = known.id
     RETURNING comments.id, comments.post_id, comments.status, known.status AS was, known.former_status`,
    { batch, now },
  );
  return rows;
}

/** Notes that a batch was taken back, as far as these comments go. */
export async function markUndone(
  db: Database,
  { batch, ids, user_id, now }: { batch: string; ids: number[]; user_id: number | null; now: Date },
): Promise<void> {
  await db.raw(
    `UPDATE comment_decisions SET undone_at = :now, undone_by = :user_id
      WHERE batch = :batch AND comment_id = ANY(:ids) AND undone_at IS NULL`,
    { batch, ids, user_id, now },
  );
}

/** Erases the replaced words of decisions that cannot be undone any more. @returns how many, `limit` at most */
export async function forgetFormerWords(db: Database, before: Date, limit: number): Promise<number> {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    `UPDATE comment_decisions SET former = NULL
      WHERE id IN (SELECT id FROM comment_decisions WHERE former IS NOT NULL AND decided_at < :before
                    ORDER BY decided_at LIMIT :limit)`,
    { before, limit },
  );
  return rowCount;
}

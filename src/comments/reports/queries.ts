// comments/reports/queries.ts: the SQL of what readers report, and of the answers.
import type { Database } from '../../base/database/database.ts';
import type { CommentStatus } from '../comment.ts';
import type { GivenReport } from './reasons.ts';

export interface Report extends GivenReport {
  comment_id: number;
  reported_at: Date;
  /** Null until a moderator has decided. */
  outcome: 'dismissed' | 'acted' | null;
}

/** Keeps a report; the comment must be locked. @returns how many wait for an answer now; 0 when this person has reported it before */
export async function addReport(db: Database, report: Omit<Report, 'outcome'>): Promise<number> {
  const { rows } = await db.raw<{ rows: { open_reports: number }[] }>(
    `WITH added AS (
       INSERT INTO comment_reports (comment_id, person, network, reason, words, reported_at)
       VALUES (:comment_id, :person, :network, :reason, :words, :reported_at) ON CONFLICT DO NOTHING RETURNING comment_id
     )
     UPDATE comments SET open_reports = open_reports + 1
       FROM added WHERE comments.id = added.comment_id RETURNING open_reports`,
    { ...report },
  );
  return rows[0]?.open_reports ?? 0;
}

/**
 * How many networks open reports of a comment came from, the least that they can be people. 0 when a moderator has seen
 * reports of it and left it, and its author has not changed it since.
 */
export async function reportingNetworks(db: Database, comment_id: number): Promise<number> {
  const { rows } = await db.raw<{ rows: { networks: number }[] }>(
    `SELECT count(DISTINCT coalesce(network, person)) FILTER (WHERE outcome IS NULL)::int AS networks
       FROM comment_reports WHERE comment_id = :comment_id
     HAVING count(*) FILTER (WHERE outcome = 'dismissed') = 0
         OR EXISTS (SELECT FROM comment_revisions
                     WHERE comment_id = :comment_id AND replaced_by = 'author'
                       AND replaced_at > (SELECT max(coalesce(answered_at, reported_at)) FROM comment_reports
                                           WHERE comment_id = :comment_id AND outcome = 'dismissed'))
      LIMIT 1`,
    { comment_id },
  );
  return rows[0]?.networks ?? 0;
}

/** Answers all open reports of some comments. @returns the comments that had any */
export async function settleReports(
  db: Database,
  ids: number[],
  { outcome, batch, at }: { outcome: 'dismissed' | 'acted'; batch: string; at: Date },
): Promise<{ id: number; status: CommentStatus }[]> {
  const { rows } = await db.raw<{ rows: { id: number; status: CommentStatus }[] }>(
    `WITH answered AS (
       UPDATE comment_reports SET outcome = :outcome, batch = :batch, answered_at = :at
        WHERE comment_id = ANY(:ids) AND outcome IS NULL RETURNING comment_id
     ), counted AS (SELECT comment_id, count(*)::int AS many FROM answered GROUP BY comment_id)
     UPDATE comments SET open_reports = open_reports - many
       FROM counted WHERE comments.id = comment_id RETURNING id, status`,
    { ids, outcome, batch, at },
  );
  return rows;
}

/** Takes back the answers that one press of a button gave to some comments. @returns the comments that have open reports again */
export async function reopenReports(db: Database, batch: string, ids: number[]): Promise<number[]> {
  const { rows } = await db.raw<{ rows: { id: number }[] }>(
    `WITH opened AS (
       UPDATE comment_reports SET outcome = NULL, batch = NULL, answered_at = NULL
        WHERE batch = :batch AND comment_id = ANY(:ids) RETURNING comment_id
     ), counted AS (SELECT comment_id, count(*)::int AS many FROM opened GROUP BY comment_id)
     UPDATE comments SET open_reports = open_reports + many
       FROM counted WHERE comments.id = comment_id RETURNING id`,
    { batch, ids },
  );
  return rows.map(({ id }) => id);
}

/** The newest reports of a comment. */
export async function reportsOf(db: Database, comment_id: number, limit: number): Promise<Report[]> {
  return db<Report>('comment_reports')
    .where({ comment_id })
    .orderBy([{ column: 'reported_at', order: 'desc' }, { column: 'person' }])
    .limit(limit);
}

// comments/outcomes/queries.ts: the SQL of the moderation log: counts of days, taken when the days are young.
import type { Database } from '../../base/database/database.ts';
import type { CommentStatus } from '../comment.ts';

/** Whether anything was counted yet. */
export async function hasOutcomes(db: Database): Promise<boolean> {
  return (await db('comment_outcomes').first('day')) !== undefined;
}

/** Counts the days since one again, in UTC; call it in a transaction. */
export async function countOutcomes(db: Database, since: string): Promise<void> {
  await db('comment_outcomes').where('day', '>=', since).delete();
  await db.raw(
    `WITH young AS (
       SELECT id, status, (posted_at AT TIME ZONE 'UTC')::date AS day FROM comments
        WHERE status IN ('hold', 'approve', 'spam', 'trash') AND posted_at >= (:since::date AT TIME ZONE 'UTC')
     ), rules AS (
       SELECT DISTINCT young.id, day, status, reason ->> 'rule' AS rule
         FROM young JOIN comment_judgements ON comment_id = young.id, jsonb_array_elements(reasons::jsonb) AS reason
        WHERE reason ->> 'rule' <> 'part'
     )
     INSERT INTO comment_outcomes (day, status, rule, count)
     SELECT day, status, '', count(*) FROM young GROUP BY day, status
     UNION ALL
     SELECT day, status, rule, count(*) FROM rules GROUP BY day, status, rule`,
    { since },
  );
}

export interface Outcome {
  status: CommentStatus;
  rule: string;
  count: number;
}

/** The sums of the days since one. */
export async function outcomesSince(db: Database, since: string): Promise<Outcome[]> {
  const { rows } = await db.raw<{ rows: Outcome[] }>(
    `SELECT status, rule, sum(count)::int AS count FROM comment_outcomes
      WHERE day >= :since GROUP BY status, rule ORDER BY status, count DESC, rule LIMIT 200`,
    { since },
  );
  return rows;
}

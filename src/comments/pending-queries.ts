// comments/pending-queries.ts: how many comments wait: asked on every screen, so it counts a bounded part.
import type { Database } from '../base/database/database.ts';
import { countedTo } from './moderation/list-queries.ts';

/**
 * How many comments wait for a moderator, up to `most`; under posts of one author, when given: of the newest ten thousand
 * that wait.
 */
export async function countPending(
  db: Database,
  post_author_id = 0,
  most: number = countedTo + 1,
): Promise<number> {
  const { rows } = await db.raw<{ rows: { pending: number }[] }>(
    `SELECT count(*)::int AS pending FROM (
       SELECT 1
         FROM (SELECT post_id FROM comments WHERE status = 'hold'
                ORDER BY posted_at DESC, id DESC LIMIT :newest) AS newest
        WHERE :post_author_id = 0 OR post_id IN (SELECT id FROM posts WHERE author_id = :post_author_id)
        LIMIT :most) AS counted`,
    { post_author_id, most, newest: countedTo + 1 },
  );
  return rows[0]!.pending;
}

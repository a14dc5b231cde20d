// hits/queries.ts: all the SQL about hits.
import type { Database } from '../base/database/database.ts';

/** Adds reads of one day in one statement; posts that are gone meanwhile are left out. */
export async function addHits(db: Database, day: string, hits: Map<number, number>): Promise<void> {
  await db.raw(
    `INSERT INTO hits (post_id, day, count)
     SELECT posts.id, CAST(:day AS date), new.count
       FROM unnest(CAST(:ids AS integer[]), CAST(:counts AS integer[])) AS new (post_id, count)
       JOIN posts ON posts.id = new.post_id
         ON CONFLICT (post_id, day) DO UPDATE SET count = hits.count + excluded.count`,
    { day, ids: [...hits.keys()], counts: [...hits.values()] },
  );
}

/** All reads of a post that are written down. */
export async function hitsOf(db: Database, post_id: number): Promise<number> {
  const [row] = await db('hits').where({ post_id }).sum<{ sum: number | null }[]>('count as sum');
  return row?.sum ?? 0;
}

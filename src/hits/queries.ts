// hits/queries.ts: all the SQL about hits.
import type { Database } from '../base/database/database.ts';
import type { Post } from '../posts/post.ts';

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

/** A stretch of days, both ends in it, as 2026-08-01; with an author only the reads of that author's posts. */
export interface HitsAsked {
  from: string;
  until: string;
  author_id?: number;
}

/** Reads of each day of a stretch; days without any are there too. */
export async function hitsByDay(
  db: Database,
  { from, until, author_id }: HitsAsked,
): Promise<{ day: string; hits: number }[]> {
  const { rows } = await db.raw<{ rows: { day: string; hits: number }[] }>(
    `SELECT to_char(days.day, 'YYYY-MM-DD') AS day, coalesce(sum(counted.count), 0) AS hits
       FROM generate_series(:from::date, :until::date, interval '1 day') AS days (day)
       LEFT JOIN (
         SELECT hits.day, hits.count FROM hits JOIN posts ON posts.id = hits.post_id
          WHERE hits.day BETWEEN :from AND :until AND (:author_id::int IS NULL OR posts.author_id = :author_id)
       ) AS counted ON counted.day = days.day
      GROUP BY days.day ORDER BY days.day`,
    { from, until, author_id: author_id ?? null },
  );
  return rows;
}

export type ReadPost = Pick<
  Post,
  'id' | 'type' | 'status' | 'title' | 'slug' | 'published_at' | 'author_id' | 'parent_id'
> & { hits: number };

/** The public posts that were read most in a stretch of days. */
export async function mostRead(
  db: Database,
  { from, until, author_id }: HitsAsked,
  limit: number,
): Promise<ReadPost[]> {
  const { rows } = await db.raw<{ rows: ReadPost[] }>(
    `SELECT posts.id, type, status, title, slug, published_at, author_id, parent_id, sum(hits.count) AS hits
       FROM hits JOIN posts ON posts.id = hits.post_id
      WHERE hits.day BETWEEN :from AND :until AND posts.status = 'publish'
        AND (:author_id::int IS NULL OR posts.author_id = :author_id)
      GROUP BY posts.id ORDER BY hits DESC, posts.id DESC LIMIT :limit`,
    { from, until, author_id: author_id ?? null, limit },
  );
  return rows;
}

// widgets/queries.ts: what widgets list: one bounded query each.
import type { Database } from '../base/database/database.ts';
import type { Comment } from '../comments/comment.ts';
import { publicComments } from '../comments/queries/find.ts';
import type { Post } from '../posts/post.ts';
import type { ListedPage } from '../posts/queries/pages.ts';
import type { Term } from '../terms/term.ts';

export type LatestPost = Pick<
  Post,
  'id' | 'type' | 'status' | 'slug' | 'title' | 'published_at' | 'author_id' | 'parent_id'
>;

const addressed = [
  'id',
  'type',
  'status',
  'slug',
  'title',
  'published_at',
  'author_id',
  'parent_id',
] as const;

export function latestPosts(db: Database, limit: number): Promise<LatestPost[]> {
  return db<Post>('posts')
    .where({ type: 'post', status: 'publish' })
    .orderBy([
      { column: 'published_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit)
    .select(...addressed);
}

export type LatestComment = Pick<Comment, 'id' | 'post_id' | 'author_name'> &
  Omit<LatestPost, 'id'> & { comment_count: number };

/** What readers said last where everybody may read it. */
export function latestComments(db: Database, limit: number): Promise<LatestComment[]> {
  return publicComments(db)
    .orderBy([
      { column: 'comments.posted_at', order: 'desc' },
      { column: 'comments.id', order: 'desc' },
    ])
    .limit(limit)
    .select<LatestComment[]>(
      'comments.id',
      'comments.post_id',
      'comments.author_name',
      ...addressed.filter((column) => column !== 'id').map((column) => `posts.${column}`),
      'posts.comment_count',
    );
}

/** Categories that have posts, by name. */
export function usedCategories(db: Database): Promise<Term[]> {
  return db<Term>('terms')
    .where({ taxonomy: 'category' })
    .where('post_count', '>', 0)
    .orderBy(['name', 'id'])
    .limit(100);
}

/** The tags with most posts. */
export function usedTags(db: Database, limit: number): Promise<Term[]> {
  return db<Term>('terms')
    .where({ taxonomy: 'post_tag' })
    .where('post_count', '>', 0)
    .orderBy([{ column: 'post_count', order: 'desc' }, 'name', 'id'])
    .limit(limit);
}

export interface Month {
  year: number;
  month: number;
  count: number;
}

/** Months with posts, the newest first. */
export async function months(db: Database, zone: string, limit: number): Promise<Month[]> {
  const { rows } = await db.raw<{ rows: Month[] }>(
    `SELECT extract(year FROM day)::int AS year, extract(month FROM day)::int AS month, count(*)::int AS count
       FROM (SELECT published_at AT TIME ZONE :zone AS day FROM posts
              WHERE type = 'post' AND status = 'publish' AND published_at IS NOT NULL) AS days
      GROUP BY 1, 2
      ORDER BY 1 DESC, 2 DESC
      LIMIT :limit`,
    { zone, limit },
  );
  return rows;
}

/** Which of these days have posts, counted from 1. One look into the index a day, however many posts it has. */
export async function filledDays(db: Database, days: { from: Date; until: Date }[]): Promise<Set<number>> {
  const { rows } = await db.raw<{ rows: { day: number }[] }>(
    `SELECT number::int AS day
       FROM unnest(:froms::timestamptz[], :untils::timestamptz[]) WITH ORDINALITY AS span (since, until, number)
      WHERE EXISTS (SELECT 1 FROM posts WHERE type = 'post' AND status = 'publish'
                       AND published_at >= since AND published_at < until)
      ORDER BY number`,
    { froms: days.map(({ from }) => from), untils: days.map(({ until }) => until) },
  );
  return new Set(rows.map(({ day }) => day));
}

/** When the last post before a stretch of time came out, and the first one after it. */
export async function monthsAround(
  db: Database,
  { from, until }: { from: Date; until: Date },
): Promise<{ before: Date | null; after: Date | null }> {
  const { rows } = await db.raw<{ rows: { before: Date | null; after: Date | null }[] }>(
    `SELECT (SELECT max(published_at) FROM posts
              WHERE type = 'post' AND status = 'publish' AND published_at < :from) AS before,
            (SELECT min(published_at) FROM posts
              WHERE type = 'post' AND status = 'publish' AND published_at >= :until) AS after`,
    { from, until },
  );
  return rows[0]!;
}

/** Public pages in the owner's order. */
export function publicPages(db: Database): Promise<ListedPage[]> {
  return db<Post>('posts')
    .where({ type: 'page', status: 'publish' })
    .orderBy(['menu_order', 'title', 'id'])
    .limit(100)
    .select(...addressed);
}

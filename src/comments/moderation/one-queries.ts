// comments/moderation/one-queries.ts: what stands around one comment: what it answers, what answers it, and what its writer wrote before.
import type { Database } from '../../base/database/database.ts';
import type { Comment, CommentStatus } from '../comment.ts';

export interface NearComment extends Pick<Comment, 'id' | 'author_name' | 'status' | 'posted_at'> {
  /** How many steps above; 0 for a reply. */
  steps: number;
  words: string;
}

/** The comments that it answers, the next one last, at most three; and its first three replies. */
export async function nearComments(
  db: Database,
  { id, parent_id }: Pick<Comment, 'id' | 'parent_id'>,
): Promise<NearComment[]> {
  const { rows } = await db.raw<{ rows: NearComment[] }>(
    `WITH RECURSIVE above AS (
       SELECT id, parent_id, 1 AS steps FROM comments WHERE id = :parent_id
       UNION ALL
       SELECT comments.id, comments.parent_id, above.steps + 1
         FROM above JOIN comments ON comments.id = above.parent_id WHERE above.steps < 3
     ), near AS (
       SELECT id, steps FROM above
       UNION ALL
       (SELECT id, 0 FROM comments WHERE parent_id = :id AND status IN ('hold', 'approve') ORDER BY id LIMIT 3)
     )
     SELECT comments.id, comments.author_name, comments.status, comments.posted_at, near.steps,
            left(coalesce(comments.plain, comments.content), 300) AS words
       FROM near JOIN comments USING (id)
      ORDER BY near.steps DESC, comments.id LIMIT 6`,
    { id, parent_id },
  );
  return rows;
}

export interface WriterRecord {
  /** By what the writer is known: the account, the browser that agreed to be remembered, or the typed email. */
  by: 'user' | 'browser' | 'email';
  status: CommentStatus;
  count: number;
}

/** So many of a writer's comments are counted. */
export const recordedTo = 500;

/** How a writer's other comments stand, of the newest `recordedTo` of each kind of proof. */
export async function recordOf(
  db: Database,
  { id, user_id, browser_key_hash, author_email }: Writing,
): Promise<WriterRecord[]> {
  const { rows } = await db.raw<{ rows: WriterRecord[] }>(
    `SELECT by, status, count(*)::int AS count FROM (
       (SELECT 'user' AS by, status FROM comments WHERE user_id = :user_id AND id <> :id
         ORDER BY posted_at DESC LIMIT :most)
       UNION ALL
       (SELECT 'browser', status FROM comments WHERE browser_key_hash = :browser_key_hash AND id <> :id LIMIT :most)
       UNION ALL
       (SELECT 'email', status FROM comments
         WHERE :author_email <> '' AND lower(author_email) = lower(:author_email) AND id <> :id
         ORDER BY posted_at DESC LIMIT :most)
     ) AS other
      WHERE status <> 'removed' GROUP BY by, status ORDER BY by, status LIMIT 20`,
    { id, user_id, browser_key_hash, author_email, most: recordedTo },
  );
  return rows;
}

export interface EarlierComment extends Pick<Comment, 'id' | 'posted_at'> {
  status: CommentStatus;
  words: string;
  post_title: string;
}

/** The last comments of the same writer, by account or else by email. */
export async function lastOf(
  db: Database,
  { id, user_id, author_email }: Writing,
  limit: number,
): Promise<EarlierComment[]> {
  const { rows } = await db.raw<{ rows: EarlierComment[] }>(
    `SELECT own.id, own.status, own.posted_at, left(coalesce(own.plain, own.content), 120) AS words,
            posts.title AS post_title
       FROM (
         (SELECT * FROM comments WHERE user_id = :user_id ORDER BY posted_at DESC LIMIT :most)
         UNION ALL
         (SELECT * FROM comments
           WHERE :user_id::integer IS NULL AND :author_email <> '' AND lower(author_email) = lower(:author_email)
           ORDER BY posted_at DESC LIMIT :most)
       ) AS own JOIN posts ON posts.id = own.post_id
      WHERE own.id <> :id AND own.status <> 'removed' ORDER BY own.posted_at DESC, own.id DESC LIMIT :limit`,
    { id, user_id, author_email, limit, most: limit + 5 },
  );
  return rows;
}

type Writing = Pick<Comment, 'id' | 'user_id' | 'browser_key_hash' | 'author_email'>;

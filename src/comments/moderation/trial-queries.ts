// comments/moderation/trial-queries.ts: the newest comments, as far as a rule looks at them.
import type { Database } from '../../base/database/database.ts';
import type { Comment, CommentStatus } from '../comment.ts';
import type { StoredJudgement } from '../spam/queries.ts';

export type TriedComment = Pick<
  Comment,
  'id' | 'author_name' | 'author_email' | 'author_url' | 'author_ip' | 'user_agent' | 'user_id' | 'content' | 'html' | 'embed_urls'
> & { status: CommentStatus; reasons: StoredJudgement['reasons'] | null; score: number | null }; // prettier-ignore

/** The newest comments of readers with why they were judged so; of a long text its beginning. */
export async function newestJudged(db: Database, limit: number): Promise<TriedComment[]> {
  const { rows } = await db.raw<{ rows: TriedComment[] }>(
    `SELECT newest.id, status, author_name, author_email, author_url, author_ip, user_agent, user_id, embed_urls,
            left(content, 5000) AS content, left(html, 8000) AS html, reasons, score
       FROM (SELECT * FROM comments ORDER BY id DESC LIMIT :limit) AS newest
       LEFT JOIN comment_judgements ON comment_id = newest.id
      WHERE type = 'comment' AND status <> 'removed' ORDER BY newest.id DESC LIMIT :limit`,
    { limit },
  );
  return rows;
}

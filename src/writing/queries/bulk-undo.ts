// writing/queries/bulk-undo.ts: what posts were before they were changed at once, kept for a day to be put back.
import type { Database } from '../../base/database/database.ts';
import type { Post, PostStatus } from '../../posts/post.ts';
import type { MovedPost } from './bulk.ts';

export interface KeptPost {
  post_id: number;
  /** What it was before. */
  status: PostStatus;
  author_id: number | null;
  /** When it was changed; another moment in the post means that it was changed again. */
  modified_at: Date;
}

/** Keeps what posts are; forgets what was kept before `until`. Call before the change. */
export async function storeUndoBefore(
  db: Database,
  user_id: number,
  ids: number[],
  { now, until }: { now: Date; until: Date },
): Promise<number> {
  await db('bulk_edits').where('created_at', '<', until).delete();
  const [made] = await db('bulk_edits')
    .insert({ user_id, created_at: now })
    .returning<{ id: number }[]>('id');
  await db.raw(
    `INSERT INTO bulk_edited_posts
            (bulk_edit_id, post_id, status, published_at, slug, password, author_id, comment_status, is_sticky, term_ids)
     SELECT :id, id, status, published_at, slug, password, author_id, comment_status, is_sticky,
            ARRAY(SELECT term_id FROM post_terms WHERE post_id = posts.id)
       FROM posts WHERE id = ANY(:ids)`,
    { id: made!.id, ids },
  );
  return made!.id;
}

/** Notes what came of it. Call after the change. */
export async function storeUndoAfter(db: Database, id: number): Promise<void> {
  await db.raw(
    `UPDATE bulk_edited_posts AS kept
        SET modified_at = posts.modified_at,
            added_term_ids = ARRAY(SELECT term_id FROM post_terms
                                    WHERE post_id = posts.id AND NOT term_id = ANY(kept.term_ids))
       FROM posts WHERE posts.id = kept.post_id AND bulk_edit_id = :id`,
    { id },
  );
}

/** What one user changed at once, if it was after `since`. */
export function keptPosts(
  db: Database,
  { id, user_id, since }: { id: number; user_id: number; since: Date },
): Promise<KeptPost[]> {
  return db('bulk_edited_posts')
    .join('bulk_edits', 'bulk_edits.id', 'bulk_edit_id')
    .where({ bulk_edit_id: id, user_id })
    .where('created_at', '>=', since)
    .orderBy('post_id')
    .limit(500)
    .select<KeptPost[]>('post_id', 'status', 'author_id', 'modified_at');
}

/** Puts posts back to what they were; what was scheduled for a past minute becomes a draft. */
export async function putBack(db: Database, id: number, post_ids: number[], now: Date): Promise<MovedPost[]> {
  await db.raw(
    `DELETE FROM post_terms USING bulk_edited_posts AS kept
      WHERE bulk_edit_id = :id AND kept.post_id = ANY(:post_ids)
        AND post_terms.post_id = kept.post_id AND term_id = ANY(added_term_ids)`,
    { id, post_ids },
  );
  const { rows } = await db.raw<{ rows: Pick<Post, 'id' | 'status' | 'published_at'>[] }>(
    `UPDATE posts
        SET status = CASE WHEN kept.status = 'future' AND kept.published_at <= :now THEN 'draft' ELSE kept.status END,
            published_at = kept.published_at, slug = kept.slug, password = kept.password,
            author_id = (SELECT users.id FROM users WHERE users.id = kept.author_id),
            comment_status = kept.comment_status, is_sticky = kept.is_sticky,
            modified_at = greatest(:now, posts.modified_at + interval '1 ms')
       FROM bulk_edited_posts AS kept
      WHERE bulk_edit_id = :id AND posts.id = kept.post_id AND posts.id = ANY(:post_ids)
     RETURNING posts.id, posts.status, posts.published_at`,
    { id, post_ids, now },
  );
  return rows;
}

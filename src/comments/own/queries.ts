// comments/own/queries.ts: the SQL of comments in the hands of their authors: earlier texts, removal, lists.
import type { Database } from '../../base/database/database.ts';
import type { Comment } from '../comment.ts';
import type { Asker } from './ownership.ts';

export interface CommentRevision {
  id: number;
  comment_id: number;
  /** The text that stood before. */
  content: string;
  /** Whether readers could see it. */
  was_shown: boolean;
  replaced_at: Date;
  replaced_by: 'author' | 'moderator';
  user_id: number | null;
}

/** A comment, locked until the transaction ends. */
export function lockComment(db: Database, id: number): Promise<Comment | undefined> {
  return db<Comment>('comments').where({ id }).forUpdate().first();
}

/**
 * Keeps the text that an edit is about to replace; call it in the edit's transaction, before the update. Nothing is kept when
 * the text stays the same. Readers are told of an edit only when they could see the earlier text.
 */
export async function keepRevision(
  db: Database,
  edit: { comment_id: number; content: string; at: Date; by: 'author' | 'moderator'; user_id: number | null },
): Promise<void> {
  await db.raw(
    `WITH former AS (
       SELECT id, content, status = 'approve' AS was_shown FROM comments
        WHERE id = :comment_id AND content <> :content FOR UPDATE
     ), kept AS (
       INSERT INTO comment_revisions (comment_id, content, was_shown, replaced_at, replaced_by, user_id)
       SELECT id, content, was_shown, :at, :by, :user_id FROM former
     )
     UPDATE comments
        SET edited_by = :by, edited_at = CASE WHEN former.was_shown THEN :at::timestamptz ELSE edited_at END
       FROM former WHERE comments.id = former.id`,
    edit,
  );
}

/** The newest earlier texts of a comment, the oldest of them first. */
export async function commentRevisions(
  db: Database,
  comment_id: number,
  limit: number,
): Promise<CommentRevision[]> {
  const rows = await db<CommentRevision>('comment_revisions')
    .where({ comment_id })
    .orderBy('id', 'desc')
    .limit(limit);
  return rows.toReversed();
}

/** Erases one earlier text; that there was one, when and by whom it was replaced, stays. @returns whether there was one */
export async function eraseRevision(db: Database, comment_id: number, id: number): Promise<boolean> {
  const erased = await db<CommentRevision>('comment_revisions')
    .where({ comment_id, id })
    .update({ content: '', was_shown: false });
  return erased > 0;
}

/** Whether a comment has replies that readers see, or that wait. */
export async function hasReplies(db: Database, id: number): Promise<boolean> {
  const found = await db<Comment>('comments')
    .where({ parent_id: id })
    .whereIn('status', ['approve', 'hold', 'removed'])
    .first('id');
  return found !== undefined;
}

/** Erases all that a comment says and who said it; the row stays for its replies. */
export async function eraseComment(db: Database, id: number, now: Date): Promise<void> {
  await db('comment_revisions').where({ comment_id: id }).delete();
  await db('comment_reactions').where({ comment_id: id }).delete();
  await db('comment_judgements').where({ comment_id: id }).delete();
  await db('comment_reports').where({ comment_id: id }).delete();
  await db('comment_appeals').where({ comment_id: id }).delete();
  await db('comment_spam_lessons').where({ comment_id: id }).delete();
  await db('comment_decisions').where({ comment_id: id }).update({ former: null });
  // Who takes a comment back is not told of replies to it any more.
  await db('comment_subscriptions').where({ comment_id: id }).delete();
  await db<Comment>('comments')
    .where({ id })
    .update({
      status: 'removed',
      former_status: null,
      status_changed_at: now,
      author_name: '',
      author_email: '',
      author_url: '',
      author_ip: '',
      user_agent: '',
      user_id: null,
      browser_key_hash: null,
      form_key: null,
      content: '',
      html: '',
      plain: '',
      words: '',
      feed_html: null,
      embed_urls: [],
      edited_at: null,
      edited_by: null,
      reactions: '{}' as unknown as Comment['reactions'],
      helpful: 0,
      open_reports: 0,
      is_namesake: false,
      appealed_at: null,
      pinned_at: null,
      featured_at: null,
      meta: '{}' as unknown as Comment['meta'],
    });
}

/** Deletes those placeholders among some comments that no reply needs any more, and those that stand above them alone. */
export async function removeIdlePlaceholders(db: Database, ids: number[]): Promise<void> {
  if (!ids.length) return;
  await db.raw(
    `WITH RECURSIVE idle AS (
       SELECT id, parent_id FROM comments
        WHERE id = ANY(:ids) AND status = 'removed'
          AND NOT EXISTS (SELECT 1 FROM comments AS reply WHERE reply.parent_id = comments.id)
       UNION ALL
       SELECT parent.id, parent.parent_id FROM idle JOIN comments AS parent ON parent.id = idle.parent_id
        WHERE parent.status = 'removed'
          AND NOT EXISTS (SELECT 1 FROM comments AS reply WHERE reply.parent_id = parent.id AND reply.id <> idle.id)
     )
     DELETE FROM comments WHERE id IN (SELECT id FROM idle)`,
    { ids },
  );
}

export type OwnComment = Pick<
  Comment,
  | 'id'
  | 'post_id'
  | 'parent_id'
  | 'type'
  | 'status'
  | 'former_status'
  | 'author_name'
  | 'author_email'
  | 'author_url'
  | 'content'
  | 'html'
  | 'plain'
  | 'posted_at'
  | 'edited_at'
  | 'edited_by'
> & { post_title: string };

const ownColumns = `comments.id, comments.post_id, comments.parent_id, comments.type, comments.status,
  comments.former_status, comments.author_name, comments.author_email, comments.author_url, comments.content,
  comments.html, comments.plain, comments.posted_at, comments.edited_at, comments.edited_by, posts.title AS post_title`;

/** What somebody wrote here, the newest first. @param before an id: only older ones */
export async function ownComments(
  db: Database,
  { browser_key_hash, user_id }: Asker,
  { before, limit }: { before?: number; limit: number },
): Promise<OwnComment[]> {
  const { rows } = await db.raw<{ rows: OwnComment[] }>(
    `SELECT ${ownColumns}
       FROM (
         SELECT id FROM comments
          WHERE browser_key_hash = :browser_key_hash AND user_id IS NULL AND type = 'comment' AND status <> 'removed'
         UNION
         SELECT id FROM comments WHERE user_id = :user_id AND type = 'comment' AND status <> 'removed'
       ) AS own JOIN comments USING (id) JOIN posts ON posts.id = comments.post_id
      WHERE comments.id < :before ORDER BY comments.id DESC LIMIT :limit`,
    { browser_key_hash, user_id, before: before ?? 2_147_483_647, limit },
  );
  return rows;
}

/** After a rule has put a comment among spam or trash: as if it had never stood elsewhere. */
export async function forgetFormerStatus(db: Database, id: number): Promise<void> {
  await db<Comment>('comments').where({ id }).update({ former_status: null });
}

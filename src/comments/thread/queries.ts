// comments/thread/queries.ts: the conversation under a post.
import type { Database } from '../../base/database/database.ts';
import { shownKinds, type Comment } from '../comment.ts';
import { inThread, type Placing } from './placement.ts';

/** Who is looking: a stranger sees approved comments, an author also the own ones that still wait. */
export interface Viewer {
  /** A comment whose token the reader holds; 0 when none. */
  comment_id: number;
  /** '' when the browser has no key. */
  browser_key_hash: string;
  /** 0 when nobody is signed in. */
  user_id: number;
}

/** A comment as lists show it. */
export type ThreadedComment = Pick<
  Comment,
  | 'id'
  | 'post_id'
  | 'parent_id'
  | 'type'
  | 'status'
  | 'author_name'
  | 'author_email'
  | 'author_url'
  | 'user_id'
  | 'html'
  | 'posted_at'
  | 'meta'
  | 'browser_key_hash'
  | 'edited_at'
  | 'edited_by'
  | 'reactions'
  | 'helpful'
  | 'pinned_at'
  | 'featured_at'
  | 'is_namesake'
> & {
  user_slug: string | null;
  user_role: string | null;
  /** Of a linkback that is answered: its page and its name. */
  answered_url: string | null;
  answered_name: string | null;
};

export interface ThreadSlice extends Placing {
  post_id: number;
  viewer: Viewer;
  /** False shows replies in the order they came, all on one level. */
  is_threaded: boolean;
  /** Counted in top-level comments, oldest first. */
  offset: number;
  limit: number;
  /** Top-level comments are counted from the most helpful on. */
  by_helpful: boolean;
}

// What everybody sees is read from an index alone (comments_in_conversation), however long the texts are.
const shownThread = `WITH RECURSIVE shown AS (
       SELECT id, parent_id, posted_at, helpful
         FROM comments
        WHERE post_id = :post_id AND type = ANY(:kinds) AND shown_as = ANY(:in_thread)
          AND status IN ('approve', 'removed')
          AND (status = 'approve' OR EXISTS (
                SELECT 1 FROM comments AS reply
                 WHERE reply.parent_id = comments.id AND reply.status IN ('approve', 'removed')))
       UNION ALL
       SELECT id, parent_id, posted_at, helpful
         FROM comments
        WHERE :is_known AND post_id = :post_id AND type = ANY(:kinds) AND shown_as = ANY(:in_thread)
          AND (status = 'hold' OR (status IN ('spam', 'trash') AND former_status IS NULL))
          AND (id = :comment_id OR browser_key_hash = :browser_key_hash OR user_id = :user_id)
     ), roots AS (
       SELECT id FROM shown
        WHERE NOT :is_threaded OR parent_id IS NULL
           OR NOT EXISTS (SELECT 1 FROM shown AS parent WHERE parent.id = shown.parent_id)
        ORDER BY CASE WHEN :by_helpful THEN helpful ELSE 0 END DESC, posted_at, id LIMIT :limit OFFSET :offset
     ), thread AS (
       SELECT id FROM roots
       UNION ALL
       SELECT reply.id FROM thread JOIN shown AS reply ON reply.parent_id = thread.id
        WHERE :is_threaded
     )`;

/**
 * A stretch of a post's conversation: some top-level comments and all their replies, oldest first, `most` at most.
 * A reply whose parent is not shown stands at the top. The caller has made sure that the reader may read the post.
 */
export async function threadOf(db: Database, slice: ThreadSlice, most: number): Promise<ThreadedComment[]> {
  const { rows } = await db.raw<{ rows: ThreadedComment[] }>(
    `${shownThread}
     SELECT ${threadColumns}
       FROM comments ${threadJoins}
      WHERE comments.id = ANY(ARRAY(SELECT id FROM thread))
      ORDER BY comments.posted_at, comments.id LIMIT :most`,
    { ...bindings(slice), most },
  );
  return rows;
}

/** The same stretch without a word of it, however long: what answers what, oldest first. */
export async function threadLines(
  db: Database,
  slice: ThreadSlice,
): Promise<Pick<Comment, 'id' | 'parent_id' | 'helpful'>[]> {
  const { rows } = await db.raw<{ rows: Pick<Comment, 'id' | 'parent_id' | 'helpful'>[] }>(
    `${shownThread}
     SELECT comments.id, comments.parent_id, comments.helpful FROM comments
      WHERE comments.id = ANY(ARRAY(SELECT id FROM thread))
      ORDER BY comments.posted_at, comments.id LIMIT 1000000`,
    bindings(slice),
  );
  return rows;
}

/** Comments that `threadLines` gave, in the order of their ids given. */
export async function threadedByIds(db: Database, ids: number[]): Promise<ThreadedComment[]> {
  const { rows } = await db.raw<{ rows: ThreadedComment[] }>(
    `SELECT ${threadColumns}
       FROM comments ${threadJoins}
      WHERE comments.id = ANY(:ids)
      ORDER BY array_position(:ids, comments.id) LIMIT :most`,
    { ids, most: ids.length },
  );
  return rows;
}

export const threadColumns = `comments.id, comments.post_id, comments.parent_id, comments.type, comments.status,
            comments.author_name, comments.author_email, comments.author_url, comments.user_id,
            comments.html, comments.posted_at, comments.meta,
            comments.browser_key_hash, comments.edited_at, comments.edited_by,
            comments.reactions, comments.helpful, comments.pinned_at, comments.featured_at, comments.is_namesake,
            users.slug AS user_slug, users.role AS user_role,
            answered.author_url AS answered_url, answered.author_name AS answered_name`;

export const threadJoins = `LEFT JOIN users ON users.id = comments.user_id
       LEFT JOIN comments AS answered
         ON answered.id = comments.parent_id AND answered.type <> 'comment' AND answered.status = 'approve'`;

const bindings = ({ viewer, linkbacks_shown, ...slice }: ThreadSlice) => ({
  ...slice,
  ...viewer,
  is_known: Boolean(viewer.comment_id || viewer.browser_key_hash || viewer.user_id),
  kinds: shownKinds,
  in_thread: inThread({ linkbacks_shown }),
});

/** How many top-level comments a stranger sees under a post, or only those older than `before`. */
export async function countRoots(
  db: Database,
  {
    post_id,
    is_threaded,
    before,
    ...placing
  }: { post_id: number; is_threaded: boolean; before?: number } & Placing,
): Promise<number> {
  const { rows } = await db.raw<{ rows: { roots: number }[] }>(
    `SELECT count(*) AS roots
       FROM comments
      WHERE post_id = :post_id AND type = ANY(:kinds) AND shown_as = ANY(:in_thread)
        AND status IN ('approve', 'removed')
        AND (status = 'approve' OR EXISTS (
               SELECT 1 FROM comments AS reply
                WHERE reply.parent_id = comments.id AND reply.status IN ('approve', 'removed')))
        AND (NOT :is_threaded OR NOT EXISTS (
               SELECT 1 FROM comments AS parent
                WHERE parent.id = comments.parent_id AND parent.status IN ('approve', 'removed')
                  AND parent.post_id = :post_id AND parent.type = ANY(:kinds)
                  AND parent.shown_as = ANY(:in_thread)))
        AND (:before::integer IS NULL
             OR (posted_at, id) < (SELECT posted_at, id FROM comments WHERE id = :before))`,
    { post_id, is_threaded, kinds: shownKinds, in_thread: inThread(placing), before: before ?? null },
  );
  return rows[0]!.roots;
}

/** The top-level comment of the thread that a comment stands in, as a stranger sees it. */
export async function rootOf(db: Database, id: number, placing: Placing): Promise<number> {
  const { rows } = await db.raw<{ rows: { id: number }[] }>(
    `WITH RECURSIVE line AS (
       SELECT id, parent_id, 0 AS height FROM comments WHERE id = :id
       UNION ALL
       SELECT parent.id, parent.parent_id, line.height + 1
         FROM line JOIN comments AS parent ON parent.id = line.parent_id
        WHERE parent.status IN ('approve', 'removed') AND parent.type = ANY(:kinds) AND parent.shown_as = ANY(:in_thread)
          AND line.height < 100000
     )
     SELECT id FROM line ORDER BY height DESC LIMIT 1`,
    { id, kinds: shownKinds, in_thread: inThread(placing) },
  );
  return rows[0]?.id ?? id;
}

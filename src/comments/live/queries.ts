// comments/live/queries.ts: the SQL of open pages: what readers see changed, and how often.
import type { Database } from '../../base/database/database.ts';
import { shownKinds } from '../comment.ts';
import { inThread, type Placing } from '../thread/placement.ts';

/** On which changes are told between processes: the id of a post, a space, its new version. */
export const channel = 'comments_changed';

export interface CommentChange {
  comment_id: number;
  post_id: number;
}

/**
 * Notes, in the transaction of the change, that readers see some comments appear, change or go; open pages are told when it is
 * committed. Call it only for comments that are approved, or were until now: what readers never saw is none of their business.
 * Versions of one post come in the order of the commits, as each waits for the one before.
 */
export async function noteChanges(db: Database, changes: CommentChange[], now: Date): Promise<void> {
  if (!changes.length) return;
  await db.raw(
    `WITH changed AS (
       SELECT post_id, comment_id, row_number() OVER (PARTITION BY post_id ORDER BY comment_id DESC) AS back
         FROM unnest(:post_ids::integer[], :comment_ids::integer[]) AS one (post_id, comment_id)
        WHERE EXISTS (SELECT FROM posts WHERE posts.id = one.post_id)
     ), counted AS (
       INSERT INTO comment_versions AS known (post_id, version)
       SELECT post_id, count(*) FROM changed GROUP BY post_id ORDER BY post_id
       ON CONFLICT (post_id) DO UPDATE SET version = known.version + excluded.version
       RETURNING post_id, version
     ), noted AS (
       INSERT INTO comment_changes (post_id, version, comment_id, changed_at)
       SELECT post_id, version - back + 1, comment_id, :now FROM changed JOIN counted USING (post_id)
     )
     SELECT pg_notify(:channel, post_id || ' ' || version) FROM counted`,
    {
      post_ids: changes.map(({ post_id }) => post_id),
      comment_ids: changes.map(({ comment_id }) => comment_id),
      now,
      channel,
    },
  );
}

/** How often what readers see of a post's comments has changed; 0 for never. */
export async function versionOfThread(db: Database, post_id: number): Promise<number> {
  const found = await db<{ post_id: number; version: number }>('comment_versions')
    .where({ post_id })
    .first('version');
  return found?.version ?? 0;
}

export interface NotedChange {
  version: number;
  comment_id: number;
}

/** The changes of a post after a version, oldest first; `limit` at most. */
export function changesAfter(
  db: Database,
  { post_id, version, limit }: { post_id: number; version: number; limit: number },
): Promise<NotedChange[]> {
  return db<NotedChange & { post_id: number }>('comment_changes')
    .where({ post_id })
    .where('version', '>', version)
    .orderBy('version')
    .limit(limit)
    .select('version', 'comment_id');
}

/** Which of some comments readers see, as comments or as places of removed ones; how deep each stands (from 1). */
export async function placesOf(
  db: Database,
  ids: number[],
  { most_levels, ...placing }: Placing & { most_levels: number },
): Promise<{ id: number; level: number }[]> {
  const { rows } = await db.raw<{ rows: { id: number; level: number }[] }>(
    `WITH RECURSIVE line AS (
       SELECT id, parent_id, 1 AS level FROM comments
        WHERE id = ANY(:ids) AND type = ANY(:kinds) AND shown_as = ANY(:in_thread)
          AND (status = 'approve' OR (status = 'removed' AND EXISTS (
                 SELECT FROM comments AS reply
                  WHERE reply.parent_id = comments.id AND reply.status IN ('approve', 'removed'))))
       UNION ALL
       SELECT line.id, parent.parent_id, line.level + 1
         FROM line JOIN comments AS parent ON parent.id = line.parent_id
        WHERE line.level < :most_levels
          AND parent.status IN ('approve', 'removed') AND parent.type = ANY(:kinds) AND parent.shown_as = ANY(:in_thread)
     )
     SELECT id, max(level) AS level FROM line GROUP BY id ORDER BY id LIMIT :most`,
    { ids, kinds: shownKinds, in_thread: inThread(placing), most_levels, most: ids.length },
  );
  return rows;
}

/** Forgets what was noted long ago; whoever comes back after that is asked to load the page again. */
export async function tidyChanges(db: Database, before: Date): Promise<void> {
  await db('comment_changes').where('changed_at', '<', before).delete();
}

// comments/passages/queries.ts: the SQL of comments on a passage of a post.
import type { Database } from '../../base/database/database.ts';
import type { Comment } from '../comment.ts';
import { annotationKey } from './passage.ts';

export type PassageRow = Pick<Comment, 'id' | 'post_id' | 'status' | 'meta'>;

// As the index has it, word for word.
const isOnPassage = `jsonb_exists(meta, '${annotationKey}')`;

/** A select of the first comments on passages of `:post_id` that readers see, the oldest first. */
export const shownOnPassages = `SELECT id, post_id, status, meta FROM comments
  WHERE post_id = :post_id AND status = 'approve' AND ${isOnPassage} ORDER BY id LIMIT 200`;

/** Comments on passages of a post behind an id, seen or held. */
export function allOnPassages(
  db: Database,
  post_id: number,
  { after, limit }: { after: number; limit: number },
): Promise<PassageRow[]> {
  return db<Comment>('comments')
    .where({ post_id })
    .whereIn('status', ['approve', 'hold'])
    .whereRaw(isOnPassage)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .select('id', 'post_id', 'status', 'meta');
}

/** Stores where passages stand now. A comment that lost its annotation meanwhile gets none. */
export async function storePlaces(db: Database, places: { id: number; annotation: string }[]): Promise<void> {
  await db.raw(
    `UPDATE comments SET meta = jsonb_set(meta, ARRAY[:key], jsonb_build_array(one.annotation))
       FROM unnest(:ids::integer[], :annotations::text[]) AS one (id, annotation)
      WHERE comments.id = one.id AND jsonb_exists(meta, :key)`,
    {
      key: annotationKey,
      ids: places.map(({ id }) => id),
      annotations: places.map(({ annotation }) => annotation),
    },
  );
}

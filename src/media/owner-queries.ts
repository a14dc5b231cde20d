// media/owner-queries.ts: the SQL about whose files are whose.
import type { Database } from '../base/database/database.ts';
import type { Media } from './media.ts';

/** Files of one user become those of another. */
export async function giveFiles(db: Database, from: number, to: number): Promise<void> {
  await db('media').where({ uploaded_by: from }).update({ uploaded_by: to });
}

/** What a user put into the library, in the order of ids. */
export function filesUploadedBy(
  db: Database,
  user_id: number,
  { after, limit }: { after: number; limit: number },
): Promise<Pick<Media, 'id' | 'name' | 'title' | 'file' | 'uploaded_at'>[]> {
  return db<Media>('media')
    .where({ uploaded_by: user_id, source: 'library' })
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .select('id', 'name', 'title', 'file', 'uploaded_at');
}

/** The files that came with comments on these posts, by post. */
export async function commentMediaOf(db: Database, post_ids: number[]): Promise<Map<number, number[]>> {
  const { rows } = await db.raw<{ rows: { post_id: number; ids: number[] }[] }>(
    `SELECT post_id, array_agg(id ORDER BY id) AS ids FROM media
      WHERE source = 'comment' AND post_id = ANY(:post_ids) GROUP BY post_id ORDER BY post_id LIMIT 1000`,
    { post_ids },
  );
  return new Map(rows.map(({ post_id, ids }) => [post_id, ids]));
}

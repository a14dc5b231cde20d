// comments/queries/pictures.ts: the pictures that users chose for themselves.
import type { Database } from '../../base/database/database.ts';
import type { Media } from '../../media/media.ts';

export type Picture = Pick<Media, 'file' | 'renditions' | 'version'> & { user_id: number };

/** The pictures of users that everybody may see, by user id. */
export async function picturesOf(db: Database, user_ids: (number | null)[]): Promise<Map<number, Picture>> {
  const wanted = [...new Set(user_ids.filter((id) => id !== null))];
  if (!wanted.length) return new Map();
  const { rows } = await db.raw<{ rows: Picture[] }>(
    `SELECT users.id AS user_id, media.file, media.renditions, media.version
       FROM users JOIN media ON media.id = users.picture_media_id
      WHERE users.id = ANY(:wanted) AND media.status = 'ready' AND media.file IS NOT NULL
        AND media.is_public AND media.post_is_public
      ORDER BY users.id LIMIT :most`,
    { wanted, most: wanted.length },
  );
  return new Map(rows.map((picture) => [picture.user_id, picture]));
}

/** Whose picture a file is. */
export async function usersPictured(
  db: Database,
  media_ids: number[],
): Promise<{ id: number; display_name: string; media_id: number }[]> {
  return db('users')
    .whereIn('picture_media_id', media_ids)
    .orderBy('id')
    .limit(500)
    .select('id', 'display_name', 'picture_media_id AS media_id');
}

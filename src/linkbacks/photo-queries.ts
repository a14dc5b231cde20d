// linkbacks/photo-queries.ts: all SQL about the pictures of authors.
import type { Database } from '../base/database/database.ts';
import type { Linkback } from './linkback.ts';

export interface Photo {
  url: string;
  /** Null when nothing came of it. */
  media_id: number | null;
  fetched_at: Date;
}

export function linkbackOfComment(db: Database, comment_id: number): Promise<Linkback | undefined> {
  return db<Linkback>('linkbacks').where({ comment_id }).orderBy('id').first();
}

export function findPhoto(db: Database, url: string): Promise<Photo | undefined> {
  return db<Photo>('linkback_photos').where({ url }).first();
}

/** Until the transaction ends nobody else keeps the same picture. */
export async function lineOfPhoto(db: Database, url: string): Promise<void> {
  await db.raw("SELECT pg_advisory_xact_lock(hashtextextended('photo ' || :url, 0))", { url });
}

export async function setPhoto(db: Database, photo: Photo): Promise<void> {
  await db<Photo>('linkback_photos').insert(photo).onConflict('url').merge();
}

export async function countPhotosSince(db: Database, since: Date): Promise<{ recent: number; all: number }> {
  const { rows } = await db.raw<{ rows: { recent: number; all: number }[] }>(
    `SELECT count(*) FILTER (WHERE fetched_at > :since)::int AS recent,
            count(media_id)::int AS all
       FROM linkback_photos`,
    { since },
  );
  return rows[0]!;
}

/** Pictures fetched before a time that no comment shows any more. */
export async function unusedPhotos(db: Database, before: Date): Promise<number[]> {
  const { rows } = await db.raw<{ rows: { media_id: number }[] }>(
    `SELECT media_id FROM linkback_photos
      WHERE media_id IS NOT NULL AND fetched_at < :before
        AND NOT EXISTS (SELECT 1 FROM comments
                         WHERE type = 'webmention' AND status IN ('approve', 'hold')
                           AND meta #>> '{author_photo,0}' = media_id::text)
      ORDER BY media_id LIMIT 200`,
    { before },
  );
  return rows.map(({ media_id }) => media_id);
}

/** Forgets addresses whose picture is gone or never was. */
export async function forgetPhotos(db: Database, before: Date): Promise<void> {
  await db('linkback_photos').where('fetched_at', '<', before).whereNull('media_id').delete();
}

// site/queries.ts: what only the public pages ask of the database.
import type { Database } from '../base/database/database.ts';
import type { Media } from '../media/media.ts';

/** The newest file of the library that bears a slug. */
export function findMediaBySlug(db: Database, slug: string): Promise<Media | undefined> {
  return db<Media>('media').where({ slug, source: 'library' }).orderBy('id', 'desc').first();
}

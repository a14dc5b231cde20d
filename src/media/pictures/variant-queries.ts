// media/pictures/variant-queries.ts: all the SQL about which pictures want variants.
import type { Database } from '../../base/database/database.ts';
import { decodable } from './images.ts';
import type { Media } from '../media.ts';

/** The newest picture whose variants are still to be made; or, when none are wanted, one that has some. */
export function nextForVariants(db: Database, are_wanted: boolean): Promise<Media | undefined> {
  const query = db<Media>('media').whereNotNull('file').orderBy('id', 'desc');
  if (!are_wanted) return query.whereRaw(`variants <> '[]'`).first();
  return (
    query
      // These words stand in the index, too: files that are no pictures are never done, and must not be read each hour.
      .whereRaw(`variants_due AND status = 'ready' AND mime_type LIKE 'image/%'`)
      .whereIn('mime_type', [...decodable])
      .first()
  );
}

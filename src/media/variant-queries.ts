// media/variant-queries.ts: all the SQL about which pictures want variants.
import type { Database } from '../base/database/database.ts';
import { decodable } from './images.ts';
import type { Media } from './media.ts';

/** The newest picture whose variants are still to be made or removed. */
export function nextWithVariantsDue(db: Database): Promise<Media | undefined> {
  return db<Media>('media')
    .where({ variants_due: true, status: 'ready' })
    .whereNotNull('file')
    .whereIn('mime_type', [...decodable])
    .orderBy('id', 'desc')
    .first();
}

/** All pictures are looked at again. */
export async function dueAllVariants(db: Database): Promise<void> {
  await db<Media>('media').where({ variants_due: false }).update({ variants_due: true });
}

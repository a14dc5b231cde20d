// comments/queries/unheld-embeds.ts: which links no text holds.
import type { Database } from '../../base/database/database.ts';

/** Links asked for before a time that stand in no post and no comment, whatever its status. */
export async function unheldEmbeds(db: Database, before: Date, limit: number): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { url: string }[] }>(
    `SELECT url FROM embeds
      WHERE asked_at < :before
        AND NOT EXISTS (SELECT 1 FROM posts WHERE embed_urls @> ARRAY[url])
        AND NOT EXISTS (SELECT 1 FROM comments WHERE embed_urls @> ARRAY[url])
      ORDER BY asked_at, url LIMIT :limit FOR UPDATE SKIP LOCKED`,
    { before, limit },
  );
  return rows.map(({ url }) => url);
}

// comments/queries/unheld-embeds.ts: which links no text holds.
import type { Database } from '../../base/database/database.ts';

/**
 * Call it in a transaction. Of the next links after one, in order of their addresses, those asked for before a time that stand in no post and no
 * comment, whatever its status.
 * @returns `last` is the address up to which was looked; undefined at the end
 */
export async function unheldEmbeds(
  db: Database,
  asked: { after: string; before: Date; limit: number },
): Promise<{ urls: string[]; last: string | undefined }> {
  // Of an array that comes from a row the planner guesses that many texts hold it, and would read them all for each.
  await db.raw('SET LOCAL enable_seqscan = off');
  const { rows } = await db.raw<{ rows: { url: string; is_unheld: boolean }[] }>(
    `SELECT url, asked_at < :before
                 AND NOT EXISTS (SELECT 1 FROM posts WHERE embed_urls @> ARRAY[url])
                 AND NOT EXISTS (SELECT 1 FROM comments WHERE embed_urls @> ARRAY[url]) AS is_unheld
       FROM embeds WHERE url > :after ORDER BY url LIMIT :limit FOR UPDATE SKIP LOCKED`,
    asked,
  );
  const urls = rows.filter(({ is_unheld }) => is_unheld).map(({ url }) => url);
  return { urls, last: rows.length === asked.limit ? rows.at(-1)!.url : undefined };
}

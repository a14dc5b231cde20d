// comments/queries/render.ts: comments whose HTML is to be made again.
import type { Database } from '../../base/database/database.ts';
import type { Comment } from '../comment.ts';
import { commentExtractsOf, type CommentExtracts } from '../extracts.ts';

type Source = Pick<Comment, 'id' | 'content' | 'html' | 'status'>;

export function commentsWithEmbed(
  db: Database,
  { url, after, limit }: { url: string; after: number; limit: number },
): Promise<Source[]> {
  return db<Comment>('comments')
    .select('id', 'content', 'html', 'status')
    .whereRaw('embed_urls @> ARRAY[:url]', { url })
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit);
}

export function commentsWithOldHtml(
  db: Database,
  { version, limit }: { version: number; limit: number },
): Promise<Source[]> {
  return db<Comment>('comments')
    .select('id', 'content', 'html', 'status')
    .where('html_version', '<', version)
    .orderBy('id')
    .limit(limit);
}

/** Has all comments' HTML made again in the background; until then they are shown as they are. */
export async function outdateComments(db: Database): Promise<void> {
  await db<Comment>('comments').where('html_version', '>', 0).update({ html_version: 0 });
}

/** Stores the HTML, unless somebody has edited the text meanwhile. */
export async function setRendered(
  db: Database,
  id: number,
  content: string,
  rendered: Pick<Comment, 'html' | 'html_version' | 'embed_urls'>,
): Promise<void> {
  await db<Comment>('comments')
    .where({ id, content })
    .update({ ...rendered, ...commentExtractsOf(rendered) });
}

/** Whether a link stands in a comment that readers see or a moderator will. */
export async function isEmbedShown(db: Database, url: string): Promise<boolean> {
  const found = await db<Comment>('comments')
    .select('id')
    .whereRaw('embed_urls @> ARRAY[:url]', { url })
    .whereIn('status', ['approve', 'hold'])
    .first();
  return found !== undefined;
}

/** Lets the pipeline make again what holds a link alone on its line. */
export async function outdateEmbedding(db: Database): Promise<void> {
  await db<Comment>('comments').whereRaw(`embed_urls <> '{}'`).update({ html_version: 0 });
}

/** Stores what was taken from a text, unless it was written anew meanwhile. */
export async function keepExtracts(
  db: Database,
  { id, html }: Pick<Comment, 'id' | 'html'>,
  extracts: Partial<CommentExtracts>,
): Promise<void> {
  await db<Comment>('comments').where({ id, html }).update(extracts);
}

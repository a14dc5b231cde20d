// comments/queries/render.ts: comments whose HTML is to be made again.
import type { Database } from '../../base/database/database.ts';
import type { Comment } from '../comment.ts';

type Source = Pick<Comment, 'id' | 'content' | 'html'>;

export function commentsWithEmbed(
  db: Database,
  { url, after, limit }: { url: string; after: number; limit: number },
): Promise<Source[]> {
  return db<Comment>('comments')
    .select('id', 'content', 'html')
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
    .select('id', 'content', 'html')
    .where('html_version', '<', version)
    .orderBy('id')
    .limit(limit);
}

/** Stores the HTML, unless somebody has edited the text meanwhile. */
export async function setRendered(
  db: Database,
  id: number,
  content: string,
  rendered: Pick<Comment, 'html' | 'html_version' | 'embed_urls'>,
): Promise<void> {
  await db<Comment>('comments').where({ id, content }).update(rendered);
}

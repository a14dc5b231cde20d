// comments/content/queries.ts: comments whose HTML is to be made again.
import type { Database } from '../../base/database/database.ts';
import { rowsToRemake, unmadeRows } from '../../base/jobs/remade-rows.ts';
import type { WalkScope } from '../../base/jobs/walk-queries.ts';
import type { Portion } from '../../base/jobs/walk.ts';
import type { Comment } from '../comment.ts';
import { withWords } from '../queries/words.ts';
import { commentExtractsOf, type CommentExtracts } from './extracts.ts';

const columns = [
  'id',
  'post_id',
  'author_name',
  'content',
  'content_format',
  'html',
  'status',
  'html_version',
  'embed_urls',
] as const;

export type Source = Pick<Comment, (typeof columns)[number]>;

export function commentsWithEmbed(
  db: Database,
  { url, after, limit }: { url: string; after: number; limit: number },
): Promise<Source[]> {
  return db<Comment>('comments')
    .select(...columns)
    .whereRaw('embed_urls @> ARRAY[:url]', { url })
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit);
}

const texts = { name: 'comments', columns };

export const unrenderedComments = (db: Database, limit: number) => unmadeRows<Source>(db, texts, limit);

export const commentsToRender = (
  db: Database,
  asked: { after: number; scope: WalkScope; version: number; limit: number },
): Promise<Portion<Source>> => rowsToRemake(db, texts, asked);

/** Stores the HTML, unless somebody has edited the text meanwhile. */
export async function setRendered(
  db: Database,
  comment: Pick<Comment, 'id' | 'author_name' | 'content'>,
  rendered: Pick<Comment, 'html' | 'html_version' | 'embed_urls'>,
): Promise<void> {
  const { id, content } = comment;
  await db<Comment>('comments')
    .where({ id, content })
    .update(withWords(db, { ...rendered, ...commentExtractsOf(rendered) }, comment));
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

/** Stores what was taken from a text, unless it was written anew meanwhile. */
export async function storeExtracts(
  db: Database,
  comment: Pick<Comment, 'id' | 'html' | 'author_name'>,
  extracts: Partial<CommentExtracts>,
): Promise<void> {
  const { id, html } = comment;
  await db<Comment>('comments')
    .where({ id, html })
    .update(withWords(db, extracts, comment));
}

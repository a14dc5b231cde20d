// posts/content/queries.ts: what rendering asks for, and the posts that must be rendered again.
import type { Database } from '../../base/database/database.ts';
import { rowsToRemake, unmadeRows } from '../../base/jobs/remade-rows.ts';
import type { WalkScope } from '../../base/jobs/walk-queries.ts';
import type { Portion } from '../../base/jobs/walk.ts';
import type { Media } from '../../media/media.ts';
import { extractsOf, type Extracts } from './extracts.ts';
import type { Post, RenderedPost } from '../post.ts';
import { withWords } from '../queries/words.ts';

/** Media that were uploaded to posts: in the order that an author gave them where they come from, then as they came. */
export function mediaOfPosts(db: Database, post_ids: number[]): Promise<Media[]> {
  return db<Media>('media')
    .whereIn('post_id', post_ids)
    .whereNot({ source: 'comment' })
    .orderByRaw(
      `CASE WHEN meta #>> '{_menu_order,0}' ~ '^-{0,1}[0-9]{1,9}$'
                      THEN (meta #>> '{_menu_order,0}')::integer ELSE 0 END, id`,
    )
    .limit(500);
}

/** The footnotes of a post, as the block editor keeps them. */
export async function notesOfPost(db: Database, id: number): Promise<string> {
  const row = await db('posts')
    .where({ id })
    .first<{ notes: string | null }>(db.raw(`meta #>> '{footnotes,0}' AS notes`));
  return row?.notes ?? '';
}

/** Media that came with an import, by the path they had below wp-content/uploads. */
export async function mediaByOldFiles(db: Database, files: string[]): Promise<Map<string, Media>> {
  if (!files.length) return new Map();
  const rows = await db<Media>('media')
    .whereRaw(`meta #>> '{_wp_attached_file,0}' = ANY(:files)`, { files })
    .orderBy('id')
    .limit(files.length * 2);
  return new Map(rows.map((media) => [media.meta._wp_attached_file![0]!, media]));
}

/** The content of reusable blocks, by id. */
export async function reusableBlocks(db: Database, ids: number[]): Promise<Map<number, string>> {
  if (!ids.length) return new Map();
  const rows = await db<Post>('posts')
    .select('id', 'content')
    .whereIn('id', ids)
    .where({ type: 'wp_block', status: 'publish' })
    .orderBy('id')
    .limit(ids.length);
  return new Map(rows.map(({ id, content }) => [id, content]));
}

/** What rendering needs of a post. */
export type Unrendered = Pick<
  Post,
  | 'id'
  | 'author_id'
  | 'title'
  | 'excerpt'
  | 'content'
  | 'content_format'
  | 'html'
  | 'html_version'
  | 'embed_urls'
  | 'media_ids'
>;

const columns = [
  'id',
  'author_id',
  'title',
  'excerpt',
  'content',
  'content_format',
  'html',
  'html_version',
  'embed_urls',
  'media_ids',
] as const;

/** Posts that show an embed, in order of id, after one. */
export function postsWithEmbed(
  db: Database,
  url: string,
  after: number,
  limit: number,
): Promise<Unrendered[]> {
  return db<Post>('posts')
    .select(...columns)
    .whereRaw('embed_urls @> ARRAY[:url]::text[]', { url })
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit);
}

/** Posts that show a kept file, in order of id, after one. */
export function postsWithMedia(
  db: Database,
  media_id: number,
  after: number,
  limit: number,
): Promise<Unrendered[]> {
  return db<Post>('posts')
    .select(...columns)
    .whereRaw('media_ids @> ARRAY[:media_id]::integer[]', { media_id })
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit);
}

/** Posts that show a reusable block, in order of id, after one. */
export function postsWithBlock(
  db: Database,
  block_id: number,
  after: number,
  limit: number,
): Promise<Unrendered[]> {
  const asks = String.raw`<!--\s+wp:(core/)?block\s+\{[^}]*"ref"\s*:\s*${block_id}[^0-9]`;
  return db<Post>('posts')
    .select(...columns)
    .whereRaw('content ~ :asks', { asks })
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit);
}

const texts = { name: 'posts', columns };

export const unrenderedPosts = (db: Database, limit: number) => unmadeRows<Unrendered>(db, texts, limit);

export const postsToRender = (
  db: Database,
  asked: { after: number; scope: WalkScope; version: number; limit: number },
): Promise<Portion<Unrendered>> => rowsToRemake(db, texts, asked);

/** Stores what rendering made, unless the post was written anew meanwhile. */
export async function storeRendered(
  db: Database,
  post: Pick<Post, 'id' | 'title' | 'excerpt' | 'content'>,
  rendered: Partial<RenderedPost> & { content?: string },
): Promise<void> {
  const { id, content } = post;
  await db<Post>('posts')
    .where({ id, content })
    .update(withWords(db, { ...rendered, ...extractsOf(rendered) }, post));
}

/** The public posts whose featured picture this is. */
export async function featuring(db: Database, featured_media_id: number): Promise<number[]> {
  const rows = await db<Post>('posts')
    .select('id')
    .where({ featured_media_id, status: 'publish' })
    .orderBy('id')
    .limit(100);
  return rows.map(({ id }) => id);
}

/** Stores what was taken from a text, unless it was written anew meanwhile. */
export async function storeExtracts(
  db: Database,
  post: Pick<Post, 'id' | 'title' | 'html' | 'excerpt'>,
  extracts: Partial<Extracts>,
): Promise<void> {
  const { id, html, excerpt } = post;
  await db<Post>('posts')
    .where({ id, html, excerpt })
    .update(withWords(db, extracts, post));
}

// posts/queries/preview-links.ts: links that let somebody without an account see what is not out yet.
import type { Database } from '../../base/database/database.ts';

export interface PreviewLink {
  id: number;
  post_id: number;
  token: string;
  user_id: number | null;
  created_at: Date;
  expires_at: Date;
}

export async function insertPreviewLink(db: Database, link: Omit<PreviewLink, 'id'>): Promise<void> {
  await db<PreviewLink>('preview_links').insert(link);
}

/** A post's links that still open it, the newest first. */
export function previewLinksOf(db: Database, post_id: number, now: Date): Promise<PreviewLink[]> {
  return db<PreviewLink>('preview_links')
    .where({ post_id })
    .where('expires_at', '>', now)
    .orderBy('id', 'desc')
    .limit(20);
}

/** Whether a link of this token opens the post now. */
export async function hasPreviewLink(
  db: Database,
  { post_id, token }: Pick<PreviewLink, 'post_id' | 'token'>,
  now: Date,
): Promise<boolean> {
  const found = db<PreviewLink>('preview_links').where({ post_id, token }).where('expires_at', '>', now);
  return (await found.first('id')) !== undefined;
}

export async function deletePreviewLink(db: Database, post_id: number, id: number): Promise<void> {
  await db<PreviewLink>('preview_links').where({ post_id, id }).delete();
}

/** Ends all links of posts. */
export async function endPreviewLinks(db: Database, post_ids: number[]): Promise<void> {
  if (post_ids.length) await db<PreviewLink>('preview_links').whereIn('post_id', post_ids).delete();
}

export async function deleteExpiredLinks(db: Database, now: Date): Promise<void> {
  await db<PreviewLink>('preview_links').where('expires_at', '<=', now).delete();
}

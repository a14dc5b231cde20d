// media/uses.ts: where kept files are used, asked of every feature that uses some.
import type { Request } from 'express';
import type { Blog, MediaUse } from '../blog.ts';

/** All uses of these files by the file's id, as the signed-in user may know them. One question a feature. */
export async function usesOf(
  blog: Blog,
  req: Request,
  media_ids: number[],
): Promise<Map<number, MediaUse[]>> {
  const found = new Map<number, MediaUse[]>(media_ids.map((id) => [id, []]));
  if (!media_ids.length) return found;
  for (const find of blog.extensions.media_uses) {
    for (const use of await find(blog, req.user, media_ids)) found.get(use.media_id)?.push(use);
  }
  return found;
}

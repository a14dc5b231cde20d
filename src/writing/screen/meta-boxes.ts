// writing/screen/meta-boxes.ts: what other rooms know of a post, for its write screen.
import type { Request } from 'express';
import type { Blog } from '../../blog.ts';
import type { Beside, Feature } from '../../feature.ts';

/** One question a room, one after another; nothing for a post that was never saved. */
export async function besidesOf(blog: Blog, req: Request, post_id: number | undefined): Promise<Beside[]> {
  const { besides } = req.app.locals as { besides: NonNullable<Feature['beside']>[] };
  const found: Beside[] = [];
  for (const ask of post_id ? besides : []) found.push(...[(await ask(blog, post_id!)) ?? []].flat());
  return found;
}

// writing/screen/meta-boxes.ts: what other features know of a post, for its write screen.
import type { Blog, MetaBox } from '../../blog.ts';

/** One question a feature, one after another; nothing for a post that was never saved. */
export async function metaBoxesOf(blog: Blog, post_id: number | undefined): Promise<MetaBox[]> {
  if (!post_id) return [];
  const found: MetaBox[] = [];
  for (const metaBox of blog.extensions.meta_boxes)
    found.push(...[(await metaBox(blog, post_id)) ?? []].flat());
  return found;
}

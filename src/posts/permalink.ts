// posts/permalink.ts: the address of a post.
import type { Blog } from '../blog.ts';
import type { Post } from './post.ts';

/** What an address is made of. */
export type Addressed = Pick<
  Post,
  'id' | 'type' | 'status' | 'slug' | 'published_at' | 'author_id' | 'parent_id'
>;

/** The site-relative address of one post; for several use permalinks. */
export async function permalink(blog: Blog, post: Addressed): Promise<string> {
  return (await permalinks(blog, [post])).get(post.id)!;
}

/** Site-relative addresses by post id: one query for however many posts. */
export function permalinks(_blog: Blog, posts: Addressed[]): Promise<Map<number, string>> {
  return Promise.resolve(new Map(posts.map((post) => [post.id, dayAndName(post)])));
}

function dayAndName({ id, status, published_at, slug, type }: Addressed): string {
  if (!published_at || !['publish', 'private'].includes(status)) return `/?p=${id}`;
  if (type === 'page') return `/${slug}/`;
  return `/${published_at.toISOString().slice(0, 10).replaceAll('-', '/')}/${slug}/`;
}

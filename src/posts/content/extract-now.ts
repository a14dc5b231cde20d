// posts/content/extract-now.ts: posts of before there were extracts: taken at their first visit, unless the background came first.
import type { Blog } from '../../blog.ts';
import { extractsOf } from './extracts.ts';
import type { Post } from '../post.ts';
import { storeExtracts } from './queries.ts';

/** The same posts with what pages take from them; what was missing is stored, so that it is made once. */
export async function withExtracts(blog: Blog, posts: Post[]): Promise<Post[]> {
  const all: Post[] = [];
  for (const post of posts) {
    const { html, excerpt } = post;
    const missing = {
      ...(post.plain === null && { html }),
      ...(post.plain_excerpt === null && { excerpt }),
    };
    const extracts = extractsOf(missing);
    // A preview has them, and no row of its own; whoever has none is in the table.
    if (Object.keys(extracts).length) await storeExtracts(blog.db, post, extracts);
    all.push({ ...post, ...extracts });
  }
  return all;
}

// search/comment-links.ts: addresses of comments that were found. The comment's own page of the list is found on arrival.
import { commentLink } from '../comments/thread/paging.ts';
import type { Blog } from '../blog.ts';
import type { Post } from '../posts/post.ts';
import type { Match } from './queries.ts';

/** Site-relative addresses by comment id; only comments of long threads need a look at the database. */
export async function commentLinks(
  blog: Blog,
  ids: number[],
  posts: Map<number, Post>,
  matches: Match[],
): Promise<Map<number, string>> {
  const found = matches.filter(({ kind, id }) => kind === 'comment' && ids.includes(id));
  const links = await Promise.all(
    found.flatMap(({ id, post_id }) => {
      const post = posts.get(post_id);
      return post ? [commentLink(blog, post, id).then((link) => [id, link] as const)] : [];
    }),
  );
  return new Map(links);
}

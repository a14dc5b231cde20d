// writing/list/bulk.ts: posts that somebody ticked: held, those that may be changed are, the others are told about.
import { inTransaction } from '../../base/database/database.ts';
import { notFound, type HttpError } from '../../base/errors.ts';
import type { Blog } from '../../blog.ts';
import { countTerms, termIdsOf } from '../../terms/queries.ts';
import { lockPosts, type HeldPost } from '../queries/bulk.ts';

/** Which posts: of one type. */
export interface Chosen {
  type: 'post' | 'page' | 'wp_block';
  ids: number[];
}

/** What came of it: how many are as was wished now, and why each of the others was left as it was. */
export interface Done {
  changed: number;
  /** Which they are. */
  ids: number[];
  refusals: HttpError[];
}

/**
 * Does something to several posts in one transaction, and counts their terms anew. One that is refused keeps no other
 * back.
 * @param refusal why a post is to be left as it is; undefined when it may be changed
 */
export async function onChosen(
  blog: Blog,
  { type, ids }: Chosen,
  refusal: (post: HeldPost) => HttpError | undefined,
  work: (blog: Blog, posts: HeldPost[]) => Promise<void>,
): Promise<Done> {
  const wanted = [...new Set(ids)];
  return inTransaction(blog, async (blog) => {
    const found = await lockPosts(blog.db, type, wanted);
    const posts = found.filter((post) => !refusal(post));
    const post_ids = posts.map(({ id }) => id);
    const before = await termIdsOf(blog.db, post_ids);
    if (posts.length) await work(blog, posts);
    await countTerms(blog.db, [...before, ...(await termIdsOf(blog.db, post_ids))]);
    const refusals = [
      ...found.flatMap((post) => refusal(post) ?? []),
      ...wanted.slice(found.length).map(() => notFound(type)),
    ];
    return { changed: posts.length, ids: post_ids, refusals };
  });
}

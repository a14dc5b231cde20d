// comments/content/extract-now.ts: comments of before there were extracts: taken at their first visit, unless the background came first.
import type { Blog } from '../../blog.ts';
import type { Comment } from '../comment.ts';
import { commentExtractsOf } from './extracts.ts';
import { storeExtracts } from './queries.ts';

/** The same comments with what feeds and searches take from them; what was missing is stored, so that it is made once. */
export async function withExtracts<
  Row extends Pick<Comment, 'id' | 'html' | 'author_name' | 'plain' | 'feed_html'>,
>(blog: Blog, comments: Row[]): Promise<Row[]> {
  const all: Row[] = [];
  for (const comment of comments) {
    if (comment.plain !== null) all.push(comment);
    else {
      const extracts = commentExtractsOf(comment);
      await storeExtracts(blog.db, comment, extracts);
      all.push({ ...comment, ...extracts });
    }
  }
  return all;
}

// posts/queries/titles.ts: posts found by words of their title.
import type { Database } from '../../base/database/database.ts';
import { literalInLike } from '../../base/database/like.ts';
import type { Post, PostStatus } from '../post.ts';
import type { Addressed } from '../addresses/permalink.ts';
import { shown, type ListedPost } from './list.ts';

export interface TitleAsked {
  type: string;
  statuses: PostStatus[];
  /** Only posts of this author. */
  author_id?: number;
  /** All of them stand in the title, taken literally. */
  words: string[];
}

/** Posts by words of their title: those that begin with the first word, then the newest. */
export function postsByTitle(
  db: Database,
  { type, statuses, author_id, words }: TitleAsked,
  limit: number,
): Promise<ListedPost[]> {
  const query = withTitle(db, words).where({ type }).whereIn('status', statuses);
  if (author_id) void query.where({ author_id });
  return query.limit(limit).select(...shown);
}

/** Posts and pages that are out, with words of their titles: those that begin with the first word, then the newest. */
export function linkablePosts(
  db: Database,
  words: string[],
  limit: number,
): Promise<(Addressed & Pick<Post, 'title'>)[]> {
  return withTitle(db, words)
    .whereIn('type', ['post', 'page'])
    .where({ status: 'publish', password: '' })
    .limit(limit)
    .select('id', 'type', 'status', 'slug', 'published_at', 'author_id', 'parent_id', 'title');
}

/** Add what else must hold, columns and a limit. */
function withTitle(db: Database, words: string[]) {
  const literal = words.map(literalInLike);
  const query = db<Post>('posts');
  for (const word of literal) void query.whereILike('title', `%${word}%`);
  return query.orderByRaw('title ILIKE :begin DESC, coalesce(published_at, modified_at) DESC, id DESC', {
    begin: `${literal[0] ?? ''}%`,
  });
}

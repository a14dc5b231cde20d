// posts/queries/titles.ts: posts found by words of their title.
import type { Database } from '../../base/database/database.ts';
import { literalInLike } from '../../base/database/like.ts';
import type { Post, PostStatus } from '../post.ts';
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
  const literal = words.map(literalInLike);
  const query = db<Post>('posts').where({ type }).whereIn('status', statuses);
  if (author_id) void query.where({ author_id });
  for (const word of literal) void query.whereILike('title', `%${word}%`);
  return query
    .orderByRaw('title ILIKE :begin DESC, coalesce(published_at, modified_at) DESC, id DESC', {
      begin: `${literal[0] ?? ''}%`,
    })
    .limit(limit)
    .select(...shown);
}

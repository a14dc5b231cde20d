// posts/queries/words.ts: the words of posts as the table keeps them.
import type { Database } from '../../base/database/database.ts';
import { changedWords } from '../words.ts';
import type { Post } from '../post.ts';

/** A change of a post with the words of what it changes, in the place of the former ones; those of the rest stay. */
export function withWords<Change extends Partial<Post>>(db: Database, change: Change): Change {
  const { words: _text, ...columns } = change;
  const { words, kept } = changedWords(change);
  if (kept.length === 3) return columns as Change;
  const all = kept.length
    ? db.raw(`(coalesce(ts_filter(words, (:kept)::"char"[])::text, '') || ' ' || :words)::tsvector`, {
        kept,
        words,
      })
    : words;
  return { ...columns, words: all } as unknown as Change;
}

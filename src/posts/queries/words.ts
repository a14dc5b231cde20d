// posts/queries/words.ts: the words of posts as the table keeps them.
import type { Database } from '../../base/database/database.ts';
import { withParts } from '../../base/words/queries.ts';
import type { Post } from '../post.ts';
import { wordParts } from '../words.ts';

/** A change of a post with the words of what it changes, in the place of the former ones; those of the rest stay. */
export function withWords<Change extends Partial<Post>>(db: Database, change: Change): Change {
  const { words: _text, ...columns } = change;
  return withParts(db, columns as Change, wordParts(change));
}

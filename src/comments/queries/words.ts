// comments/queries/words.ts: the words of comments as the table keeps them.
import type { Database } from '../../base/database/database.ts';
import { withParts } from '../../base/words/queries.ts';
import type { Comment } from '../comment.ts';
import { wordParts } from '../content/words.ts';

/** A change of a comment with the words of what it changes, in the place of the former ones; those of the rest stay. */
export function withWords<Change extends Partial<Comment>>(db: Database, change: Change): Change {
  const { words: _text, ...columns } = change;
  return withParts(db, columns as Change, wordParts(change));
}

// comments/queries/words.ts: the words of comments as the table keeps them.
import { wordsWriter } from '../../base/words/queries.ts';
import type { Comment } from '../comment.ts';
import { wordParts } from '../content/words.ts';

/** A change of a comment with the words of what it changes, in the place of the former ones. */
export const withWords = wordsWriter<Comment, 'author_name'>(wordParts, ['author_name']);

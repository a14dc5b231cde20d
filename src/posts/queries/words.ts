// posts/queries/words.ts: the words of posts as the table keeps them.
import { wordsWriter } from '../../base/words/queries.ts';
import type { Post } from '../post.ts';
import { wordParts } from '../words.ts';

/** A change of a post with the words of what it changes, in the place of the former ones. */
export const withWords = wordsWriter<Post, 'title' | 'excerpt'>(wordParts, ['title', 'excerpt']);

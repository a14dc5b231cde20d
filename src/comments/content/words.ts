// comments/content/words.ts: the words of a comment as searches look in them: of who said it, and of what they said. Pure.
import { wordsIn } from '../../base/words/words-in.ts';
import type { WordParts } from '../../base/words/queries.ts';
import { mark, vectorOf, type Zone } from '../../base/words/vector.ts';
import type { Comment } from '../comment.ts';

const author: Zone = { weight: 'B', from: 1, until: 150, most: 20_000 };
const text: Zone = { weight: 'D', from: 200, until: 16_300, most: 900_000 };

/** Of the HTML alone. The mark stands with it. */
export const wordsOfHtml = (html: string): string =>
  `'${mark}':${text.from} ${vectorOf(wordsIn(html), text)}`;

/**
 * What a change brings to the words of a comment, by weights.
 * @param words of the HTML, when they are made already
 */
export const wordParts = ({
  author_name,
  html,
  words,
}: Partial<Pick<Comment, 'author_name' | 'html' | 'words'>>): WordParts => ({
  b: author_name === undefined ? undefined : vectorOf(author_name, author),
  d: words ?? (html === undefined ? undefined : wordsOfHtml(html)),
});

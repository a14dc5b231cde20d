// posts/words.ts: the words of a post as searches look in them: those of the title, of the excerpt, of the text. Pure.
import { wordsIn } from '../base/words/words-in.ts';
import { mark, vectorOf, type Zone } from '../base/words/vector.ts';
import type { Post } from './post.ts';

// PostgreSQL knows 16,383 places in a row.
const title: Zone = { weight: 'A', from: 1, until: 500, most: 20_000 };
const excerpt: Zone = { weight: 'B', from: 600, until: 1500, most: 60_000 };
const text: Zone = { weight: 'C', from: 1600, until: 16_300, most: 850_000 };

/** Of the HTML alone. The mark stands with it. */
export const wordsOfHtml = (html: string): string =>
  `'${mark}':${text.from}C ${vectorOf(wordsIn(html), text)}`;

/**
 * What a change brings to the words of a post, and the weights of the parts that it does not touch.
 * @param post `words` are those of the HTML, when they are made already
 */
export function changedWords(
  post: Partial<Pick<Post, 'title' | 'excerpt' | 'plain_excerpt' | 'html' | 'words'>>,
): {
  words: string;
  kept: string[];
} {
  const said = post.excerpt === undefined ? undefined : (post.plain_excerpt ?? wordsIn(post.excerpt));
  const parts = {
    a: post.title === undefined ? undefined : vectorOf(wordsIn(post.title), title),
    b: said === undefined ? undefined : vectorOf(said, excerpt),
    c: post.words ?? (post.html === undefined ? undefined : wordsOfHtml(post.html)),
  };
  const all = Object.entries(parts);
  return {
    words: all.map(([, words]) => words ?? '').join(' '),
    kept: all.flatMap(([weight, words]) => (words === undefined ? weight : [])),
  };
}

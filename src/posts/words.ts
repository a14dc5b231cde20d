// posts/words.ts: the words of a post as searches look in them: those of the title, of the excerpt, of the text. Pure.
import { wordsIn } from '../base/words/words-in.ts';
import type { WordParts } from '../base/words/queries.ts';
import { mark, vectorOf, type Zone } from '../base/words/vector.ts';
import type { Post } from './post.ts';

// PostgreSQL knows 16,383 places in a row.
const zones = {
  title: { weight: 'A', from: 1, until: 500, most: 20_000 },
  excerpt: { weight: 'B', from: 600, until: 1500, most: 60_000 },
  text: { weight: 'C', from: 1600, until: 16_300, most: 850_000 },
} satisfies Record<string, Zone>;

/** Of the HTML alone. The mark stands with it. */
export const wordsOfHtml = (html: string): string =>
  `'${mark}':${zones.text.from}C ${vectorOf(wordsIn(html), zones.text)}`;

/**
 * What a change brings to the words of a post, by weights.
 * @param post `words` are those of the HTML, when they are made already
 */
export function wordParts({
  title,
  excerpt,
  plain_excerpt,
  html,
  words,
}: Partial<Pick<Post, 'title' | 'excerpt' | 'plain_excerpt' | 'html' | 'words'>>): WordParts {
  const short = excerpt === undefined ? undefined : (plain_excerpt ?? wordsIn(excerpt));
  return {
    a: title === undefined ? undefined : vectorOf(wordsIn(title), zones.title),
    b: short === undefined ? undefined : vectorOf(short, zones.excerpt),
    c: words ?? (html === undefined ? undefined : wordsOfHtml(html)),
  };
}

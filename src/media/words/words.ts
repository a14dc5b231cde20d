// media/words/words.ts: the words of a kept file as searches look in them. Pure.
import type { WordParts } from '../../base/words/queries.ts';
import { vectorOf, type Zone } from '../../base/words/vector.ts';
import { wordsIn } from '../../base/words/words-in.ts';
import type { Media } from '../media.ts';

const zones = {
  title: { weight: 'A', from: 1, until: 500, most: 20_000 },
  caption: { weight: 'B', from: 600, until: 2500, most: 60_000 },
  description: { weight: 'C', from: 2600, until: 14_000, most: 500_000 },
  alternative_text: { weight: 'D', from: 14_100, until: 16_300, most: 60_000 },
} satisfies Record<string, Zone>;

/** What a change brings to the words of a file, by weights. */
export function wordParts(media: Partial<Pick<Media, keyof typeof zones>>): WordParts {
  const of = (name: keyof typeof zones) =>
    media[name] === undefined ? undefined : vectorOf(wordsIn(media[name]), zones[name]);
  return { a: of('title'), b: of('caption'), c: of('description'), d: of('alternative_text') };
}

/** All words of a file. */
export const wordsOfFile = (media: Pick<Media, keyof typeof zones>): string =>
  Object.values(wordParts(media)).join(' ');

// comments/passages/find.ts: where a passage stands in a post's text, also after both have grown apart. Pure.
import search from 'approx-string-match';
import { stripped } from '../../base/html/stripped.ts';
import { plainOf } from '../../posts/content/extracts.ts';
import type { Post } from '../../posts/post.ts';
import { oneLine, withoutSpace, type Passage } from './passage.ts';

/** Words of the plain text are kept up to 60,000 units; a longer text is read from its HTML. */
const longestPlain = 59_000;

/** The text that passages are looked for in. */
export interface PostText {
  spaced: string;
  /** Without white space; places are counted in it. */
  text: string;
}

export function textOfPost(post: Pick<Post, 'plain' | 'html'>): PostText {
  const plain = plainOf(post);
  const whole = plain && plain.length < longestPlain ? plain : stripped(post.html);
  const spaced = oneLine(whole.replaceAll(/[\u200b\ufeff]/gu, ''));
  return { spaced, text: withoutSpace(spaced) };
}

/** A passage is the same while so many of its signs are. */
const mostChanged = 0.25;
/** Of several places that fit, no more are weighed. */
const mostPlaces = 50;

/**
 * The place of a passage as it was chosen: its words must stand there as they are.
 * @returns the place whose surroundings fit best; undefined when there is none
 */
export function placeOf({ text }: PostText, passage: Passage): number | undefined {
  const exact = withoutSpace(passage.exact);
  const places: number[] = [];
  for (let at = text.indexOf(exact); exact && at >= 0 && places.length < mostPlaces;) {
    places.push(at);
    at = text.indexOf(exact, at + 1);
  }
  return best(places, (at) => fit(text, passage, { at, end: at + exact.length }));
}

/**
 * The place of a passage after the text was edited: as it was, or nearly (Myers' algorithm: G. Myers, “A Fast
 * Bit-Vector Algorithm for Approximate String Matching”, 1999).
 */
export function placeAgain(post: PostText, passage: Passage): Pick<Passage, 'start' | 'now'> {
  const same = placeOf(post, passage);
  if (same !== undefined) return { start: same, now: '' };
  const { text } = post;
  const exact = withoutSpace(passage.exact);
  const most = Math.floor(exact.length * mostChanged);
  if (!most) return gone;
  const found = search(text, exact, most).slice(0, mostPlaces);
  const one = best(found, ({ start, end, errors }) => fit(text, passage, { at: start, end }) - errors);
  return one ? wordsAt(post, one) : gone;
}

const gone = { start: undefined, now: '' };

/** The whole words of a place, with their spaces, and where they begin. */
function wordsAt(
  { spaced }: PostText,
  place: { start: number; end: number },
): Pick<Passage, 'start' | 'now'> {
  let at = 0;
  let count = 0;
  const walk = (until: number) => {
    for (; at < spaced.length && count < until; at += 1) if (spaced[at] !== ' ') count += 1;
    return at;
  };
  walk(place.start);
  while (spaced[at] === ' ') at += 1;
  const first = at;
  let from = first;
  let to = walk(place.end);
  while (first - from < longestEnd && isInWord(spaced, from)) from -= 1;
  for (let more = 0; more < longestEnd && isInWord(spaced, to); more += 1) to += 1;
  return { start: place.start - (first - from), now: spaced.slice(from, to) };
}

/** Scripts without spaces have no end of a word for long. */
const longestEnd = 20;

/** Whether a place lies between two letters of one word. */
const isInWord = (text: string, at: number): boolean => /^[\p{L}\p{N}]{2}$/u.test(text.slice(at - 1, at + 1));

/** How much of what stood around a passage stands around a place, and how near it is to where it was, as a tie-breaker. */
function fit(
  text: string,
  { prefix, suffix, start }: Passage,
  { at, end }: { at: number; end: number },
): number {
  const before = withoutSpace(prefix);
  const after = withoutSpace(suffix);
  let same = 0;
  while (same < before.length && text[at - 1 - same] === before.at(-1 - same)) same += 1;
  let next = 0;
  while (next < after.length && text[end + next] === after[next]) next += 1;
  const away = start === undefined ? 0 : Math.abs(at - start) / (text.length + 1);
  return same + next - away;
}

/** The first of those that count most. */
function best<One>(all: One[], worth: (one: One) => number): One | undefined {
  let found: { one: One; worth: number } | undefined;
  for (const one of all) {
    const its = worth(one);
    if (!found || its > found.worth) found = { one, worth: its };
  }
  return found?.one;
}

// base/html/difference.ts: two plain texts compared word by word.
import { diffLines, diffWordsWithSpace, type ChangeObject } from 'diff';

/** A stretch that both texts have, or only the first (`gone`) or the second (`new`). */
export interface DifferencePart {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/**
 * What became of a text: all its parts in order, with those of the other.
 * Comparing is quadratic in the worst case: what takes too long is compared by lines, and then not at all.
 * @param most_ms for each of the two tries
 */
export function differenceOf(before: string, after: string, most_ms = 500): DifferencePart[] {
  if (before === after) return [{ kind: 'same', text: before }];
  const isLong = before.length + after.length > 400_000;
  const limit = { timeout: most_ms };
  const changes = isLong
    ? undefined
    : (diffWordsWithSpace(before, after, limit) ?? diffLines(before, after, limit));
  return (changes ?? whole(before, after)).map(({ value, added, removed }) => ({
    kind: removed ? 'gone' : added ? 'new' : 'same',
    text: value,
  }));
}

const whole = (before: string, after: string): Omit<ChangeObject<string>, 'count'>[] => [
  { value: before, added: false, removed: true },
  { value: after, added: true, removed: false },
];

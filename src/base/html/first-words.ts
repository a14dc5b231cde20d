// base/html/first-words.ts: the first words of a plain text.

/** The first `words` words, followed by a bracketed ellipsis when there are more. Looks at 4,000 letters at most. */
export function firstWords(plain: string, words = 55): string {
  const all = plain
    .slice(0, 4000)
    .split(/\s+/)
    .filter((word) => word);
  const first = all.slice(0, words).join(' ');
  return all.length > words || plain.length > 4000 ? `${first} […]` : first;
}

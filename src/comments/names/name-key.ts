// comments/names/name-key.ts: what names that look alike have in common: the one place that says so. Needs no database.
import unhomoglyph from 'unhomoglyph';

/**
 * The key of a name: the same for names that a reader may take for one another. Case, spaces, signs, characters without width and
 * those that turn the direction of writing do not count; letters that look alike (Unicode's confusables, UTS #39) are one. Accents
 * stay: José is not Jose.
 * @returns '' for a name without a letter or digit
 */
export function nameKey(name: string): string {
  const known = keys.get(name);
  if (known !== undefined) return known;
  if (keys.size >= mostKeys) keys.clear();
  const key = keyOf(name);
  keys.set(name, key);
  return key;
}

function keyOf(name: string): string {
  const bare = name
    .slice(0, longest)
    .normalize('NFKC')
    .replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/gu, '')
    .normalize('NFD');
  return (
    Array.from(bare, lookOf)
      .join('')
      .normalize('NFD')
      .replaceAll(/[^\p{L}\p{N}\p{M}]/gu, '')
      // A small i is the small form of what looks like a small l; the confusables write a small m as r and n.
      .replaceAll('i', 'l')
      .replaceAll('rn', 'm')
  );
}

/** What a letter looks like: as it stands, or else as a capital. What looks like no Latin letter is compared in its small form. */
function lookOf(letter: string): string {
  const looks = [unhomoglyph(letter), unhomoglyph(letter.toUpperCase())];
  const latin = looks.find((look) => /^[ -~]+$/.test(look));
  return latin ? latin.toLowerCase() : unhomoglyph(letter.toLowerCase());
}

/** As long as a name may be. */
const longest = 300;
const mostKeys = 5000;
const keys = new Map<string, string>();

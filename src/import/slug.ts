// import/slug.ts: slugs of an export: WordPress writes letters beyond ASCII as percent codes.
import { transliterate } from 'transliteration';

/** A slug as this blog keeps it: decoded, at most 200 characters. */
export function wxrSlug(given: string): string {
  const text = given.trim();
  const decoded = canDecode(text) ? decodeURIComponent(text) : text;
  return Array.from(decoded.replaceAll(/[\s/?#&%]+/g, '-'))
    .slice(0, 200)
    .join('');
}

/** A slug for something that only has a name. */
export function slugFrom(name: string): string {
  return transliterate(name)
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 200);
}

/** The first of `slug`, `slug-2`, `slug-3` … that is not taken. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug;
  let number = 2;
  while (taken.has(`${slug}-${number}`)) number += 1;
  return `${slug}-${number}`;
}

function canDecode(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

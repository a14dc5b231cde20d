// import/records/slug.ts: slugs of an export: WordPress writes letters beyond ASCII as percent codes.
import { transliterate } from 'transliteration';
import { plainWords } from './plain-words.ts';

/**
 * A slug as this blog keeps it: decoded, and cleaned as WordPress does before it stores one (`sanitize_title_with_dashes`
 * for saving): no markup, letters of every script in lower case, words joined by single hyphens; at most 200 characters.
 */
export function wxrSlug(given: string): string {
  const cleaned = plainWords(decoded(given.trim(), cutCode))
    .toLowerCase()
    .replaceAll(/[\s./#?&%\u00a0\u2013\u2014-]+/g, '-')
    // Joiners stay: words of Persian and Indic scripts are spelled with them.
    .replaceAll(
      /[\p{Cc}\u00ad\u00d7\u200b\u200e\u200f\u2018\u2019\u201c\u201d\u202a-\u202e\u2060-\u2069\ufeff!-,:-@[-^`{-~]/gu,
      '',
    )
    .replaceAll(/-+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return Array.from(cleaned).slice(0, 200).join('');
}

/** A part of a file's path, decoded; it holds no slash, and so leads nowhere else. */
export function pathPart(given: string): string {
  return Array.from(decoded(given.trim()).replaceAll(/[\s/?#&%]+/g, '-'))
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

function decoded(text: string, otherwise: (text: string) => string | undefined = () => undefined): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return otherwise(text) ?? text;
  }
}

/** A slug whose last letter was cut in the middle of its percent codes, without that letter. */
function cutCode(text: string): string | undefined {
  const [, codes = ''] = /((?:%[0-9a-f]{2}){1,3})%?[0-9a-f]?$/i.exec(text) ?? [];
  const rest = text.replace(/%[0-9a-f]?$/i, '');
  for (let cut = 1; cut <= codes.length / 3; cut += 1) {
    try {
      return decodeURIComponent(rest.slice(0, rest.length - 3 * cut));
    } catch {
      // One code less.
    }
  }
  return undefined;
}

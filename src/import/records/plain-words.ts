// import/records/plain-words.ts: titles and names, which WordPress keeps as HTML and this blog as plain words.
import { textOf } from '../../base/html/excerpt.ts';

/** Markup dropped, entities read; one line. */
export function plainWords(given: string): string {
  const text = /[<&]/.test(given) ? textOf(given) : given;
  return text.replaceAll(/\s+/g, ' ').trim();
}

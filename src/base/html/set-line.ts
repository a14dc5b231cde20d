// base/html/set-line.ts: a line of plain text as HTML, with typographic quotes and dashes.
import { escapeXml } from '../xml/escape.ts';
import { texturize } from './texturize.ts';

/** Sets one line of plain text, such as a title (wptexturize), and escapes it. */
export const setLine = (plain: string, locale?: string): string => escapeXml(setWords(plain, locale));

/** The same as plain text. */
export function setWords(plain: string, locale?: string): string {
  const text = { type: 'text' as const, value: plain };
  texturize({ type: 'root', children: [text] }, locale);
  return text.value;
}

// feeds/content.ts: texts as they stand in the XML of a feed.
import { cdata, escapeXml } from '../base/xml/escape.ts';
import { feedHtml as made, withAddresses } from '../embeds/feed-html.ts';
import type { Markup } from './feed.ts';

/** Clean HTML of a post or comment for a feed. @param base the address relative links start from */
export const feedHtml = (html: string, base: string): string => withAddresses(made(html) ?? html, base);

/** HTML as CDATA. */
export const markup = (html: string): Markup => ({ html: cdata(html), raw: html });

/** Plain text where HTML is expected. */
export const plainMarkup = (words: string): Markup => ({ html: cdata(escapeXml(words)), raw: words });

/** A whole address; what is none stays as it is. */
export function absolute(given: string, base: string): string {
  return URL.canParse(given, base) ? new URL(given, base).href : given;
}

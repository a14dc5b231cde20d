// export/wxr/elements.ts: the elements of a WordPress export (WXR 1.2), as text. Pure.
import { formatDate } from '../../base/time/dates.ts';
import { cdata, escapeXml } from '../../base/xml/escape.ts';

/** A name and a value beside a record. */
export type MetaPair = [key: string, value: string];

/** An element of a text; characters that XML forbids are dropped, `]]>` is split over two sections. */
export const textElement = (name: string, text: string): string => `<${name}>${cdata(text)}</${name}>\n`;

/** An element of a number or an address. */
export const plainElement = (name: string, value: string | number): string =>
  `<${name}>${escapeXml(String(value))}</${name}>\n`;

/** Plain words as WordPress keeps titles and names: as HTML. */
export const asHtml = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** `wp:postmeta`, `wp:commentmeta` or `wp:termmeta`, one for each pair. */
export const metaElements = (name: string, pairs: MetaPair[]): string =>
  pairs
    .map(
      ([key, value]) =>
        `<${name}>\n${textElement('wp:meta_key', key)}${textElement('wp:meta_value', value)}</${name}>\n`,
    )
    .join('');

/** The pairs of a record's meta, without those of some keys. */
export const metaPairs = (meta: Record<string, unknown>, without: readonly string[] = []): MetaPair[] =>
  Object.entries(meta)
    .filter(([key]) => key && !without.includes(key))
    .flatMap(([key, values]) => [values].flat().map((value): MetaPair => [key, asText(value)]));

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** WordPress's date without one. */
export const noDate = '0000-00-00 00:00:00';

/** `2026-11-30 09:00:00` in a zone. */
export const sqlDate = (date: Date, zone: string): string => formatDate(date, 'Y-m-d H:i:s', { zone });

/** RFC 822, as RSS 2.0 asks for. */
export const rssDate = (date: Date): string => formatDate(date, 'D, d M Y H:i:s +0000', { zone: 'UTC' });

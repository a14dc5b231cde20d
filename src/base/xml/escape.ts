// base/xml/escape.ts: text on its way into XML.
import { withoutForbidden } from './decode.ts';

const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for an element or a quoted attribute: the five characters escaped, forbidden ones dropped. */
export function escapeXml(text: string): string {
  return withoutForbidden(text).replaceAll(/[&<>"']/g, (sign) => named[sign]!);
}

/** Markup as one or more CDATA sections; a `]]>` in it is split over two. */
export function cdata(text: string): string {
  return `<![CDATA[${withoutForbidden(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

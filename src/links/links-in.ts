// links/links-in.ts: the addresses of other sites that a stored text leads to or shows.
import { isWebAddress } from '../base/http/web-address.ts';
import { longestUrl, mostLinksOfPost } from './link.ts';

// Stored HTML is what our own serializer wrote: names in lower case, values in double quotes.
const linked = /<(?:a|img|audio|video|source|iframe)(?=\s)((?:\s+[^\s"=<>/]+(?:="[^"]*")?)*)/g;
const address = /\s(?:href|src)="([^"]*)"/;

/**
 * Addresses of links, pictures and players, each once, without what follows `#`.
 * @param html as the sanitizer wrote it
 * @param own the site's own address; its pages are left out
 */
export function linksIn(html: string, own: string): string[] {
  const found = new Set<string>();
  const { host } = new URL(own);
  for (const [, attributes] of html.matchAll(linked)) {
    const given = (address.exec(attributes!)?.[1] ?? '').replaceAll(/&(?:amp|#x26|#38);/gi, '&');
    if (given.length > longestUrl || !isWebAddress(given)) continue;
    const url = new URL(given);
    url.hash = '';
    if (url.host !== host) found.add(url.href);
    if (found.size === mostLinksOfPost) break;
  }
  return [...found];
}

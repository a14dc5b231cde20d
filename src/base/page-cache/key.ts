// base/page-cache/key.ts: which requests may be answered from memory, and which of them ask for the same page.
import type { IncomingMessage } from 'node:http';

const longest = 500;

/** Addresses that are sent from files, change with each request, or are for those who work here. */
const apart =
  /^\/(?:admin|login|logout|setup|public|uploads|wp-content|wp-includes|wp-admin|wp-login\.php|metrics|healthz|readyz|comments(?!\/feed)|attachments|\.well-known)(?:[/?]|$)/;

/** What visitors bring along from elsewhere and no page looks at. */
const campaign =
  /^(?:utm_[a-z_]+|fbclid|gclid|gbraid|wbraid|msclkid|dclid|yclid|igshid|mc_cid|mc_eid|twclid|li_fat_id|_ga|ref_src)$/;

/** The fields of a query that make another page for everybody; a request with any other one is not answered from memory. */
const known = new Set(
  'p page_id cat tag author m year monthnum day paged page cpage feed comment_order comment_view replies withcomments url format maxwidth maxheight'.split(
    ' ',
  ),
);

/**
 * @param isPersonal whether a Cookie header holds anything of ours: such a reader gets a page of their own
 * @returns undefined for a request that only the application may answer
 */
export function keyOf(req: IncomingMessage, isPersonal: (cookies: string) => boolean): string | undefined {
  const { url = '', headers } = req;
  if (!url.startsWith('/') || url.length > longest || apart.test(url)) return undefined;
  if (headers.authorization || headers.range || headers.origin) return undefined;
  // A date alone says little: two changes in one second bear the same.
  if (headers['if-modified-since'] && !headers['if-none-match']) return undefined;
  if (headers['x-wp-nonce'] || headers['x-http-method-override']) return undefined;
  if (headers.cookie && isPersonal(headers.cookie)) return undefined;
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  const query = at < 0 ? '' : queryOf(url.slice(at + 1), path);
  if (query === undefined) return undefined;
  // Feeds are shown to people in a browser, and sent to programs as what they are (Fetch Metadata).
  const isShown = /feed/.test(url) && headers['sec-fetch-dest'] === 'document';
  return `${path}${query && `?${query}`}${isShown ? ' shown' : ''}`;
}

/** The fields that make a difference, in the order of the alphabet; programs may ask the REST API for whatever they like. */
function queryOf(query: string, path: string): string | undefined {
  const fields = query.split('&').filter((field) => field && !campaign.test(nameOf(field)));
  const isRest = path.startsWith('/wp-json/');
  if (!isRest && !fields.every((field) => known.has(nameOf(field)))) return undefined;
  return isRest ? fields.join('&') : fields.toSorted().join('&');
}

const nameOf = (field: string): string => field.split('=', 1)[0]!;

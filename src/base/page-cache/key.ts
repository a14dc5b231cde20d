// base/page-cache/key.ts: which requests may be answered from memory, and which of them ask for the same page.
import type { IncomingMessage } from 'node:http';

const longest = 500;

/** Addresses that are sent from files, change with each request, or are for those who work here. */
const apart =
  /^\/(?:admin|login|logout|setup|public|uploads|wp-content|wp-includes|wp-admin|wp-login\.php|metrics|healthz|readyz|comments(?!\/feed)|attachments|\.well-known)(?:[/?]|$)/;

/** What visitors bring along from elsewhere and no page looks at. */
const campaign =
  /^(?:utm_[a-z_]+|fbclid|gclid|gbraid|wbraid|msclkid|dclid|yclid|igshid|mc_cid|mc_eid|twclid|li_fat_id|_ga|ref_src)$/;

/**
 * The fields of a query that make another page for everybody, and their values; a request with any other one is not
 * answered from memory. Nobody makes many copies of one page by fields that it does not look at.
 */
const known = new RegExp(
  [
    '(?:p|page_id|cat|author|m|year|monthnum|day|paged|page|cpage|replies)=\\d{1,10}',
    'feed=[a-z0-9-]{1,20}',
    'tag=[\\w%-]{1,100}',
    'comment_order=(?:asc|desc|helpful)',
    'comment_view=flat',
  ]
    .map((one) => `^(?:${one})$`)
    .join('|'),
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

/** What of a query makes a difference; undefined where that is not known. */
function queryOf(query: string, path: string): string | undefined {
  const fields = query.split('&').filter((field) => field && !campaign.test(nameOf(field)));
  // Programs ask the REST API for whatever they like, in their order (pages.ts keeps room for those pages apart).
  if (path.startsWith('/wp-json/')) return fields.join('&');
  const names = new Set(fields.map(nameOf));
  if (names.size < fields.length || !fields.every((field) => known.test(field))) return undefined;
  return fields.toSorted().join('&');
}

const nameOf = (field: string): string => field.split('=', 1)[0]!;

/** Whether a key is of a page that strangers can ask for in any number of ways. */
export const isOpenEnded = (key: string): boolean => key.includes('?');

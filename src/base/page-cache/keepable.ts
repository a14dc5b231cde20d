// base/page-cache/keepable.ts: which answers of the application are kept, and what is kept of them.
import crypto from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import { allThreads, type PageNotes } from './notes.ts';
import type { Page } from './pages.ts';
import type { Recorded } from './record.ts';

/** What nobody announces, such as counts of reads, is at most so old (ms). */
const longest = 600_000;

const kinds = /^(?:text\/(?:html|xml|plain)|application\/(?:[\w.-]+\+)?(?:xml|json))\b/;
/** All that an answer may vary by: the key knows of each (key.ts). */
const variants = new Set(['cookie', 'accept-encoding', 'origin', 'sec-fetch-dest']);

/** Only what says itself that caches may keep it when they ask before they send it (RFC 9111, 5.2.2.4). */
export function isKept({ status, headers }: Recorded): boolean {
  const control = String(headers['cache-control'] ?? '');
  if (status !== 200 || headers['set-cookie'] || !kinds.test(String(headers['content-type']))) return false;
  if (!/\bno-cache\b/.test(control) || /\b(?:private|no-store)\b/.test(control)) return false;
  return namesIn(headers.vary).every((name) => variants.has(name.toLowerCase()));
}

/**
 * The page as it is kept.
 * @param now ms
 * @param shared_seconds how long caches between may send it without asking; 0 for not at all
 */
export function pageOf(
  { headers, body }: Recorded,
  notes: PageNotes,
  { now, shared_seconds }: { now: number; shared_seconds: number },
): Page {
  const { etag: _etag, 'content-length': _length, date: _date, ...more } = headers;
  const tags = notes.tags.size ? notes.tags : new Set([allThreads]);
  const vary = ['Accept-Encoding', ...namesIn(headers.vary)];
  // Caches between are told to let readers whom the site knows pass (README).
  const control = shared_seconds
    ? {
        ...forSharedCaches(shared_seconds, tags),
        vary: joined(vary.filter((name) => !/^cookie$/i.test(name))),
      }
    : { vary: joined(vary) };
  return {
    headers: { ...more, ...control },
    body,
    digest: crypto.createHash('sha256').update(body).digest('base64url').slice(0, 27),
    encoded: new Map(),
    tags,
    until: Math.min(now + longest, notes.until),
    read_of: notes.read_of,
  };
}

/** Caches between keep it for everybody, and learn by which words it is to be dropped. */
const forSharedCaches = (seconds: number, tags: ReadonlySet<string>): OutgoingHttpHeaders => ({
  'cache-control': `public, max-age=0, s-maxage=${seconds}, stale-while-revalidate=60`,
  'surrogate-key': ['all', ...tags].join(' '),
  'cache-tag': ['all', ...tags].join(','),
});

const namesIn = (vary: OutgoingHttpHeaders[string]): string[] =>
  String(vary ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);

const joined = (names: string[]): string => [...new Set(names)].join(', ');

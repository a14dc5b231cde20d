// embeds/fetching/ask.ts: asks a service, or the page itself, what a link shows.
import { textOfPage } from '../../base/html/decode.ts';
import type { Fetched, SafeFetch } from '../../base/fetch/fetch.ts';
import { retryAfter } from '../../base/fetch/retry-after.ts';
import type { Recognised } from '../recognise.ts';
import { readPage } from './page.ts';
import { noWords, readOembed, type Words } from './words.ts';

/** The other side answered, but not with words. `pause` is what it asked for, in ms. */
export interface AskError extends Error {
  status: number;
  pause: number;
}

export const isAskError = (error: unknown): error is AskError => error instanceof Error && 'pause' in error;

interface Asker {
  fetch: SafeFetch;
  url: string;
  now(): Date;
}

/** Asks by oEmbed, else by what the page says of itself. @throws FetchError, AskError */
export async function askAbout(blog: Asker, found: Recognised): Promise<Words> {
  if (found.oembed) return oembed(blog, found.oembed, hostsOf(found.url, found.oembed));
  if (!found.discover) return noWords;
  const words = await discover(blog, found.url);
  if (found.is_page && !words.title) throw unfit('the page says nothing of itself');
  return words;
}

/** Frames are taken from the host of the link and that of the provider’s endpoint. */
const hostsOf = (...urls: string[]) => [...new Set(urls.map((url) => new URL(url).host))];

async function oembed(blog: Asker, endpoint: string, hosts: string[]): Promise<Words> {
  const asked = withSizes(blog, endpoint);
  const answer = await blog.fetch(`${asked}&format=json`, { purpose: 'card' });
  // A service that speaks only XML says so with 501.
  const second =
    answer.status === 501 ? await blog.fetch(`${asked}&format=xml`, { purpose: 'card' }) : answer;
  return readOembed(textOfPage(good(blog, second).body, second.content_type), second.url, hosts);
}

/** The page names its oEmbed address; that address goes through the same gate. */
async function discover(blog: Asker, url: string): Promise<Words> {
  const page = good(blog, await blog.fetch(url, { purpose: 'card' }));
  const html = textOfPage(page.body, page.content_type);
  // Whose head is longer than whole pages are is an attack, not a page.
  if (page.is_cut && !/<\/head\s*>|<body[\s>]/i.test(html)) throw unfit('the page has no end');
  const { oembed_url, ...own } = readPage(html, page.url);
  if (!oembed_url) return own;
  // An answer that names a frame elsewhere has none: only the page's own host is believed.
  const said = await named(blog, oembed_url, hostsOf(page.url)).catch(() => ({
    ...noWords,
    frame_url: undefined,
  }));
  return {
    ...own,
    title: said.title || own.title,
    author: said.author || own.author,
    author_url: said.author_url || own.author_url,
    description: said.description || own.description,
    thumbnail_url: said.thumbnail_url || own.thumbnail_url,
    kind: said.kind,
    frame_url: said.frame_url,
    width: said.width,
    height: said.height,
  };
}

async function named(blog: Asker, url: string, hosts: string[]): Promise<Words> {
  const answer = good(blog, await blog.fetch(url, { purpose: 'card' }));
  return readOembed(textOfPage(answer.body, answer.content_type), answer.url, hosts);
}

/** It answered, and will not become a card by being asked again. */
const unfit = (why: string) => Object.assign(new Error(why), { status: 422, pause: 0 });

function withSizes({ url }: Asker, endpoint: string): string {
  const asked = new URL(endpoint);
  asked.searchParams.set('maxwidth', '640');
  asked.searchParams.set('maxheight', '960');
  // VideoPress wants to know for whom.
  if (asked.host === 'public-api.wordpress.com') asked.searchParams.set('for', new URL(url).host);
  return asked.href;
}

function good(blog: Asker, answer: Fetched): Fetched {
  if (answer.status >= 200 && answer.status < 300) return answer;
  const pause = retryAfter(answer, blog.now());
  throw Object.assign(new Error(`it answered ${answer.status}`), { status: answer.status, pause });
}

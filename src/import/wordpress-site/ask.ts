// import/wordpress-site/ask.ts: asks the REST API of a running WordPress, through the safe fetcher alone.
import { isFetchError, type Fetched } from '../../base/fetch/fetch.ts';
import { retryAfter } from '../../base/fetch/retry-after.ts';
import { loose, records, textOf, type Loose } from '../json.ts';
import type { Credentials, Input } from '../reader.ts';
import { isUnreadable, unreadable } from '../unreadable.ts';

export interface OldSite {
  /** What it says of itself. */
  index: Loose;
  /** Whether it is asked in somebody's name. */
  is_signed: boolean;
  /**
   * Asks a route of wp/v2. Refusals come back with their status.
   * @throws Unreadable when the site does not answer
   */
  ask(route: string, query: Record<string, string>): Promise<Answer>;
}

export interface Answer {
  status: number;
  /** Of an answer that is a list. */
  rows: Loose[];
  one: Loose;
  /** X-WP-Total: what the site says, for the bar alone; 0 where it is absent. */
  total: number;
  /** The answer was larger than what is read at once. */
  is_too_large: boolean;
}

/** A site with more things has no bar that says how far it is. */
const mostTotal = 1_000_000_000;
const attempts = 4;
/** Waits between them, doubled each time; and the longest that a site may ask for. */
const wait = { first: 500, longest: 60_000 }; // milliseconds

/** Finds the API of a site. @throws Unreadable when there is none, or the site refuses the credentials */
export async function openSite({ address, credentials, blog }: Input): Promise<OldSite> {
  const page = await firstPage(blog, address);
  if (!page || !URL.canParse(page.url)) throw unreadable(`${address} does not answer.`);
  const home = page.url.replace(/[?#].*$/, '').replace(/\/+$/, '');
  const linked = /<([^<>]+)>;\s*rel="?https:\/\/api\.w\.org\/"?/.exec(page.headers.link ?? '')?.[1];
  let other = '';
  for (const root of [linked, `${home}/wp-json/`, `${home}/?rest_route=/`]) {
    if (!root || !URL.canParse(root, page.url)) continue;
    const place = new URL(root, page.url).href;
    if (credentials && !isSameSite(place, address)) {
      other = new URL(place).host;
      continue;
    }
    const index = jsonOf(await asked(blog, place, undefined));
    if (!Array.isArray(index.one.namespaces) || !index.one.namespaces.includes('wp/v2')) continue;
    return siteAt(blog, place, index.one, credentials);
  }
  throw unreadable(
    other
      ? `${address} leads on to ${other}: the application password is sent to no other site. Give that address if it is yours.`
      : `${address} is no WordPress whose REST API answers. An export file comes in all the same.`,
  );
}

/** By https where that answers: who is asked by http may be anybody on the way. */
async function firstPage(blog: Input['blog'], address: string): Promise<Fetched | undefined> {
  const { protocol, hostname, port } = new URL(address);
  if (protocol === 'http:' && !port && !ownMachine.includes(hostname))
    try {
      return await asked(blog, address.replace(/^http:/i, 'https:'), undefined, 1);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
    }
  return asked(blog, address, undefined);
}

const ownMachine = ['127.0.0.1', 'localhost', '[::1]'];

/** Of one name, but for `www.`; a name's other ports may be somebody else's. */
function isSameSite(one: string, other: string): boolean {
  const [a, b] = [one, other].map((address) => new URL(address).host.replace(/^www\./, ''));
  return a === b;
}

function siteAt(
  blog: Input['blog'],
  root: string,
  index: Loose,
  credentials: Credentials | undefined,
): OldSite {
  const { protocol, hostname } = new URL(root);
  if (credentials && protocol !== 'https:' && !ownMachine.includes(hostname))
    throw unreadable(
      'The old site is not reached by https: an application password is not sent in clear text.',
    );
  const named = credentials && Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64');
  const authorization = named && `Basic ${named}`;
  return {
    index,
    is_signed: authorization !== undefined,
    ask: async (route, query) => jsonOf(await asked(blog, addressOf(root, route, query), authorization)),
  };
}

/** Of sites without permalinks the route is a field of the query. */
function addressOf(root: string, route: string, query: Record<string, string>): string {
  const url = new URL(root);
  if (url.searchParams.has('rest_route')) url.searchParams.set('rest_route', `/wp/v2/${route}`);
  else url.pathname = `${url.pathname.replace(/\/+$/, '')}/wp/v2/${route}`;
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/** Asks again what fails for a while. @returns undefined when the answer was too large @throws Unreadable */
async function asked(
  blog: Input['blog'],
  address: string,
  authorization: string | undefined,
  most = attempts,
): Promise<Fetched | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const isLast = attempt >= most;
    let pause = wait.first * 2 ** (attempt - 1);
    try {
      const answer = await blog.fetch(address, { purpose: 'api', authorization });
      if (isLast || (answer.status !== 429 && answer.status < 500)) return answer;
      pause = Math.max(pause, Math.min(retryAfter(answer, new Date()), wait.longest));
    } catch (error) {
      if (!isFetchError(error)) throw error;
      if (error.problem === 'too_large') return undefined;
      if (isLast || !['unreachable', 'timeout'].includes(error.problem)) throw silent(address, error.message);
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

const silent = (address: string, why: string) =>
  unreadable(
    `${new URL(address).host} does not answer: ${why}. Everything before it came in; start it again to go on.`,
  );

function jsonOf(answer: Fetched | undefined): Answer {
  const none = { rows: [], one: {}, total: 0, is_too_large: false };
  if (!answer) return { ...none, status: 200, is_too_large: true };
  const json = parsed(answer.body.toString());
  return {
    ...none,
    status: answer.status,
    rows: records(json),
    one: loose(json),
    total: Math.min(Math.max(Number(answer.headers['x-wp-total']) || 0, 0), mostTotal),
  };
}

/** Programs of the old site may put warnings in front. */
function parsed(text: string): unknown {
  for (const start of [0, Math.max(text.search(/\[\{|\{"/), 0)]) {
    try {
      return JSON.parse(text.slice(start));
    } catch {
      // The next beginning.
    }
  }
  return undefined;
}

/** The code of a refusal, such as rest_forbidden. */
export const codeOf = ({ one }: Answer): string => textOf(one, 'code');

// embeds/address.ts: a link taken apart, so that services are told by parsed host and path, never by substring.

export interface Address {
  href: string;
  /** Lower case, as the address bar would show it; with the port when it is not the usual one. */
  host: string;
  /** The parts of the path between slashes, without empty ones, percent codes undone. */
  segments: string[];
  query: URLSearchParams;
  /** What follows `#`. */
  fragment: string;
}

const longest = 2048;

/** Takes a link apart; undefined for anything but a plain http(s) address. Asks no network. */
export function readAddress(given: string): Address | undefined {
  if (given.length > longest || !/^https?:\/\/[^\s\\<>"]+$/i.test(given) || !URL.canParse(given)) return;
  const { href, host, pathname, searchParams, username, password, hash } = new URL(given);
  if (username || password) return;
  const segments = pathname.split('/').filter(Boolean).map(undone);
  return { href, host: host.replace(/\.$/, ''), segments, query: searchParams, fragment: hash.slice(1) };
}

/** The address for people: without scheme, `www.` and closing slash. */
export function readableAddress(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');
}

function undone(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

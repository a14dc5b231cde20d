// base/fetch/ssrf-guard.ts: decides, for every hop and every address of a name, whether it may be reached.
import dns, { type LookupAddress } from 'node:dns';
import net, { type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { isPublicAddress } from './addresses.ts';
import type { Allowed } from './allow-list.ts';
import { fetchError } from './fetch.ts';

const ports = [80, 443, 8080];
const longest = 2048;

export type Resolve = (host: string) => Promise<LookupAddress[]>;

export interface Gate {
  /** The address as it will be asked. @throws FetchError bad_url or refused_address */
  check(url: string, base?: string): URL;
  /** Connects only to addresses that passed: the name is resolved once, and its checked address is used. */
  connect: buildConnector.connector;
}

/**
 * Makes the gate.
 * @param resolve how names become addresses; the system's resolver, but for tests
 */
export function createGate(allowed: Allowed, connect_ms: number, resolve: Resolve = systemResolve): Gate {
  const mayUse = (address: string, port: number) =>
    allowed.address(address, port) || (ports.includes(port) && isPublicAddress(address));
  return {
    check(given, base) {
      const url = readUrl(given, base);
      const host = bare(url.hostname);
      if (net.isIP(host) && !mayUse(host, portOf(url))) throw refused();
      return url;
    },
    connect(options, callback) {
      const host = bare(options.hostname);
      const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
      // Node asks no lookup for a literal address, so it is judged here as well.
      if (net.isIP(host) && !mayUse(host, port)) return callback(refused(), null);
      const isOpened = allowed.host(host, port);
      const lookup = checkedLookup(resolve, (address) => isOpened || mayUse(address, port));
      buildConnector({ timeout: connect_ms, lookup })(options, callback);
    },
  };
}

function readUrl(given: string, base?: string): URL {
  if (given.length > longest || !URL.canParse(given, base)) throw badUrl('not an address');
  const url = new URL(given, base);
  if (!['http:', 'https:'].includes(url.protocol)) throw badUrl('not an http or https address');
  if (url.username || url.password) throw badUrl('an address with a name and password');
  url.hash = '';
  return url;
}

/** Resolves, judges every address found, and hands on only what was judged. One bad address refuses the name. */
function checkedLookup(resolve: Resolve, mayUse: (address: string) => boolean): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (found) => {
        if (!found.length || !found.every(({ address }) => mayUse(address)))
          return callback(refused(), '', 0);
        if (options.all) return callback(null, found);
        return callback(null, found[0]!.address, found[0]!.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };
}

const systemResolve: Resolve = (host) => dns.promises.lookup(host, { all: true });

const bare = (host: string) =>
  host
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
const portOf = (url: URL) => Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
const refused = () => fetchError('refused_address', 'this address may not be reached from here');
const badUrl = (why: string) => fetchError('bad_url', why);

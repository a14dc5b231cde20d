// base/fetch/allow-list.ts: FETCH_ALLOW: private places that the owner opened on purpose.
import net from 'node:net';
import ipaddr from 'ipaddr.js';

export interface Allowed {
  /** Whether a name or literal address was opened on this port. */
  host(host: string, port: number): boolean;
  /** Whether an address lies in an opened range on this port. */
  address(address: string, port: number): boolean;
}

interface Entry {
  host?: string;
  range?: [ipaddr.IPv4 | ipaddr.IPv6, number];
  port?: number;
}

/**
 * Reads the list: `host:port`, `host`, `10.0.0.0/8`, `10.0.0.0/8:8080`, `[fd00::/8]:8080`. Without a port: any port.
 * @throws Error naming the entry that cannot be read
 */
export function readAllowed(list: string[]): Allowed {
  const entries = list.map(readEntry);
  const onPort = (port: number) => entries.filter((entry) => !entry.port || entry.port === port);
  return {
    host: (host, port) => onPort(port).some((entry) => entry.host === host),
    address: (address, port) => onPort(port).some(({ range }) => range && isWithin(address, range)),
  };
}

function readEntry(entry: string): Entry {
  const [, bracketed, plain, digits] =
    /^(?:\[([^\]]+)\]|([^[\]]*?))(?::(\d{1,5}))?$/.exec(entry.trim()) ?? [];
  // An IPv6 address without brackets has colons of its own.
  const isBare = !bracketed && (entry.match(/:/g)?.length ?? 0) > 1;
  const place = (isBare ? entry : (bracketed ?? plain ?? '')).trim().toLowerCase();
  const port = !isBare && digits ? Number(digits) : undefined;
  const isPort = port === undefined || (port > 0 && port < 65_536);
  if (isPort && ipaddr.isValidCIDR(place)) return { range: ipaddr.parseCIDR(place), port };
  if (isPort && net.isIP(place)) {
    const address = ipaddr.parse(place);
    return { range: [address, address.kind() === 'ipv4' ? 32 : 128], port };
  }
  if (isPort && /^[a-z\d]([a-z\d.-]*[a-z\d])?$/.test(place)) return { host: place, port };
  throw new Error(`FETCH_ALLOW must list host:port or ranges such as 10.0.0.0/8, which ${entry} is not`);
}

function isWithin(address: string, [range, bits]: [ipaddr.IPv4 | ipaddr.IPv6, number]): boolean {
  if (!net.isIP(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.kind() === range.kind() && parsed.match(range, bits);
}

// base/http/client-address.ts: who is asking, as one spelling of an IP address.
import net from 'node:net';
import type { Request } from 'express';
import ipaddr from 'ipaddr.js';

/** The address of the socket, or what the configured proxy says (TRUST_PROXY); see plainAddress. */
export const clientAddress = (req: Request): string => plainAddress(req.ip ?? '');

/**
 * One spelling of an address (RFC 5952), without the zone that a link-local one may have (`fe80::1%eth0`); what is none stays as
 * it is. A listener on `::` sees IPv4 peers as `::ffff:192.0.2.1`; limits, block lists and people mean `192.0.2.1`.
 */
export function plainAddress(given: string): string {
  if (!net.isIP(given)) return given;
  const address = ipaddr.process(given.split('%')[0]!);
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}

/** The neighbourhood of an address: the /24 of an IPv4, the /48 of an IPv6 address; what is none stays as it is. */
export function networkIn(given: string): string {
  const address = plainAddress(given);
  if (net.isIPv4(address)) return address.slice(0, address.lastIndexOf('.'));
  if (!net.isIPv6(address)) return address;
  const bytes = ipaddr.parse(address).toByteArray();
  return Buffer.from(bytes.slice(0, 6)).toString('hex');
}

/** What one visitor commands: an IPv4 address, or the /64 of an IPv6 address; `unknown` for what is none. */
export function hostIn(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  return parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':');
}

// base/fetch/addresses.ts: which addresses of the network belong to the public.
import net from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Whether an IP address (v4 or v6, as text) may be reached by everybody: global unicast and nothing else. Addresses
 * that carry a v4 address inside (mapped, compatible, NAT64, 6to4, Teredo) are refused or judged by what they carry.
 */
export function isPublicAddress(address: string): boolean {
  if (!net.isIP(address) || !ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  // All that was ever given out of IPv6 lies in 2000::/3; ::a.b.c.d, site-local and others do not.
  return parsed.kind() === 'ipv4' || parsed.match(ipaddr.parseCIDR('2000::/3'));
}

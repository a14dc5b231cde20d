// media/network.ts: whose turn it is: limits by network, kept as a keyed hash and never as an address.
import crypto from 'node:crypto';
import net from 'node:net';
import type { Blog } from '../blog.ts';

/** One IPv4 address, or the /64 that an IPv6 customer holds, as an opaque word. */
export function networkOf(blog: Blog, address = ''): string {
  const network = net.isIPv6(address) ? expand(address).slice(0, 4).join(':') : address;
  const secret = blog.config.SESSION_SECRET ?? '';
  return crypto.createHmac('sha256', secret).update(`network ${network}`).digest('base64url').slice(0, 22);
}

function expand(address: string): string[] {
  const [front = '', back] = address.split('%')[0]!.split('::');
  const left = front ? front.split(':') : [];
  const right = back ? back.split(':') : [];
  const zeros = Array.from({ length: back === undefined ? 0 : 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right];
}

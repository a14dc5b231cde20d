// media/uploads/network.ts: whose turn it is: limits by sender, kept as a keyed hash and never as an address.
import crypto from 'node:crypto';
import type { Request } from 'express';
import { clientAddress, networkIn } from '../../base/http/client-address.ts';
import type { Blog } from '../../blog.ts';
import type { StagingArea } from '../media.ts';

/**
 * Who sends, as an opaque word. In the library a user; among readers a network, which is the /24 of an IPv4 and the
 * /48 of an IPv6 address: who has one address of such a network often has all of them.
 */
export function senderOf(blog: Blog, req: Request, area: StagingArea): string {
  const isUser = area === 'library' && req.user;
  const sender = isUser ? `user ${req.user!.id}` : `network ${networkIn(clientAddress(req))}`;
  const secret = blog.config.SESSION_SECRET ?? '';
  return crypto.createHmac('sha256', secret).update(sender).digest('base64url').slice(0, 22);
}

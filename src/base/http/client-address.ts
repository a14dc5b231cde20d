// base/http/client-address.ts: who is asking, as one spelling of an IP address.
import type { Request } from 'express';

/**
 * The address of the socket, or what the configured proxy says (TRUST_PROXY).
 * A listener on `::` sees IPv4 peers as `::ffff:192.0.2.1`; limits, block lists and people mean `192.0.2.1`.
 */
export const clientAddress = (req: Request): string => (req.ip ?? '').replace(/^::ffff:(?=\d)/i, '');

// base/http/headers.ts: the security headers of every answer.
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * No inline script, no foreign anything but frames, which only a reader's click loads (embeds).
 * Under https browsers are told to come over TLS for a year (RFC 6797); subdomains are not ours to speak for.
 * Routes that need more (the admin's preview) or less (uploads) set their own policy.
 */
export function securityHeaders({ frame_hosts = [] as string[], is_https = false } = {}): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Imported posts may show pictures and media of their old host; they are not scripts.
        imgSrc: ["'self'", 'data:', 'blob:', 'https:', 'http:'],
        mediaSrc: ["'self'", 'blob:', 'https:', 'http:'],
        frameSrc: ["'self'", ...frame_hosts.map((host) => `https://${host}`)],
        styleSrc: ["'self'", "'unsafe-inline'"],
        scriptSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    crossOriginResourcePolicy: { policy: 'same-site' },
    strictTransportSecurity: is_https && { maxAge: 31_536_000, includeSubDomains: false },
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    xFrameOptions: { action: 'sameorigin' },
  });
}

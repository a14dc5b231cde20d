// accounts/application-passwords/authorize.ts: what a program asks for that wants a password of its own, and where it may be sent. Pure.
import { z } from 'zod';

/** WordPress's fields of authorize-application.php. */
export interface Authorization {
  app_name: string;
  /** What the program calls itself, a UUID; '' when it does not say. */
  app_id: string;
  /** Where the password goes; '' to show it here. */
  success_url: string;
  /** Where a no goes; '' for none. */
  reject_url: string;
}

// Schemes that a browser itself acts on, or that are no program's own.
const foreign = new Set(
  (
    'javascript data vbscript blob file filesystem about view-source http ftp ftps ws wss mailto tel sms news ' +
    'urn cid mid jar chrome chrome-extension moz-extension ms-browser-extension edge opera res intent content'
  ).split(' '),
);

/**
 * Whether a password may be sent there: over HTTPS, to a program on the same machine (RFC 8252, 7.3), or by a scheme
 * of the program's own, such as `com.example.app://done`.
 */
export function isSafeReturn(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username || password) return false;
  if (protocol === 'https:') return hostname !== '';
  if (protocol === 'http:') return ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
  const scheme = protocol.slice(0, -1);
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(address) && !foreign.has(scheme);
}

const address = z
  .string()
  .max(2000)
  .refine((given) => given === '' || isSafeReturn(given), {
    error:
      'leads to an address where no password may be sent: it must begin with https: or be a program’s own.',
  })
  .default('');

const asked = z.object({
  app_name: z.string().max(200).default(''),
  app_id: z.union([z.literal(''), z.uuid({ error: 'must be a UUID.' })]).default(''),
  success_url: address,
  reject_url: address,
});

/** Reads a query or a form: what is asked, or one sentence that says what is wrong with it. */
export function authorizationAsked(given: unknown): Authorization | { problem: string } {
  const read = asked.safeParse(given ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  return { problem: `The program’s request cannot be granted: ${String(issue?.path[0])} ${issue?.message}` };
}

/** An address with more in its query. */
export function withQuery(address: string, more: Record<string, string>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(more)) url.searchParams.set(name, value);
  return url.href;
}

/** Where the program is, for whoever decides: a host, or the scheme of an app. */
export function placeOf(address: string): string {
  const { protocol, host } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? host : `an app on this device (${protocol})`;
}

// base/signature.ts: words that this site signed, and knows again: in links of emails and in hidden fields of forms.
import crypto from 'node:crypto';

interface Keyed {
  config: { SESSION_SECRET?: string };
  url: string;
}

/** A keyed digest (HMAC-SHA-256) of some words: the same for the same words on this site, and telling nothing about them. */
export const keyedDigest = ({ config, url }: Keyed, words: string): Buffer =>
  crypto
    .createHmac('sha256', config.SESSION_SECRET ?? url)
    .update(words)
    .digest();

/**
 * A keyed digest over a purpose and what it is about; the purpose keeps a signature of one kind from being taken for another.
 * @param running its `config.SESSION_SECRET` is the key
 * @returns 32 characters of base64url, 192 bits
 */
export function signatureOf(running: Keyed, purpose: string, ...about: (string | number)[]): string {
  return keyedDigest(running, JSON.stringify([purpose, ...about]))
    .toString('base64url')
    .slice(0, 32);
}

/** Whether a word is the signature expected, in constant time. */
export function isSignature(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && crypto.timingSafeEqual(one, other);
}

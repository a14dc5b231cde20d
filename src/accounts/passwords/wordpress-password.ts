// accounts/passwords/wordpress-password.ts: checks the hashes that imported users bring along.
import crypto from 'node:crypto';
import { verify } from '@node-rs/bcrypt';

/** Whether a password fits a hash of WordPress: `$wp$2y$` (6.8 and newer), `$2y$`, or `$P$` (phpass). */
export async function verifyWordpressPassword(stored: string, password: string): Promise<boolean> {
  if (stored.startsWith('$wp$2y$')) {
    const keyed = crypto.createHmac('sha384', 'wp-sha384').update(password.trim()).digest('base64');
    return verify(keyed, stored.slice('$wp'.length));
  }
  if (stored.startsWith('$2y$')) return verify(password, stored);
  if (/^\$[PH]\$.{31}$/.test(stored)) return isPortableHash(stored, password);
  return false;
}

const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** phpass's portable hash: salted MD5, repeated a power of two times. */
function isPortableHash(stored: string, password: string): boolean {
  const power = alphabet.indexOf(stored[3]!);
  if (power < 7 || power > 20) return false;
  const md5 = (bytes: Buffer) => crypto.createHash('md5').update(bytes).digest();
  const typed = Buffer.from(password);
  let digest = md5(Buffer.concat([Buffer.from(stored.slice(4, 12)), typed]));
  for (let round = 0; round < 2 ** power; round += 1) digest = md5(Buffer.concat([digest, typed]));
  return crypto.timingSafeEqual(Buffer.from(stored.slice(0, 12) + inAlphabet(digest)), Buffer.from(stored));
}

/** Six bits a letter, least first, three bytes at a time. */
function inAlphabet(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = Math.min(3, bytes.length - at);
    const value = bytes.readUIntLE(at, left);
    for (let letter = 0; letter <= left; letter += 1) text += alphabet[(value >> (6 * letter)) & 63];
  }
  return text;
}

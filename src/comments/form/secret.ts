// comments/form/secret.ts: what is signed or hashed: preview tokens, browser keys, the looks of an avatar.
import crypto from 'node:crypto';
import { isSignature } from '../../base/signature.ts';
import type { Blog } from '../../blog.ts';
import type { Comment } from '../comment.ts';

const day = 86_400_000;

/** The unguessable word that shows a held comment to the one who wrote it, for a day. */
export function previewToken(blog: Blog, comment: Pick<Comment, 'id' | 'posted_at'>): string {
  return keyed(blog, `preview ${comment.id} ${comment.posted_at.getTime()}`).toString('base64url');
}

/** Whether a token belongs to a comment and its day is not over. */
export function isPreviewToken(
  blog: Blog,
  comment: Pick<Comment, 'id' | 'posted_at'>,
  token: string,
): boolean {
  const age = blog.now().getTime() - comment.posted_at.getTime();
  return age < day && isSignature(token, previewToken(blog, comment));
}

/** A random key for a browser whose reader consented; only its hash is stored. */
export const newBrowserKey = (): string => crypto.randomBytes(24).toString('base64url');

/** SHA-256 of a browser's key, in hexadecimal. */
export const browserKeyHash = (key: string): string => crypto.createHash('sha256').update(key).digest('hex');

/** A keyed hash of a network, to tell whether things came from the same one; it says nothing about which. */
export const networkHash = (blog: Blog, network: string): string =>
  keyed(blog, `network ${network}`).toString('base64url');

/** One of `most` colours for a name: the same on every page of this site, and telling nothing about the email. */
export function colourOf(blog: Blog, words: string, most = 12): number {
  const name = `${blog.config.SESSION_SECRET} ${words}`;
  let shade = shades.get(name);
  if (shade === undefined) {
    if (shades.size >= mostShades) shades.clear();
    shade = keyed(blog, `colour ${words}`).readUInt16BE(0);
    shades.set(name, shade);
  }
  return shade % most;
}

/** Fifteen bits for a name, with the same promises. */
export function patternOf(blog: Blog, words: string): number {
  return keyed(blog, `pattern ${words}`).readUInt16BE(0) & 0x7f_ff;
}

// A page of two hundred comments would otherwise spend a tenth of its time on hashing the same names again.
const mostShades = 10_000;
const shades = new Map<string, number>();

function keyed(blog: Blog, words: string): Buffer {
  return crypto
    .createHmac('sha256', blog.config.SESSION_SECRET ?? blog.url)
    .update(words)
    .digest();
}

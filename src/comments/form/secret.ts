// comments/form/secret.ts: what is signed or hashed: preview tokens, browser keys, the looks of an avatar.
import crypto from 'node:crypto';
import { isSignature, keyedDigest } from '../../base/signature.ts';
import type { Blog } from '../../blog.ts';
import type { Comment } from '../comment.ts';

const day = 86_400_000;

/** The unguessable word that shows a held comment to the one who wrote it, for a day. */
export function previewToken(blog: Blog, comment: Pick<Comment, 'id' | 'posted_at'>): string {
  return keyedDigest(blog, `preview ${comment.id} ${comment.posted_at.getTime()}`).toString('base64url');
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
  keyedDigest(blog, `network ${network}`).toString('base64url');

/** Fifteen bits for a name, with the same promises. */
export function patternOf(blog: Blog, words: string): number {
  return keyedDigest(blog, `pattern ${words}`).readUInt16BE(0) & 0x7f_ff;
}

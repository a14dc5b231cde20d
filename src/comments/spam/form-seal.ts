// comments/spam/form-seal.ts: a form says when it was drawn and for which post, signed: programs that never read the page have no seal.
import type { Request } from 'express';
import type { Blog } from '../../blog.ts';
import type { CommentWords } from '../form/form.ts';
import type { FormSigns } from './judge.ts';
import { isSignature, signatureOf } from '../../base/signature.ts';

/** Who leaves a page open for longer is not told from a program. */
const longestDays = 30;

/** The word that a comment form carries: the time in seconds, and a signature over it and the post. */
export function formSeal(blog: Blog, post_id: number): string {
  const drawn = Math.floor(blog.now().getTime() / 1000).toString(36);
  return `${drawn}.${signatureOf(blog, 'comment form', post_id, drawn)}`;
}

/** @returns seconds since the form was drawn; undefined for a word that is no seal of this post, or older than 30 days */
function secondsSince(blog: Blog, post_id: number, seal: string): number | undefined {
  const [drawn = '', signature = ''] = seal.slice(0, 100).split('.');
  if (!isSignature(signature, signatureOf(blog, 'comment form', post_id, drawn))) return undefined;
  const seconds = blog.now().getTime() / 1000 - Number.parseInt(drawn, 36);
  return seconds > longestDays * 86_400 ? undefined : Math.max(0, seconds);
}

/** What a sent form says besides its fields. WordPress's own address stands in no form of ours: only programs send there blindly. */
export function formSigns(
  blog: Blog,
  req: Request,
  { words, attempts }: { words: CommentWords; attempts: number },
): FormSigns {
  const seconds = secondsSince(blog, words.post_id, words.form_seal);
  const isDecoy = req.path === '/wp-comments-post.php';
  return {
    seal: seconds !== undefined ? 'valid' : isDecoy ? 'missing at the decoy' : 'missing',
    seconds,
    attempts,
  };
}

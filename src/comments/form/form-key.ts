// comments/form/form-key.ts: by what a form is known again that is sent twice.
import type { Request } from 'express';
import { keyedDigest } from '../../base/signature.ts';
import type { Blog } from '../../blog.ts';
import type { CommentWords } from './form.ts';

/**
 * The key that the form bears. A page that is kept for everybody has none, and its script makes one; where there is no script,
 * the same words with the same files, sent from the same page by the same browser, are the same form.
 * @returns '' for what was not sent from a page of ours: then the same words again are a duplicate
 */
export function formKeyOf(blog: Blog, req: Request, words: CommentWords, address: string): string {
  const { received } = req;
  if (words.form_key) return received?.form_key || words.form_key;
  if (!words.form_seal) return received?.form_key ?? '';
  const files = received?.files.map(({ name, byte_size }) => [name, byte_size]);
  const sent = [address, req.get('user-agent'), words, files];
  return keyedDigest(blog, `form ${JSON.stringify(sent)}`).toString('base64url');
}

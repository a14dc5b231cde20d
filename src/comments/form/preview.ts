// comments/form/preview.ts: what a comment would look like, made by the same pipeline; nothing is stored.
import type { Request, Response } from 'express';
import { clientAddress } from '../../base/http/client-address.ts';
import { isHttpError, httpError } from '../../base/errors.ts';
import { refuseForeign } from '../../base/http/same-origin.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { renderShown } from '../content/render.ts';
import { countPreview } from './attempts.ts';
import { checkWords, commentWords } from './form.ts';
import { renderFormAgain, renderFormWithErrors } from './render-form-with-errors.ts';

/**
 * Answers a script (`Accept: application/json`) with `{ html }` or `{ error }`; a form comes back with everything typed
 * and received, and the preview above it.
 */
export async function previewComment(blog: Blog, req: Request, res: Response): Promise<void> {
  res.set('Cache-Control', 'private, no-store');
  const isScript = wantsJson(req);
  try {
    refuseForeign(req, blog.url);
    await countPreview(blog, { ip: clientAddress(req), ...(req.user && { user: req.user }) });
    const words = commentWords(req.body);
    checkWords(words);
    if (!words.content) throw empty();
    const { html } = await renderShown(blog, words.content);
    if (isScript) res.json({ html });
    else await renderFormAgain(blog, req, res, { words, status: 200, title: __('Preview'), preview: html });
  } catch (error) {
    if (!isScript || !isHttpError(error)) return renderFormWithErrors(blog, req, res, error);
    if (error.retry_after) res.set('Retry-After', String(error.retry_after));
    res.status(error.status).json({ error: error.message });
  }
}

export const wantsJson = (req: Request): boolean => req.accepts(['html', 'json']) === 'json';

const empty = () => {
  const message = __('There is nothing to show yet. Please write something.');
  return httpError(422, 'incomplete', message, { comment: message });
};

// posts/error-page.ts: the page for everything that went wrong: says what, and what to do.
import type { Request, Response } from 'express';
import { isHttpError } from '../base/errors.ts';
import { __ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { frame, type FrameView } from './frame.ts';
import { segmentsOf } from './addresses/resolve.ts';

/** What `site/error` shows. */
export interface ErrorPage {
  frame: FrameView;
  /** The HTTP status, such as 404. */
  status: number;
  title: string;
  message: string;
  /** Words to look for: of a lost address, or of a search that could not be made; else ''. */
  words: string;
}

/**
 * Shows a refusal with its own words, and a fault of ours without details.
 * @param searched what was typed into the search field, to be kept there
 */
export async function errorPage(
  blog: Blog,
  req: Request,
  res: Response,
  error: unknown,
  searched = '',
): Promise<void> {
  const refusal = isHttpError(error) ? error : undefined;
  const status = refusal?.status ?? 500;
  const title =
    status === 404 || status === 410
      ? __('Page not found')
      : refusal
        ? __('That did not work')
        : __('Something went wrong here');
  const message = refusal?.message ?? __('It is our fault and was noted. Please try again in a moment.');
  res.status(status).set('Cache-Control', 'no-store');
  res.removeHeader('ETag');
  try {
    const view: ErrorPage = {
      frame: await frame(blog, req, { title, robots: 'noindex', search: searched }),
      status,
      title,
      message,
      words: status === 404 || status === 410 ? wordsOf(req.path) : searched,
    };
    res.render('site/error', view);
  } catch {
    // The database is away: even the frame cannot be made.
    res.type('text/plain').send(`${title}\n${message}\n${writtenIn(req)}`);
  }
}

/** What somebody wrote, so that it is not lost with the page that it was written for; the form may be unread yet. */
function writtenIn({ method, body }: Request): string {
  const { comment, content } = (body ?? {}) as Record<string, unknown>;
  const written = [comment, content].find((one): one is string => typeof one === 'string' && one !== '');
  if (written) return `\n${__('This is what you wrote, so that you can keep it:')}\n\n${written}\n`;
  return method === 'POST'
    ? `\n${__('Go back in your browser: what you wrote is still in the form.')}\n`
    : '';
}

/** The last name in a lost address, as words to look for. */
function wordsOf(path: string): string {
  const last = segmentsOf(path)?.at(-1) ?? '';
  return last
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, 100);
}

// site/embed/page.ts: PERMALINK/embed/: the page other sites show in a frame.
import crypto from 'node:crypto';
import type { Request, Response } from 'express';
import type { Blog } from '../../blog.ts';
import type { Post } from '../../posts/post.ts';
import { isPublic } from '../../posts/visible.ts';
import { isRightToLeft } from '../../base/time/dates.ts';
import { embedView, oembedAnswer } from './embed.ts';
import { lookOf } from './styles.ts';
import { sendPage } from '../send-page.ts';

// The one page that any site may put into a frame: it shows public words and takes none.
const policyWith = (style: string): string =>
  [
    "default-src 'none'",
    "img-src 'self' https: http:",
    `style-src 'self' ${style}`,
    "script-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    'frame-ancestors *',
  ].join('; ');

/** Sends the framed page of a post; false when the post is not public. */
export async function sendEmbedPage(blog: Blog, req: Request, res: Response, post: Post): Promise<boolean> {
  if (!isPublic(post)) return false;
  const view = await embedView(blog, post);
  // Code that is copied stays as it is; one that is new each time would make the page new each time.
  const { html: code } = await oembedAnswer(blog, post, 600, secretOf(view.url));
  const look = await lookOf(blog, req);
  res.removeHeader('X-Frame-Options');
  res.set({
    'Content-Security-Policy': policyWith(look.source),
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'X-WP-embed': 'true',
  });
  const dir = isRightToLeft(view.lang) ? 'rtl' : 'ltr';
  await sendPage(req, res, 'site/embed', { ...view, code, dir, look: { html: look.html } });
  return true;
}

const secretOf = (url: string): string => crypto.createHash('sha256').update(url).digest('hex').slice(0, 10);

// embeds/open.ts: the page around a foreign frame: it comes after a click, and its policy lets in that frame's host alone.
import crypto from 'node:crypto';
import { Router } from 'express';
import { notFound } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import { mayFrame } from './fetching/iframe.ts';
import { findEmbed } from './queries.ts';
import { recogniseOne } from './recognise-all.ts';

/** What any page may do: draw itself. It has no origin, opens nothing and leads nowhere (as WordPress frames posts). */
const strangers = 'allow-scripts';
/** What a provider of the list, or of the owner's, needs for its player. It is not our origin. */
const providers =
  'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-forms allow-presentation';

export function embedsOpen(blog: Blog): Router {
  const router = Router();

  router.get('/embeds/frame', async function sendFrame(req, res) {
    const { url } = req.query;
    const isAddress = typeof url === 'string' && url.length <= 2048 && !url.includes('\0');
    const embed = isAddress ? await findEmbed(blog.db, url) : undefined;
    const found = embed && (await recogniseOne(blog, embed.url));
    if (!embed || !found || embed.gone_at || !mayFrame(blog.url, embed.frame_url)) throw notFound('embed');
    const { origin, host } = new URL(embed.frame_url);
    const secret = found.is_page ? crypto.randomBytes(5).toString('hex') : '';
    res.set({
      'Content-Security-Policy': policyFor(origin),
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex',
    });
    res.render('embeds/frame', {
      title: `${embed.site_name || found.provider || host}: ${embed.title}`,
      src: secret ? `${embed.frame_url}#?secret=${secret}` : embed.frame_url,
      sandbox: found.is_page ? strangers : providers,
      secret,
    });
  });

  return router;
}

const policyFor = (origin: string): string =>
  [
    "default-src 'none'",
    `frame-src ${origin}`,
    "style-src 'self'",
    "script-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ');

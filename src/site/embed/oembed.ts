// site/embed/oembed.ts: /wp-json/oembed/1.0/embed: tells other sites how to show a post of ours (oEmbed 1.0, WordPress's answers).
import type { RequestHandler } from 'express';
import { queryOf } from '../../base/http/query.ts';
import { renderView } from '../../base/http/views.ts';
import type { Blog } from '../../blog.ts';
import { publicPostAt } from '../../posts/addresses/resolve.ts';
import { oembedAnswer } from './embed.ts';

/** The address below the site's that the discovery links name. */
export const oembedPath = '/wp-json/oembed/1.0/embed';

export function oembedDoor(blog: Blog): RequestHandler {
  return async (req, res) => {
    const query = queryOf(req);
    const url = query.get('url');
    res.set({ 'X-Robots-Tag': 'noindex', 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-cache' });
    if (!url) {
      res.status(400).json({
        code: 'rest_missing_callback_param',
        message: 'Missing parameter(s): url',
        data: { status: 400, params: ['url'] },
      });
      return;
    }
    const post = await publicPostAt(blog, url);
    if (!post) {
      res.status(404).json({ code: 'oembed_invalid_url', message: 'Not Found', data: { status: 404 } });
      return;
    }
    const asked = query.get('maxwidth') ?? '';
    const answer = await oembedAnswer(blog, post, /^\d{1,6}$/.test(asked) ? Number(asked) : undefined);
    if (query.get('format') !== 'xml') res.json(answer);
    else res.type('text/xml').send(await renderView('site/oembed-xml', { fields: Object.entries(answer) }));
  };
}

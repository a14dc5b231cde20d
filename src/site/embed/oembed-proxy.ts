// site/embed/oembed-proxy.ts: /wp-json/oembed/1.0/proxy: what a link would show, for those who write (WordPress's route and codes).
import type { Request, RequestHandler, Response } from 'express';
import { may } from '../../accounts/user.ts';
import { queryOf } from '../../base/http/query.ts';
import type { Blog } from '../../blog.ts';
import { embedNow } from '../../embeds/fetching/embed-now.ts';
import { publicPostAt } from '../../posts/addresses/resolve.ts';
import { oembedAnswer } from './embed.ts';

export const oembedProxyPath = '/wp-json/oembed/1.0/proxy';

/** Whether the query of a request names this route, as WordPress's REST API allows. */
export const isProxied = (req: Request): boolean =>
  req.method === 'GET' && queryOf(req).get('rest_route') === oembedProxyPath.slice('/wp-json'.length);

export function oembedProxy(blog: Blog): RequestHandler {
  return async (req, res) => {
    res.set({ 'X-Robots-Tag': 'noindex', 'Cache-Control': 'no-store' });
    if (!may(req.user, 'edit_posts')) {
      const status = req.user ? 403 : 401;
      return refuse(res, status, 'rest_forbidden', 'Only who may write posts may ask for embeds here.');
    }
    const query = queryOf(req);
    const url = query.get('url')?.trim() ?? '';
    if (!query.has('url'))
      return refuse(res, 400, 'rest_missing_callback_param', 'Missing parameter(s): url', ['url']);
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url) || url.includes('\0'))
      return refuse(res, 400, 'rest_invalid_param', 'Invalid parameter(s): url', { url: 'Not an address.' });
    const answer = await answerTo(blog, url, query);
    if (answer) res.json(answer);
    else refuse(res, 404, 'oembed_invalid_url', 'Not Found');
  };
}

async function answerTo(blog: Blog, url: string, query: URLSearchParams): Promise<object | undefined> {
  const asked = query.get('maxwidth') ?? '';
  const maxwidth = /^\d{1,6}$/.test(asked) ? Number(asked) : undefined;
  const own = await publicPostAt(blog, url);
  if (own) return oembedAnswer(blog, own, maxwidth);
  // Without discovery only services and providers are asked, as WordPress does it.
  const mayDiscover = !['0', 'false'].includes(query.get('discover') ?? '');
  return embedNow(blog, url, { mayDiscover });
}

function refuse(res: Response, status: number, code: string, message: string, params?: unknown): void {
  res.status(status).json({ code, message, data: { status, ...(params !== undefined && { params }) } });
}

// site/rest.ts: /wp-json/oembed/1.0: how other sites show a post of ours, and what a link would show in one (oEmbed 1.0, WordPress's answers).
import { z } from 'zod';
import { httpError } from '../base/errors.ts';
import { renderView } from '../base/http/views.ts';
import { restError, restRoute, type RestCall, type RestRoute } from '../base/rest/route.ts';
import type { Blog } from '../blog.ts';
import { embedNow } from '../embeds/fetching/embed-now.ts';
import { publicPostAt } from '../posts/addresses/resolve.ts';
import { oembedAnswer, oembedRoute } from './embed/embed.ts';

const url = z.string().describe('The URL of the resource for which to fetch oEmbed data.');
// WordPress takes any text here, and uses it when it is a number.
const maxwidth = z.string().default('').describe('The maximum width of the embed frame in pixels.');

const asked = z.object({ url, maxwidth, format: z.string().default('json') });
const proxied = z.object({
  url,
  maxwidth,
  discover: z
    .string()
    .default('1')
    .describe('Whether to perform an oEmbed discovery request for unsanctioned providers.'),
});

export const siteRest: RestRoute<Blog>[] = [
  restRoute({
    methods: ['GET'],
    path: oembedRoute,
    permission: 'everybody',
    args: asked,
    // Any site may ask, and a short copy does no harm.
    headers: { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-cache' },
    answer: embedOfPost,
  }),
  restRoute({
    methods: ['GET'],
    path: '/oembed/1.0/proxy',
    permission: 'edit_posts',
    refusal: {
      code: 'rest_forbidden',
      message: 'Sorry, you are not allowed to make proxied oEmbed requests.',
    },
    takes_session: true,
    args: proxied,
    answer: embedOfLink,
  }),
];

async function embedOfPost(
  blog: Blog,
  { args, reply, res }: RestCall<z.output<typeof asked>>,
): Promise<unknown> {
  const post = await publicPostAt(blog, args.url);
  if (!post) throw nothingThere();
  const answer = await oembedAnswer(blog, post, pixels(args.maxwidth));
  if (args.format !== 'xml') return answer;
  return res
    .set(reply.headers)
    .type('text/xml')
    .send(await renderView('site/oembed-xml', { fields: Object.entries(answer) }));
}

async function embedOfLink(blog: Blog, { args }: RestCall<z.output<typeof proxied>>): Promise<unknown> {
  const link = args.url.trim();
  if (!/^https?:\/\//i.test(link) || !URL.canParse(link)) throw notAnAddress();
  const own = await publicPostAt(blog, link);
  if (own) return oembedAnswer(blog, own, pixels(args.maxwidth));
  // Without discovery only services and providers are asked, as WordPress does it.
  const answer = await embedNow(blog, link, { mayDiscover: !['0', 'false'].includes(args.discover) });
  if (!answer) throw nothingThere();
  return answer;
}

const pixels = (given: string): number | undefined => (/^\d{1,6}$/.test(given) ? Number(given) : undefined);
const nothingThere = () => httpError(404, 'oembed_invalid_url', 'Not Found');
const notAnAddress = () =>
  restError(400, 'rest_invalid_param', 'Invalid parameter(s): url', { params: { url: 'Not an address.' } });

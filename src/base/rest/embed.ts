// base/rest/embed.ts: `_embed`: brings what the links of an answer lead to, each once, and together where the route can.
import { isHttpError } from '../errors.ts';
import { parseQuery } from '../http/query.ts';
import { readArgs } from './args.ts';
import { restPrefix } from './address.ts';
import { errorAnswer } from './failure.ts';
import { findRoutes, refusalOf, type Asking, type Found, type RestApi } from './find-route.ts';
import type { RestLink, RestLinks } from './links.ts';
import type { RestAnswer, RestRequest, RestRoute } from './route.ts';

/** So many different addresses are asked; what is beyond stays a link. */
const most = 500;

/**
 * Puts `_embedded` into an answer, or into each item of a list (WP_REST_Server::embed_links).
 * @param rels names of relations, such as `author`, `wp:term`
 */
export async function embedLinks<Blog extends { url: string }>(
  api: RestApi<Blog>,
  asking: Asking,
  body: unknown,
  rels: Set<string> | 'all',
  ask: AskOne,
): Promise<unknown> {
  const items = [body].flat().filter(hasLinks);
  const wanted = items.flatMap(({ _links }) => embeddable(_links, rels).flatMap(([, links]) => links));
  const hrefs = [...new Set(wanted.filter((link) => link.embeddable).map(({ href }) => href))].slice(0, most);
  const answers = await answersTo(api, asking, hrefs, ask);
  const finished = (item: unknown) => {
    if (!hasLinks(item)) return item;
    const embedded = embeddable(item._links, rels).map(([rel, links]) => [
      rel,
      links.map((link) => (link.embeddable ? (answers.get(link.href) ?? {}) : {})),
    ]);
    return embedded.length ? { ...item, _embedded: Object.fromEntries(embedded) } : item;
  };
  return Array.isArray(body) ? body.map(finished) : finished(body);
}

function embeddable(links: RestLinks, rels: Set<string> | 'all'): [string, RestLink[]][] {
  return Object.entries(links).filter(
    ([rel, all]) =>
      rel !== 'self' && all.some((link) => link.embeddable) && (rels === 'all' || rels.has(rel)),
  );
}

/** Asks one address; errors come as answers. */
type AskOne = (request: RestRequest) => Promise<RestAnswer>;

interface Wanted<Blog> {
  href: string;
  request: RestRequest;
  found: Found<Blog>;
  route: RestRoute<Blog>;
}

/** What is at these addresses. */
async function answersTo<Blog extends { url: string }>(
  api: RestApi<Blog>,
  asking: Asking,
  hrefs: string[],
  ask: AskOne,
): Promise<Map<string, unknown>> {
  const wanted = hrefs.flatMap((href) => wantedAt(api, href) ?? []);
  const answers = new Map<string, unknown>();
  for (const route of new Set(wanted.map((one) => one.route))) {
    const same = wanted.filter((one) => one.route === route);
    if (route.embed && !refusalOf(route, asking.asker, api.may)) await together(api, asking, same, answers);
    else for (const { href, request } of same) answers.set(href, (await ask(request)).body);
  }
  return answers;
}

async function together<Blog extends { url: string }>(
  api: RestApi<Blog>,
  { asker }: Asking,
  same: Wanted<Blog>[],
  answers: Map<string, unknown>,
): Promise<void> {
  const [{ route }] = same as [Wanted<Blog>];
  const args = same.map(({ request, found }) => readArgs(route.args, request, found.named));
  const bodies = await route.embed!(api.blog, args, asker);
  for (const [index, { href }] of same.entries()) {
    const body = bodies[index];
    answers.set(href, isHttpError(body) ? errorAnswer(body).body : body);
  }
}

/** The route of an address of this API; as many items as it gives at once. */
function wantedAt<Blog extends { url: string }>(api: RestApi<Blog>, href: string): Wanted<Blog> | undefined {
  const start = api.blog.url + restPrefix;
  if (!href.startsWith(`${start}/`)) return undefined;
  const [path = '', ...queries] = href.slice(start.length).split('?');
  try {
    const found = findRoutes(api, decodeURIComponent(path));
    const route = found.routes.find(({ methods }) => methods.includes('GET'));
    if (!route) return undefined;
    const many = 'per_page' in route.args.shape ? { per_page: '100' } : {};
    const query = { context: 'embed', ...many, ...parseQuery(queries.join('?')) };
    return { href, request: { method: 'GET', path, query }, found, route };
  } catch (error) {
    if (isHttpError(error)) return undefined;
    throw error;
  }
}

const hasLinks = (item: unknown): item is { _links: RestLinks } =>
  typeof item === 'object' && item !== null && '_links' in item && typeof item._links === 'object';

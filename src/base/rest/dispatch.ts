// base/rest/dispatch.ts: answers one request to the API: finds the route, checks who asks, reads the parameters, asks the route.
import { isHttpError, type HttpError } from '../errors.ts';
import { readArgs } from './args.ts';
import { pathView } from './describe.ts';
import { embedLinks } from './embed.ts';
import { fieldsAsked, onlyFields } from './fields.ts';
import { errorAnswer } from './failure.ts';
import { findRoutes, methodsFor, refusalOf, type Asking, type Found, type RestApi } from './find-route.ts';
import { noRoute, type RestAnswer, type RestRequest, type RestUser } from './route.ts';

/** @throws HttpError as the route does */
export async function dispatch<Blog extends { url: string }>(
  api: RestApi<Blog>,
  asked: RestRequest,
  asking: Asking,
): Promise<RestAnswer> {
  const path = decoded(asked.path);
  const found = findRoutes(api, path);
  const { asker, req, res } = asking;
  const allow = methodsFor(api, found, asker);
  const headers: Record<string, string> = allow.length ? { Allow: allow.join(', ') } : {};
  if (asked.method === 'OPTIONS')
    return {
      status: 200,
      headers: await allowed(api, found, asker),
      body: pathView(api.blog, found.routes, path),
    };
  const route = found.routes.find(({ methods }) => methods.some((one) => one === asked.method));
  if (!route) throw noRoute();
  const refused = refusalOf(route, asker, api.may);
  if (refused) throw withHeaders(refused, headers);
  const reply = { status: 200, headers: { ...headers, ...route.headers } };
  const request = { ...asked, path };
  try {
    if (asking.readBody && asked.method !== 'GET')
      request.body = await (route.receive?.(api.blog, { asker, req, res }) ?? asking.readBody(route));
    const args = readArgs(route.args, request, found.named);
    const ask = (inner: RestRequest) => askInside(api, inner, asking);
    const body = await route.answer(api.blog, { args, asker, request, reply, ask, req, res });
    return { ...reply, body: res.headersSent ? undefined : await finished(api, request, asking, body) };
  } catch (error) {
    throw isHttpError(error) ? withHeaders(error, reply.headers) : error;
  }
}

/** Leaves the fields and adds what is embedded, as the query asks. */
async function finished<Blog extends { url: string }>(
  api: RestApi<Blog>,
  { query }: RestRequest,
  asking: Asking,
  body: unknown,
): Promise<unknown> {
  const rels = relsOf(query);
  const whole = rels
    ? await embedLinks(api, asking, body, rels, (inner) => askInside(api, inner, asking))
    : body;
  return onlyFields(whole, fieldsAsked(query));
}

/** What `_embed` names: `all`, some relations, or nothing. */
function relsOf(query: RestRequest['query']): Set<string> | 'all' | undefined {
  const given = [query._embed, query['_embed[]']].flat().filter((one) => one !== undefined);
  if (!given.length) return undefined;
  const rels = given
    .flatMap((one) => (typeof one === 'string' ? one.split(',') : []))
    .map((one) => one.trim())
    .filter(Boolean);
  const isAll = !rels.length || ['1', 'true'].includes(rels.join());
  return isAll ? 'all' : new Set(rels);
}

/** A request inside another one: its errors are answers. @throws what is no refusal */
async function askInside<Blog extends { url: string }>(
  api: RestApi<Blog>,
  request: RestRequest,
  { asker, req, res }: Asking,
): Promise<RestAnswer> {
  try {
    return await dispatch(api, request, { asker, req, res });
  } catch (error) {
    if (!isHttpError(error)) throw error;
    return errorAnswer(error);
  }
}

const withHeaders = <Refusal extends HttpError>(error: Refusal, headers: Record<string, string>) =>
  Object.assign(error, { headers });

/** For OPTIONS: the methods that this person may use on what the path names. */
async function allowed<Blog>(
  { blog, may }: RestApi<Blog>,
  { routes, named }: Found<Blog>,
  asker: RestUser | undefined,
): Promise<Record<string, string>> {
  const methods = new Set<string>();
  for (const route of routes) {
    if (refusalOf(route, asker, may)) continue;
    if (route.allows && !(await route.allows(blog, { named, asker }))) continue;
    for (const method of route.methods) methods.add(method);
  }
  return methods.size ? { Allow: [...methods].join(', ') } : {};
}

/** @throws HttpError 404 for what is no text */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw noRoute();
  }
}

// base/rest/batch.ts: /batch/v1: several changes in one request, one after another.
import { z } from 'zod';
import { isHttpError, type HttpError } from '../errors.ts';
import { readJson } from '../http/form-body.ts';
import { parseQuery } from '../http/query.ts';
import { readArgs } from './args.ts';
import { errorAnswer } from './failure.ts';
import { findRoutes, patternsOf } from './find-route.ts';
import {
  noRoute,
  restError,
  restRoute,
  type RestAnswer,
  type RestCall,
  type RestRequest,
  type RestRoute,
} from './route.ts';
import { oneOf } from './values.ts';

/** WordPress's limit. */
const most = 25;

const methods = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;
const one = z.object({
  method: oneOf('What is to be done.', methods).default('POST'),
  path: z.string().max(2000),
  body: z.record(z.string(), z.unknown()).default({}),
  headers: z.record(z.string(), z.unknown()).default({}),
});
const args = z.object({
  validation: oneOf('`require-all-validate`: nothing is done when the parameters of one request are wrong.', [
    'require-all-validate',
    'normal',
  ]).default('normal'),
  requests: z
    .array(one)
    .max(most)
    .meta({ description: 'The requests; their routes say `allow_batch` in the index.' }),
});

/** The route of all routes that may stand in a batch (WP_REST_Server::serve_batch_request_v1). */
export function batchRoute<Blog>(routes: RestRoute<Blog>[]): RestRoute<Blog> {
  const known = { routes, patterns: patternsOf(routes) };
  const check = (request: RestRequest): HttpError | undefined => refusalOf(known, request);
  return restRoute<Blog, typeof args>({
    methods: ['POST'],
    path: '/batch/v1',
    permission: 'everybody',
    args,
    receive: async (_blog, { asker, req, res }) => {
      await readJson(req, res, { bytes: asker ? 6 * 2 ** 20 : 65_536, fields: 100 });
      return req.body;
    },
    answer: (_blog, call) => answerAll(call, check),
  });
}

async function answerAll(
  { args: { requests, validation }, ask, reply }: RestCall<z.output<typeof args>>,
  check: (request: RestRequest) => HttpError | undefined,
): Promise<unknown> {
  const asked = requests.map(requestOf);
  const refusals = asked.map((request) => ('status' in request ? request : check(request)));
  reply.status = 207;
  if (validation === 'require-all-validate' && refusals.some(Boolean))
    return {
      failed: 'validation',
      responses: refusals.map((refusal) => (refusal ? printed(errorAnswer(refusal)) : null)),
    };
  const responses: object[] = [];
  for (const [index, request] of asked.entries()) {
    const refusal = refusals[index];
    const answer = refusal ? errorAnswer(refusal) : await ask(request as RestRequest);
    responses.push(printed(answer));
  }
  return { responses };
}

function requestOf({ method, path, body }: z.output<typeof one>): RestRequest | HttpError {
  const [place = '', ...queries] = path.split('?');
  if (!place.startsWith('/')) return restError(400, 'parse_path_failed', 'Could not parse the path.');
  return { method, path: place.replace(/(.)\/+$/, '$1'), query: parseQuery(queries.join('?')), body };
}

/** Why a request cannot be asked in a batch, as far as that is known before; undefined when it can. */
function refusalOf<Blog>(
  known: { routes: RestRoute<Blog>[]; patterns: RegExp[] },
  request: RestRequest,
): HttpError | undefined {
  try {
    const { routes, named } = findRoutes(known, decodeURIComponent(request.path));
    const route = routes.find(({ methods }) => methods.some((method) => method === request.method));
    if (!route) throw noRoute();
    if (!route.in_batch)
      throw restError(400, 'rest_batch_not_allowed', 'The requested route does not support batch requests.');
    readArgs(route.args, request, named);
    return undefined;
  } catch (error) {
    if (isHttpError(error)) return error;
    if (error instanceof URIError) return noRoute();
    throw error;
  }
}

/** Status and headers beside the body; without headers an empty list, as PHP prints it. */
function printed({ status, headers: all, body }: RestAnswer): object {
  const { Allow, ...others } = all;
  const headers = status < 400 && Allow ? { ...others, Allow } : others;
  return { body, status, headers: Object.keys(headers).length ? headers : [] };
}

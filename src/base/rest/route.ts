// base/rest/route.ts: what a route of the REST API declares, what it is asked, and how it refuses.
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { httpError, type HttpError } from '../errors.ts';
import type { FormSize } from '../http/form-body.ts';
import type { ItemSchema } from './schema.ts';

export type RestMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The methods that change what is there (WordPress's WP_REST_Server::EDITABLE). */
export const editable: RestMethod[] = ['POST', 'PUT', 'PATCH'];

/** Who asks. */
export interface RestUser {
  user: NonNullable<Request['user']>;
  /** The UUID of the application password that came with the request; '' for the session of a browser. */
  app_password: string;
}

/** One request to the API. One connection may bring several: a batch, what `_embed` asks for. */
export interface RestRequest {
  method: string;
  /** Below /wp-json, without a slash at its end: `/wp/v2/posts/5`. */
  path: string;
  /** As parseQuery gives it. */
  query: Record<string, unknown>;
  body?: unknown;
}

/** What is answered, before it is printed. */
export interface RestAnswer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** One request to a route, its permission checked and its parameters read. */
export interface RestCall<Values = Record<string, unknown>> {
  args: Values;
  /** Undefined only where everybody may ask. */
  asker: RestUser | undefined;
  /** Path and query as they came. */
  request: RestRequest;
  /** Status and headers of the answer: set them here, as `res` may be that of several requests. */
  reply: Pick<RestAnswer, 'status' | 'headers'>;
  /** Asks another route in the same name; errors come as answers. */
  ask(request: RestRequest): Promise<RestAnswer>;
  /** The connection: for addresses, uploads, and answers that are no JSON. */
  req: Request;
  res: Response;
}

export interface RestRoute<Blog, Args extends z.ZodObject = z.ZodObject> {
  methods: RestMethod[];
  /**
   * The path below /wp-json, as a regular expression; its named groups are parameters:
   * `/wp/v2/posts/(?<id>\\d+)`. A slash at the end does not matter, nor do capitals.
   */
  path: string;
  /** `everybody`, `signed in`, or the capability that the user needs (WordPress's name). */
  permission: string;
  /** What those hear who may not; without it WordPress's usual words. 401 for strangers, 403 for users. */
  refusal?: { code: string; message: string };
  /**
   * Whether this person may do it to what the path names, for the `Allow` of OPTIONS; asked when `permission` lets
   * them. `answer` checks it again by itself.
   */
  allows?(
    blog: Blog,
    asked: { named: Record<string, string>; asker: RestUser | undefined },
  ): Promise<boolean>;
  /** Schemas of the parameters: from the path, else the body, else the query (values.ts). `.describe()` is what OPTIONS says of one. */
  args: Args;
  /** What OPTIONS says of the things that are answered. */
  schema?: ItemSchema;
  /** Whether it may stand in a batch (/batch/v1); only what changes something. */
  in_batch?: boolean;
  /** Whether the session of a browser counts without a nonce; for reading from pages of this site only. */
  takes_session?: boolean;
  /** How large a body may be; 16 KiB and 20 fields without it. */
  body?: FormSize;
  /** Reads the body by itself, such as one with files, and gives its fields; instead of `body`. @throws HttpError */
  receive?(blog: Blog, asked: Pick<RestCall, 'asker' | 'req' | 'res'>): Promise<unknown>;
  /** Headers of every answer that differ from the usual ones. */
  headers?: Record<string, string>;
  /**
   * Gives what is printed as JSON; set status and headers by `call.reply`. Nothing is printed when `call.res` was sent.
   * @throws HttpError, printed as { code, message, data }
   */
  answer(blog: Blog, call: RestCall<z.output<Args>>): unknown;
  /**
   * Answers several requests at once, for `_embed`, in the order of `all`; an HttpError among the answers is printed as
   * one. Without it `answer` is called for each address once.
   */
  embed?(blog: Blog, all: z.output<Args>[], asker: RestUser | undefined): Promise<unknown[]>;
}

/** Declares a route, so that `answer` gets its parameters with the types of `args`. */
export const restRoute = <Blog, Args extends z.ZodObject>(route: RestRoute<Blog, Args>): RestRoute<Blog> =>
  route as unknown as RestRoute<Blog>;

/** A refusal with more in its `data` than the status. */
export interface RestError extends HttpError {
  data: object;
}

/** @param data stands in the answer beside the status, such as { params } */
export const restError = (status: number, code: string, message: string, data: object = {}): RestError =>
  Object.assign(httpError(status, code, message), { data });

/** What somebody hears who may not: 401 for strangers, 403 for users (rest_authorization_required_code). */
export const notAllowed = (asker: RestUser | undefined, code: string, message: string): HttpError =>
  httpError(asker ? 403 : 401, code, message);

/** What WordPress answers where nothing is. */
export const noRoute = (): HttpError =>
  httpError(404, 'rest_no_route', 'No route was found matching the URL and request method.');

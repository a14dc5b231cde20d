// base/rest/route.ts: what a route of the REST API declares, and how it refuses.
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { httpError, type HttpError } from '../errors.ts';
import type { FormSize } from '../http/form-body.ts';

export type RestMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The methods that change what is there (WordPress's WP_REST_Server::EDITABLE). */
export const editable: RestMethod[] = ['POST', 'PUT', 'PATCH'];

/** Who asks. */
export interface RestUser {
  user: NonNullable<Request['user']>;
  /** The UUID of the application password that came with the request; '' for the session of a browser. */
  app_password: string;
}

/** One request to a route, its permission checked and its parameters read. */
export interface RestCall<Values = Record<string, unknown>> {
  args: Values;
  /** Undefined only where everybody may ask. */
  asker: RestUser | undefined;
  req: Request;
  res: Response;
}

export interface RestRoute<Blog, Args extends z.ZodObject = z.ZodObject> {
  methods: RestMethod[];
  /**
   * The path below /wp-json, as a regular expression; its named groups are parameters:
   * `/wp/v2/users/(?<user>me|\\d{1,10})`. A slash at the end does not matter, nor do capitals.
   */
  path: string;
  /** `everybody`, `signed in`, or the capability that the user needs (WordPress's name). */
  permission: string;
  /** What those hear who may not; without it WordPress's usual words. 401 for strangers, 403 for users. */
  refusal?: { code: string; message: string };
  /** Schemas of the parameters: from the path, else the body, else the query. `.describe()` is what OPTIONS says of one. */
  args: Args;
  /** Whether the session of a browser counts besides application passwords; for reading from pages of this site only. */
  takes_session?: boolean;
  /** How large a body may be; 16 KiB and 20 fields without it. */
  body?: FormSize;
  /** Headers of every answer that differ from the usual ones. */
  headers?: Record<string, string>;
  /**
   * Gives what is printed as JSON; set status and headers by `call.res`. Nothing is printed when the answer was sent.
   * @throws HttpError, printed as { code, message, data }
   */
  answer(blog: Blog, call: RestCall<z.output<Args>>): unknown;
}

/** Declares a route, so that `answer` gets its parameters with the types of `args`. */
export const restRoute = <Blog, Args extends z.ZodObject>(route: RestRoute<Blog, Args>): RestRoute<Blog> =>
  route;

/** A refusal with more in its `data` than the status. */
export interface RestError extends HttpError {
  data: object;
}

/** @param data stands in the answer beside the status, such as { params } */
export const restError = (status: number, code: string, message: string, data: object = {}): RestError =>
  Object.assign(httpError(status, code, message), { data });

/** What WordPress answers where nothing is. */
export const noRoute = (): HttpError =>
  httpError(404, 'rest_no_route', 'No route was found matching the URL and request method.');

// base/rest/print.ts: prints an answer: as JSON, in an envelope, or as a call of a script's function; with its ETag.
import crypto from 'node:crypto';
import type { Request, Response } from 'express';
import { restError, type RestAnswer } from './route.ts';

/** How the query wants the answer printed. */
interface Wished {
  /** The function of `_jsonp`; undefined for JSON. */
  callback?: string | undefined;
  /** Whether status and headers stand in the body (`_envelope`). */
  is_enveloped: boolean;
}

/** @throws HttpError 400 rest_callback_invalid for a name that no function has */
export function wishedPrint({ query }: Pick<Request, 'query'>): Wished {
  const callback = query._jsonp;
  if (callback !== undefined && !isCallback(callback))
    throw restError(400, 'rest_callback_invalid', 'Invalid JSONP callback function.');
  return { callback, is_enveloped: query._envelope !== undefined };
}

/** Whether a function of a script may be called so (wp_check_jsonp_callback). */
export const isCallback = (given: unknown): given is string =>
  typeof given === 'string' && /^[\w.]{1,200}$/.test(given);

/**
 * Sends an answer. What everybody may read is revalidated by its ETag (RFC 9110, section 8.8.3); what a user reads is
 * kept by nobody, but a program that kept it may ask by ETag too.
 * @param is_public whether nobody in particular asked
 */
export function printAnswer(
  req: Request,
  res: Response,
  answer: RestAnswer,
  { callback, is_enveloped, is_public }: Wished & { is_public: boolean },
): void {
  const { status, headers, body } = is_enveloped ? envelope(answer) : answer;
  const { Link, ...others } = headers;
  res.status(status).set(others);
  if (Link) res.append('Link', Link);
  const isRead = ['GET', 'HEAD'].includes(req.method) && status === 200;
  if (isRead && is_public && !('Cache-Control' in headers)) res.set('Cache-Control', 'no-cache');
  const json = JSON.stringify(body ?? null);
  // The comment keeps what begins with the name of a function from being read as anything else.
  const text = callback ? `/**/${callback}(${escapedForScript(json)})` : json;
  if (isRead) res.set('ETag', `W/"${crypto.createHash('sha1').update(text).digest('base64url')}"`);
  res.type(callback ? 'application/javascript' : 'application/json').send(text);
}

/** Status and headers within the body, for clients that read neither (WP_REST_Server::envelope_response). */
function envelope({ status, headers, body }: RestAnswer): RestAnswer {
  const numbers = Object.fromEntries(
    ['X-WP-Total', 'X-WP-TotalPages'].flatMap((name) =>
      headers[name] === undefined ? [] : [[name, Number(headers[name])]],
    ),
  );
  return { status: 200, headers, body: { body: body ?? null, status, headers: { ...headers, ...numbers } } };
}

// The two ends of lines of Unicode end a line of older scripts.
const escapedForScript = (json: string): string =>
  json.replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`);

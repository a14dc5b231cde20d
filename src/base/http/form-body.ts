// base/http/form-body.ts: reads bodies that are no files, with every limit stated: forms, JSON, and bytes as they are.
import express, { type Request, type RequestHandler, type Response } from 'express';
import { badRequest } from '../errors.ts';
import { __ } from '../language/gettext.ts';
import { readBody } from './read-body.ts';
import { urlencoded } from './urlencoded-body.ts';

/**
 * Reads an urlencoded body into flat text fields; a name sent twice becomes a list. Reading twice does no harm.
 * A field with a NUL, which nobody types and no database takes, is refused with 400.
 * @param limit bytes in all, as '64kb' or '6mb'; more is refused with 413
 */
export function formBody(limit = '64kb', fields = 200): RequestHandler {
  return (req, res, next) => {
    readUrlencoded(req, res, { bytes: bytesOf(limit), fields }).then(() => {
      if (holdsNul(req.body)) next(badRequest(__('A field holds a character that cannot be stored.')));
      else next();
    }, next);
  };
}

/** The fields of a form that was read, untrusted; none when it came without a body. */
export const fieldsOf = ({ body }: Pick<Request, 'body'>): Record<string, unknown> =>
  (body ?? {}) as Record<string, unknown>;

export interface FormSize {
  bytes: number;
  fields: number;
}

/**
 * Reads an urlencoded body into `req.body`; bodies of other types stay unread.
 * @param delimiter '&' when the fields behind one that is too long are of use: see Budget
 * @throws HttpError as readBody does
 */
export async function readUrlencoded(
  req: Request,
  res: Response,
  { bytes, fields }: FormSize,
  delimiter?: '&',
): Promise<void> {
  if (!req.is('urlencoded')) return;
  const parse = urlencoded({ ...parserLimits(bytes), parameterLimit: fields });
  await readBody(req, res, { held_bytes: bytes, ...(delimiter && { delimiter }) }, () => parse);
}

/** Reads a body of JSON, or else an urlencoded one. @throws HttpError as readBody does; 400 for what is no JSON */
export async function readJson(req: Request, res: Response, size: FormSize): Promise<void> {
  const parse = express.json(parserLimits(size.bytes));
  if (req.is('json')) await readBody(req, res, { held_bytes: size.bytes }, () => parse);
  else await readUrlencoded(req, res, size);
}

/** Reads a body of any type as bytes into `req.body`. @throws HttpError as readBody does */
export async function readBytes(req: Request, res: Response, bytes: number): Promise<void> {
  const parse = express.raw({ ...parserLimits(bytes), type: () => true });
  await readBody(req, res, { held_bytes: bytes }, () => parse);
}

// The budget ends the reading; the parser then gives what came, which may be a piece more. What is compressed could
// become any size behind the count.
const parserLimits = (bytes: number) => ({ limit: bytes + 2 ** 18, inflate: false });

function bytesOf(limit: string): number {
  const [, number, unit] = /^(\d+)(kb|mb)$/.exec(limit) ?? [];
  if (!number) throw new Error(`not a size: ${limit}`);
  return Number(number) * (unit === 'mb' ? 2 ** 20 : 1024);
}

const holdsNul = (body: unknown) =>
  Object.values(body ?? {})
    .flat()
    .some((value) => typeof value === 'string' && value.includes('\0'));

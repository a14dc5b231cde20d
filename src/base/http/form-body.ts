// base/http/form-body.ts: reads plain forms, with every limit stated.
import type { RequestHandler } from 'express';
import { badRequest } from '../errors.ts';
import { urlencoded } from './urlencoded.ts';

/**
 * Reads an urlencoded body into flat text fields; a name sent twice becomes a list. Reading twice does no harm.
 * A field with a NUL, which nobody types and no database takes, is refused with 400.
 * @param limit bytes in all, as '64kb' or '6mb'; more is refused with 413
 */
export function formBody(limit = '64kb', fields = 200): RequestHandler {
  const read = urlencoded({ limit, parameterLimit: fields });
  return (req, res, next) => {
    read(req, res, (error?: unknown) => {
      if (error) next(error);
      else if (holdsNul(req.body)) next(badRequest('A field holds a character that cannot be stored.'));
      else next();
    });
  };
}

const holdsNul = (body: unknown) =>
  Object.values(body ?? {})
    .flat()
    .some((value) => typeof value === 'string' && value.includes('\0'));

// base/http/form-body.ts: reads plain forms, with every limit stated.
import express, { type RequestHandler } from 'express';

/**
 * Reads an urlencoded body into flat text fields; a name sent twice becomes a list. Reading twice does no harm.
 * @param limit bytes in all, as '64kb' or '6mb'; more is refused with 413
 */
export function formBody(limit = '64kb', fields = 200): RequestHandler {
  return express.urlencoded({ extended: false, limit, parameterLimit: fields });
}

// base/http/query.ts: the query of an address: flat texts without NUL, which no text has and no database takes.
import querystring from 'node:querystring';

const clean = (value: string) => value.replaceAll('\0', '');

/** Reads a query for `req.query`: text, or a list of texts where a name comes twice; nothing is nested. */
export function parseQuery(query: string | null): Record<string, string | string[] | undefined> {
  const read = querystring.parse(query ?? '');
  for (const [name, value] of Object.entries(read)) {
    read[name] = Array.isArray(value) ? value.map(clean) : clean(value ?? '');
  }
  return read;
}

/**
 * The query as it was sent, with all question marks but the first; '' for none. Whatever stands before it is not read: `//` and
 * `//a:b` are no addresses, and asked for.
 */
export const rawQuery = ({ originalUrl }: { originalUrl: string }): string =>
  originalUrl.split('?').slice(1).join('?');

/** The query as pairs. */
export function queryOf(asked: { originalUrl: string }): URLSearchParams {
  const pairs = [...new URLSearchParams(rawQuery(asked))];
  return new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, clean(value)]));
}

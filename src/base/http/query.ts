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

/** The query as pairs. Whatever stands before the `?` is not read: `//` and `//a:b` are no addresses, and asked for. */
export function queryOf({ originalUrl }: { originalUrl: string }): URLSearchParams {
  const [, ...query] = originalUrl.split('?');
  const pairs = [...new URLSearchParams(query.join('?'))];
  return new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, clean(value)]));
}

// base/rest/query-args.ts: the parameters of a query as PHP reads them.

/**
 * Duplicate names as PHP reads them: the last counts, but for `name[]`, which is a list, as are `name[0]`, `name[1]`.
 * `name[word]` is a field of an object.
 */
export function queryArgs(query: Record<string, unknown>): Record<string, unknown> {
  const read = new Map<string, unknown>();
  for (const [given, value] of Object.entries(query)) {
    const [, name = given, key, isList] = /^([^[\]]+)\[(\w*)\](\[\])?$/.exec(given) ?? [];
    if (key === undefined) read.set(name, [value].flat().at(-1));
    else if (key === '' || /^\d+$/.test(key)) read.set(name, [...listIn(read.get(name)), ...[value].flat()]);
    else
      read.set(name, { ...recordOf(read.get(name)), [key]: isList ? [value].flat() : [value].flat().at(-1) });
  }
  return Object.fromEntries(read);
}

const listIn = (held: unknown): unknown[] => (Array.isArray(held) ? held : []);

/** The fields of an object; none of anything else. */
export const recordOf = (body: unknown): Record<string, unknown> =>
  typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {};

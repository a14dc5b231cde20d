// base/rest/fields.ts: `_fields`: only the parts of an answer that were asked for.

/** The names in `_fields`, divided by commas or as a list; none when everything is asked. */
export const fieldsAsked = (query: Record<string, unknown>): string[] =>
  [query._fields, query['_fields[]']]
    .flat()
    .flatMap((one) => (typeof one === 'string' ? one.split(',') : []))
    .map((name) => name.trim())
    .filter(Boolean)
    .slice(0, 200);

/** Whether a field is printed: so that costly ones are made only where they are asked. */
export const isAsked = (query: Record<string, unknown>, name: string): boolean => {
  const names = fieldsAsked(query);
  return !names.length || names.some((one) => one === name || one.startsWith(`${name}.`));
};

/**
 * Leaves in an answer, or in each item of a list, the fields that are named (WordPress, rest_filter_response_fields).
 * @param names `title.rendered` is a field within a field; none leaves all
 */
export function onlyFields(answer: unknown, names: string[]): unknown {
  return names.length ? pick(answer, names) : answer;
}

function pick(value: unknown, names: string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => pick(item, names));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, held]) => {
      if (names.includes(name)) return [[name, held]];
      const within = names
        .filter((one) => one.startsWith(`${name}.`))
        .map((one) => one.slice(name.length + 1));
      return within.length && isRecord(held) ? [[name, pick(held, within)]] : [];
    }),
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

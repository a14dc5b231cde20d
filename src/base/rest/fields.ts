// base/rest/fields.ts: `_fields`: only the parts of an answer that were asked for.

/**
 * Leaves in an answer, or in each item of a list, the fields that are named (WordPress, rest_filter_response_fields).
 * @param wanted names divided by commas, or a list of them; `title.rendered` is a field within a field
 */
export function onlyFields(answer: unknown, wanted: unknown): unknown {
  const names = [wanted]
    .flat()
    .flatMap((one) => (typeof one === 'string' ? one.split(',') : []))
    .map((name) => name.trim())
    .filter(Boolean)
    .slice(0, 200);
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

// base/rest/values.ts: the kinds of parameters: how each is read from a query or a body, and what OPTIONS says of it.
import { z } from 'zod';
import { highestId, readId } from '../http/ids.ts';
import { isEmail } from '../mail/address.ts';

/** A refusal of a value in WordPress's words: `.refine(test, refusing('rest_invalid_date', 'Invalid date.'))`. */
const refusing = (code: string, message: string, data: object | null = null) => ({
  error: message,
  params: { code, data },
});

/** A whole number; a query brings it as digits. */
export const integer = (description: string, { min, max }: { min?: number; max?: number } = {}) => {
  let number = z.number().int();
  if (min !== undefined) number = number.min(min);
  if (max !== undefined) number = number.max(max);
  const bounds = { ...(min !== undefined && { minimum: min }), ...(max !== undefined && { maximum: max }) };
  return z.preprocess(toNumber, number).meta({ description, type: 'integer', ...bounds });
};

/** The number of a row: 0 for none. */
export const id = (description: string) =>
  z.preprocess(toNumber, z.number().int().transform(asId)).meta({ description, type: 'integer' });

/** The number of a row in a path; one that no row can have becomes 0. */
export const pathId = (description: string) =>
  z
    .string()
    .transform((given) => readId(given) ?? 0)
    .meta({ description, type: 'integer' });

/** true and false; a query says `true`, `1`, `false` or `0` (rest_is_boolean). */
export const flag = (description: string) =>
  z.preprocess(toBoolean, z.boolean()).meta({ description, type: 'boolean' });

/** A text. @param most characters */
export const text = (description: string, most = 1_000_000) =>
  z.string().max(most).meta({ description, type: 'string' });

/** An email address. */
export const email = (description: string) =>
  z
    .string()
    .max(254)
    .refine(isEmail, refusing('rest_invalid_email', 'Invalid email address.'))
    .meta({ description, type: 'string', format: 'email' });

/** An address of the web. */
export const webAddress = (description: string) =>
  z.string().max(2000).meta({ description, type: 'string', format: 'uri' });

/** For `.meta`: what OPTIONS says a parameter is that was left out, as WordPress does: a word for a list of it, null for nothing. */
export const told = (told_default: unknown) => ({ told_default });

/** The address of a machine. */
export const ip = (description: string) =>
  z
    .string()
    .refine(
      (given) => z.union([z.ipv4(), z.ipv6()]).safeParse(given).success,
      refusing('rest_invalid_ip', 'Not a valid IP address.'),
    )
    .meta({ description, type: 'string', format: 'ip' });

/** A text that is stored as `raw` and shown as `rendered`: as it is, or as `{ raw }`. @param most characters */
export const written = (description: string, most: number, properties?: object) =>
  z
    .union([z.string().max(most), z.object({ raw: z.string().max(most).optional() })])
    .transform((given) => (typeof given === 'string' ? given : given.raw))
    .meta({ description, type: 'object', ...(properties && { properties }) });

/** One of some words. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(
  description: string,
  words: Words,
) => z.enum(words).meta({ description, type: 'string', enum: [...words] });

/** Row numbers, as a list or divided by commas; 500 at most. Such as no row can have find nothing. */
export const ids = (description: string) =>
  z
    .preprocess(toNumbers, z.array(z.number().int().transform(asId)).max(500))
    .meta({ description, type: 'array', items: { type: 'integer' } });

/** Texts, as a list or divided by commas; 100 at most. */
export const texts = (description: string) =>
  z
    .preprocess(toList, z.array(z.string().max(2000)).max(100))
    .meta({ description, type: 'array', items: { type: 'string' } });

/** Some of some words, as a list or divided by commas. @param are_unique whether each may be said once only */
export const someOf = <const Words extends readonly [string, ...string[]]>(
  description: string,
  words: Words,
  { are_unique = false } = {},
) =>
  z
    .preprocess(
      toList,
      z
        .array(z.enum(words))
        .max(100)
        .refine((given) => !are_unique || new Set(given).size === given.length, {
          error: 'has duplicate items.',
          params: { code: 'rest_duplicate_items', is_of_param: true },
        }),
    )
    .meta({
      description,
      type: 'array',
      ...(are_unique && { uniqueItems: true }),
      items: { type: 'string', enum: [...words] },
    });

/**
 * A moment, as ISO 8601. One without a zone is of the site's zone, so it stays a text: `momentIn` of moments.ts reads it.
 */
export const dateTime = (description: string) =>
  z
    .string()
    .refine(
      (given) => isoMoment.test(given) && !Number.isNaN(Date.parse(given)),
      refusing('rest_invalid_date', 'Invalid date.'),
    )
    .meta({ description, type: 'string', format: 'date-time' });

const isoMoment = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/i;

function toNumber(given: unknown): unknown {
  return typeof given === 'string' && /^\s*[+-]?\d{1,20}(?:\.0+)?\s*$/.test(given) ? Number(given) : given;
}

function toBoolean(given: unknown): unknown {
  const word = typeof given === 'string' ? given.toLowerCase() : given;
  if (word === 'true' || word === '1' || word === 1) return true;
  return word === 'false' || word === '0' || word === '' || word === 0 ? false : given;
}

/** A list as wp_parse_list reads it. */
function toList(given: unknown): unknown {
  if (typeof given === 'number') return [given];
  return typeof given === 'string' ? given.split(/[\s,]+/).filter(Boolean) : given;
}

function toNumbers(given: unknown): unknown {
  const list = toList(given);
  return Array.isArray(list) ? list.map(toNumber) : list;
}

const asId = (given: number): number => (Math.abs(given) <= highestId ? Math.abs(given) : 0);

// base/rest/args.ts: the parameters of a route: read by its schemas, refused in WordPress's words.
import { z } from 'zod';
import { queryArgs, recordOf } from './query-args.ts';
import { restError, type RestError } from './route.ts';

/** What OPTIONS says of a parameter: JSON Schema (draft 4, as WordPress), and whether it must be there. */
export interface ArgView extends Record<string, unknown> {
  required: boolean;
}

/**
 * Reads what came by the schemas: the path is stronger than the body, the body than the query.
 * @throws HttpError 400 rest_missing_callback_param or rest_invalid_param naming the parameters
 */
export function readArgs<Args extends z.ZodObject>(
  args: Args,
  { query, body }: { query: Record<string, unknown>; body?: unknown },
  named: Record<string, string>,
): z.output<Args> {
  const given = { ...queryArgs(query), ...recordOf(body), ...named };
  const missing = requiredOf(args).filter((name) => given[name] === undefined || given[name] === null);
  if (missing.length) {
    const message = `Missing parameter(s): ${missing.join(', ')}`;
    throw restError(400, 'rest_missing_callback_param', message, { params: missing });
  }
  const read = args.safeParse(given);
  if (!read.success) throw invalid(args, read.error.issues);
  const unstorable = Object.entries(read.data)
    .filter(([, value]) => holdsNul(value))
    .map(([name]) => [name, { code: 'rest_invalid_param', message: `${name} holds a NUL.`, data: null }]);
  if (unstorable.length) throw refusal(Object.fromEntries(unstorable));
  return read.data;
}

/**
 * The parameters of a route for OPTIONS.
 * @param named those that the path holds, which nobody can leave out
 */
export function argViews(args: z.ZodObject, named: string[] = []): Record<string, ArgView> {
  const needed = requiredOf(args).filter((name) => !named.includes(name));
  return Object.fromEntries(
    Object.entries(schemasOf(args)).map(([name, schema]) => [
      name,
      { ...schema, required: needed.includes(name) },
    ]),
  );
}

const typeNames: Record<string, string> = { int: 'integer', record: 'object' };

interface Schema {
  type?: string | string[];
  minimum?: number;
  maximum?: number;
  [more: string]: unknown;
}

function schemasOf(args: z.ZodObject): Record<string, Schema> {
  const { properties } = z.toJSONSchema(args, { io: 'input', target: 'draft-4', unrepresentable: 'any' });
  return Object.fromEntries(
    Object.entries((properties ?? {}) as Record<string, Schema>).map(([name, schema]) => [
      name,
      { ...initialOf(args.shape[name]!), ...toldOf(bounded(schema)) },
    ]),
  );
}

/** What a parameter is that was left out; Zod does not print it of values that are read from text first. */
function initialOf(schema: z.core.$ZodType): { default?: unknown } {
  const read = z.safeParse(schema, undefined);
  return read.success && read.data !== undefined ? { default: read.data } : {};
}

/** What `told` of values.ts says. */
const toldOf = ({ told_default, ...schema }: Schema): Schema =>
  told_default === undefined ? schema : { ...schema, default: told_default };

// Zod says of every integer that it is one of JavaScript's; nobody asked.
const bounded = ({ minimum, maximum, ...schema }: Schema): Schema => ({
  ...schema,
  ...(Number.isSafeInteger(minimum) && minimum! > Number.MIN_SAFE_INTEGER && { minimum }),
  ...(Number.isSafeInteger(maximum) && maximum! < Number.MAX_SAFE_INTEGER && { maximum }),
});

// Found once for each route, not with each request.
const required = new WeakMap<z.ZodObject, string[]>();

function requiredOf(args: z.ZodObject): string[] {
  const known = required.get(args);
  if (known) return known;
  const names = Object.entries(args.shape)
    .filter(([, schema]) => !z.safeParse(schema, undefined).success)
    .map(([name]) => name);
  required.set(args, names);
  return names;
}

interface Detail {
  code: string;
  message: string;
  data: object | null;
}

function invalid(args: z.ZodObject, issues: z.core.$ZodIssue[]): RestError {
  const schemas = schemasOf(args);
  const details: Record<string, Detail> = {};
  for (const issue of issues) {
    const [name, ...within] = issue.path.map(String) as [string, ...string[]];
    const param = name + within.map((one) => `[${one}]`).join('');
    details[name] ??= detailOf(param, (within.length ? undefined : schemas[name]) ?? {}, issue);
  }
  return refusal(details);
}

function refusal(details: Record<string, Detail>): RestError {
  const params = Object.fromEntries(Object.entries(details).map(([name, { message }]) => [name, message]));
  const message = `Invalid parameter(s): ${Object.keys(details).join(', ')}`;
  return restError(400, 'rest_invalid_param', message, { params, details });
}

/** WordPress's words (rest_validate_value_from_schema) for what Zod found. */
function detailOf(param: string, schema: Schema, issue: z.core.$ZodIssue): Detail {
  const of = (code: string, words: string, data: object | null = null): Detail => ({
    code,
    message: `${param} ${words}`,
    data,
  });
  switch (issue.code) {
    case 'invalid_type':
      return of(
        'rest_invalid_type',
        `is not of type ${[schema.type ?? typeNames[issue.expected] ?? issue.expected].flat().join(',')}.`,
        { param },
      );
    case 'invalid_value':
      return of('rest_not_in_enum', `is not one of ${sentence(issue.values.map(String))}.`);
    case 'too_small':
    case 'too_big':
      return issue.origin === 'string'
        ? lengthDetail(of, issue)
        : of('rest_out_of_bounds', `must be ${boundsOf(schema, issue)}`);
    case 'invalid_format':
      return issue.format === 'uuid'
        ? of('rest_invalid_uuid', 'is not a valid UUID.')
        : of('rest_invalid_pattern', `is not of the format ${issue.format}.`);
    case 'custom':
      return customDetail(param, issue);
    default:
      return of('rest_invalid_param', `is not valid: ${issue.message}`);
  }
}

/** What `refusing` of values.ts said. */
function customDetail(param: string, { message, params }: z.core.$ZodIssueCustom): Detail {
  const { code, data = null, is_of_param } = (params ?? {}) as Partial<Detail & { is_of_param: boolean }>;
  return code
    ? { code, message: is_of_param ? `${param} ${message}` : message, data }
    : { code: 'rest_invalid_param', message: `${param} is not valid: ${message}`, data };
}

/** `a`, `a and b`, `a, b, and c`, as WordPress lists words. */
const sentence = (words: string[]): string =>
  words.length < 3 ? words.join(' and ') : `${words.slice(0, -1).join(', ')}, and ${words.at(-1)}`;

type Bound = z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig;

function lengthDetail(of: (code: string, words: string) => Detail, issue: Bound): Detail {
  if (issue.code === 'too_small')
    return of('rest_too_short', `must be at least ${issue.minimum} characters long.`);
  return of('rest_too_long', `must be at most ${issue.maximum} characters long.`);
}

function boundsOf({ minimum, maximum }: Schema, issue: Bound): string {
  if (minimum !== undefined && maximum !== undefined)
    return `between ${minimum} (inclusive) and ${maximum} (inclusive)`;
  return issue.code === 'too_small'
    ? `greater than or equal to ${issue.minimum}`
    : `less than or equal to ${issue.maximum}`;
}

/** Whether a text in it holds a NUL, which no database takes. */
function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsNul);
}

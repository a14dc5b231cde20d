// xmlrpc/protocol/values.ts: the values of XML-RPC (xmlrpc.com/spec) as data, and reading untrusted ones.
import { readId } from '../../base/http/ids.ts';

const date = Symbol('dateTime.iso8601');
const double = Symbol('double');

/** A date without a zone, such as 20240201T10:00:00. */
export interface IsoDate {
  [date]: string;
}

/** A number that is no whole one, or is not to be sent as such. */
export interface Double {
  [double]: number;
}

/** A number is an `int`, a Buffer is `base64`. */
export type Value = string | number | boolean | Buffer | IsoDate | Double | Value[] | Struct;

export interface Struct {
  [name: string]: Value;
}

export const isoDate = (text: string): IsoDate => ({ [date]: text });
export const doubleOf = (number: number): Double => ({ [double]: number });

const isObject = (value: Value | undefined): value is Struct =>
  typeof value === 'object' && !Array.isArray(value) && !Buffer.isBuffer(value);

/** The text of a date; undefined for another value. */
export const dateText = (value: Value | undefined): string | undefined =>
  isObject(value) && date in value ? (value as unknown as IsoDate)[date] : undefined;

/** The number of a double; undefined for another value. */
export const doubleNumber = (value: Value | undefined): number | undefined =>
  isObject(value) && double in value ? (value as unknown as Double)[double] : undefined;

/** A struct, its names without a prototype behind them; an empty one for another value. */
export const structIn = (value: Value | undefined): Struct =>
  isObject(value) && dateText(value) === undefined && doubleNumber(value) === undefined
    ? value
    : emptyStruct();

export const emptyStruct = (): Struct => Object.create(null) as Struct;

/** An array; a struct's values (PHP sends some lists so); an empty one for another value. */
export function listIn(value: Value | undefined): Value[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(structIn(value)) : [];
}

/** A scalar as text; '' for what is none. Programs send ids and numbers as text as often as not. */
export function textIn(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '1' : '';
  return dateText(value) ?? String(doubleNumber(value) ?? '');
}

/** An id; 0 for what is none. */
export const idIn = (value: Value | undefined): number => readId(textIn(value).trim()) ?? 0;

/** A whole number within bounds; `usual` for what is none. */
export function numberIn(value: Value | undefined, usual: number, most: number): number {
  const text = textIn(value).trim();
  return /^\d{1,8}$/.test(text) ? Math.min(Number(text), most) : usual;
}

/** Yes or no, as PHP reads it. */
export const flagIn = (value: Value | undefined): boolean =>
  !['', '0', 'false'].includes(textIn(value).trim());

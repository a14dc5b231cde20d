// base/http/ids.ts: ids that come from outside: read by one rule, and used for everything after.
import { z } from 'zod';
import { notFound } from '../errors.ts';

/** The highest id that a column of type `integer` holds (PostgreSQL, "Numeric Types"). */
export const highestId = 2_147_483_647;

/**
 * A row's id out of an address, a form, a text or an export: decimal digits, from 1 to `highestId`; zeros before it count
 * for nothing, as in WordPress's `absint`. `12abc`, `0x1`, `1e3`, `-1` and `0` are no ids.
 * @returns undefined for anything else
 */
export function readId(given: unknown): number | undefined {
  if (typeof given !== 'string' || !/^0{0,9}[1-9]\d{0,9}$/.test(given)) return undefined;
  const id = Number(given);
  return id <= highestId ? id : undefined;
}

/** The id in an address that has one spelling only. @throws HttpError 404 naming the noun */
export function idFrom(given: unknown, noun: string): number {
  const id = readId(given);
  if (id === undefined || String(id) !== given) throw notFound(noun);
  return id;
}

/** Ids from ticked boxes: one, several or none, 500 at most; anything else is left out. */
export const idsFrom = (given: unknown): number[] =>
  [given]
    .flat()
    .flatMap((one) => readId(one) ?? [])
    .slice(0, 500);

/** A field of a form that names a row; '' and '0' name none and become 0. */
export const idField = z
  .string()
  .refine((given) => given === '' || given === '0' || readId(given) !== undefined)
  .default('')
  .transform(Number);

/** Which page of a list is asked, from 1. */
export function pageFrom(given: unknown): number {
  return typeof given === 'string' && /^[1-9]\d{0,5}$/.test(given) ? Number(given) : 1;
}

// base/http/ids.ts: numbers in addresses: read once, strictly, and used for everything after.
import { notFound } from '../errors.ts';

/** A row's id from an address. `12abc`, `0x1` and `1e3` are no ids. @throws HttpError 404 naming the noun */
export function idFrom(given: unknown, noun: string): number {
  if (typeof given === 'string' && /^[1-9]\d{0,8}$/.test(given)) return Number(given);
  throw notFound(noun);
}

/** Ids from ticked boxes: one, several or none; anything else is left out. */
export function idsFrom(given: unknown): number[] {
  return [given]
    .flat()
    .filter((one): one is string => typeof one === 'string' && /^[1-9]\d{0,8}$/.test(one))
    .slice(0, 500)
    .map(Number);
}

/** Which page of a list is asked, from 1. */
export function pageFrom(given: unknown): number {
  return typeof given === 'string' && /^[1-9]\d{0,5}$/.test(given) ? Number(given) : 1;
}

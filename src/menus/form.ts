// menus/form.ts: what the menu screens send.
import { z } from 'zod';
import { badRequest } from '../base/errors.ts';
import { idsFrom, readId } from '../base/http/ids.ts';
import { __ } from '../base/language/gettext.ts';
import { deepest, moves, type Move } from './menu.ts';

const named = z.object({ name: z.string().trim().min(1).max(100) });

/** @throws HttpError 400 */
export function menuName(body: unknown): string {
  const read = named.safeParse(body);
  if (!read.success) throw badRequest(__('Give the menu a name of at most 100 letters.'));
  return read.data.name;
}

const address = z
  .string()
  .trim()
  .max(2000)
  .refine(
    (given) => /^(?:https?:\/\/[^\s/]|mailto:\S|tel:\S|\/(?![/\\])|#)/i.test(given) && !/[\s\0]/.test(given),
  );

/** Whether a line may lead there. */
export const isAddress = (given: string): boolean => address.safeParse(given).success;

const link = z.object({ title: z.string().trim().min(1).max(200), url: address });
const words = z.object({
  title: z.string().trim().max(200).default(''),
  url: z.string().max(2000).default(''),
});

export interface AddedItems {
  posts: number[];
  terms: number[];
  link: { title: string; url: string } | undefined;
}

/** What is to be added. @throws HttpError 400 when a link is no link */
export function addedItems(body: unknown): AddedItems {
  const given = (body ?? {}) as Record<string, unknown>;
  const isLink = [given.title, given.url].some((one) => typeof one === 'string' && one.trim() !== '');
  return {
    posts: [...new Set(idsFrom(given.posts))],
    terms: [...new Set(idsFrom(given.terms))],
    link: isLink ? linkOf(given) : undefined,
  };
}

/** The words and the address of an own link. @throws HttpError 400 */
export function linkOf(body: unknown): { title: string; url: string } {
  const read = link.safeParse(body);
  if (!read.success)
    throw badRequest(
      __('A link needs words and an address: https://…, mailto:…, tel:…, or /a/path of this site.'),
    );
  return read.data;
}

/** Words instead of the target's title; empty for those. @throws HttpError 400 */
export function itemTitle(body: unknown): string {
  const read = words.safeParse(body);
  if (!read.success) throw badRequest(__('Use at most 200 letters.'));
  return read.data.title;
}

export const moveFrom = (given: unknown): Move | undefined => moves.find((move) => move === given);

/** Lines in their new order, as `12:0 15:1`. @throws HttpError 400 */
export function orderFrom(body: unknown): { id: number; depth: number }[] {
  const { order } = (body ?? {}) as Record<string, unknown>;
  if (typeof order !== 'string' || !/^(?:\d+:\d(?: |$)){1,200}$/.test(order))
    throw badRequest(__('That is no order of lines.'));
  return order.split(' ').map((pair) => {
    const [id, depth] = pair.split(':');
    return { id: readId(id) ?? 0, depth: Math.min(Number(depth), deepest) };
  });
}

/** Which menu each place gets; 0 for none. */
export function placesFrom(body: unknown, places: string[]): Record<string, number> {
  const given = (body ?? {}) as Record<string, unknown>;
  return Object.fromEntries(places.map((place) => [place, idsFrom(given[`place_${place}`])[0] ?? 0]));
}

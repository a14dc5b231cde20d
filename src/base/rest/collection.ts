// base/rest/collection.ts: lists that are read page by page: their parameters, how much they hold, and where they go on.
import { restAddress } from './address.ts';
import { restError, type RestAnswer, type RestRequest } from './route.ts';
import { id, ids, integer, oneOf, text } from './values.ts';

/** `context`, with what it decides. */
export const contextArg = () =>
  oneOf(
    'Which fields are shown: those for readers, for a short copy beside something else, or for editing.',
    ['view', 'embed', 'edit'],
  ).default('view');

/**
 * The parameters that all collections share.
 * @param sorted the words of `orderby`, in WordPress's order
 * @param usual the one that holds without it
 */
export const collectionArgs = <const Words extends readonly [string, ...string[]]>(
  sorted: Words,
  order: 'asc' | 'desc' = 'desc',
  usual: Words[number] = sorted[0]!,
) => ({
  context: contextArg(),
  page: integer('Which page of the list.', { min: 1 }).default(1),
  per_page: integer('How many items a page holds.', { min: 1, max: 100 }).default(10),
  search: text('Only items that hold these words.', 2000).optional(),
  exclude: ids('Not these items.').default([]),
  include: ids('Only these items.').default([]),
  offset: integer('Begin after so many items, whatever the page.', { min: 0 }).optional(),
  order: oneOf('Which way the list is sorted.', ['asc', 'desc']).default(order),
  orderby: oneOf('What the list is sorted by.', sorted).default(usual),
  after_id: id('Go on behind this item, in the order of ids; such a list is not counted.').optional(),
});

/** Which items of a list: as `limit` and `offset` of SQL. */
export interface Slice {
  limit: number;
  offset: number;
}

interface Paged {
  page: number;
  per_page: number;
  offset?: number | undefined;
  after_id?: number | undefined;
}

/** An offset is stronger than a page, as in WordPress; a list behind an id has no pages. */
export const sliceOf = ({ page, per_page, offset, after_id }: Paged): Slice => ({
  limit: per_page,
  offset: after_id === undefined ? Math.min(offset ?? (page - 1) * per_page, furthest) : 0,
});

const furthest = 2_000_000_000;

/** What sayTotal reads: any RestCall of a collection. */
export interface Said {
  args: Paged;
  request: RestRequest;
  reply: Pick<RestAnswer, 'headers'>;
}

/**
 * Says how much a collection holds (X-WP-Total, X-WP-TotalPages), and where the pages beside this one are (Link). Behind
 * an id nothing is counted: Link leads behind the last item, while there may be more.
 */
export function sayTotal(
  blog: { url: string },
  { args, request, reply }: Said,
  total: number,
  items: { id?: unknown }[] = [],
): void {
  const { page, per_page, after_id } = args;
  const link = (name: string, value: unknown, rel: string) =>
    `<${addressWith(blog, request, { [name]: value })}>; rel="${rel}"`;
  if (after_id !== undefined) {
    const last = items.at(-1)?.id;
    if (items.length >= per_page) reply.headers.Link = link('after_id', last, 'next');
    return;
  }
  const pages = Math.ceil(total / per_page);
  Object.assign(reply.headers, { 'X-WP-Total': String(total), 'X-WP-TotalPages': String(pages) });
  const links = [
    ...(page > 1 && pages > 0 ? [link('page', Math.min(page - 1, pages), 'prev')] : []),
    ...(page < pages ? [link('page', page + 1, 'next')] : []),
  ];
  if (links.length) reply.headers.Link = links.join(', ');
}

/** What WordPress says of a page behind the last one of posts, media, comments. @throws HttpError 400 */
export function refusePageBehind(
  { page, per_page, offset, after_id }: Paged,
  total: number,
  code = 'rest_post_invalid_page_number',
): void {
  if (offset !== undefined || after_id !== undefined || page === 1 || !total) return;
  if (page <= Math.ceil(total / per_page)) return;
  throw restError(400, code, 'The page number requested is larger than the number of pages available.');
}

/** The address of a request, with some parameters otherwise. */
function addressWith(
  blog: { url: string },
  { path, query }: RestRequest,
  changed: Record<string, unknown>,
): string {
  const pairs = Object.entries({ ...query, ...changed }).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, String(one)]),
  );
  // As add_query_arg of WordPress: what has no value stands alone.
  const printed = new URLSearchParams(pairs).toString().replaceAll(/=(?=&|$)/g, '');
  return `${restAddress(blog, path)}?${printed}`;
}

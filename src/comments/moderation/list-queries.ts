// comments/moderation/list-queries.ts: the moderation list: its views, filters, places and counters. Nothing here costs more on a larger blog.
import type { Database } from '../../base/database/database.ts';
import type { Comment, KeptComment } from '../comment.ts';
import { markedIn, statusesOf, type ListView } from '../queries/list-views.ts';
import { postRights, type Moderated } from './queries.ts';

/** Of whom or what comments are listed. */
export interface ListScope {
  /** 0 for all posts. */
  post_id: number;
  /** Only comments on posts of this author; 0 for all. */
  post_author_id: number;
  /** Who looks: for `mine`. */
  user_id: number;
  /** Comments that gave this email; '' for all. */
  email?: string;
  /** From this address. */
  ip?: string;
  /** From the network of this address. */
  network?: string;
}

export interface ListFilter extends ListScope {
  view: ListView;
  /** '' shows all; `pings` all but comments. */
  kind: '' | 'pings' | Comment['type'];
  /** Words of the text, or parts of name, email, website or address. */
  search: string;
}

/** A place in the list: a comment's time, in microseconds, and its id. */
export interface Place {
  micros: string;
  id: number;
}

export interface Slice {
  limit: number;
  /** Older than this place, or newer; neither begins at the newest. */
  before?: Place | undefined;
  after?: Place | undefined;
}

export type ListedComment = Pick<
  KeptComment,
  | 'id' | 'post_id' | 'parent_id' | 'type' | 'status' | 'author_name' | 'author_email' | 'author_url' | 'author_ip'
  | 'user_id' | 'meta' | 'posted_at' | 'edited_at' | 'open_reports' | 'is_namesake' | 'appealed_at'
  | 'browser_key_hash'
> & {
  /** The beginning of its words. */
  words: string;
  micros: string;
  post_title: string;
  post_comment_count: number;
  post: Moderated['post'];
  parent_author_name: string | null;
}; // prettier-ignore

export const microsOf = `(extract(epoch FROM posted_at) * 1000000)::bigint::text`;
const momentOf = (name: string) => `timestamptz 'epoch' + (:${name})::bigint * interval '1 microsecond'`;

/** Which comments a page of the list shows, without its words. */
export async function listPlaces(db: Database, filter: ListFilter, slice: Slice): Promise<Place[]> {
  const { rows } = await db.raw<{ rows: Place[] }>(
    `SELECT id, ${microsOf} AS micros FROM (${windowOf(filter, slice)}) AS found
      ORDER BY ${orderOf(slice)} LIMIT :limit`,
    bindingsOf(filter, slice),
  );
  return slice.after ? rows.toReversed() : rows;
}

/**
 * The statement that gives `limit` comments of a filter from a place on, each status by its own index: PostgreSQL merges
 * them. A filter for a writer is so narrow that the order of all comments must not tempt the planner.
 */
export function windowOf(filter: ListFilter, slice: Slice): string {
  const { view, kind, email, ip, network } = filter;
  const statuses = statusesOf(view);
  const marked = markedIn(view);
  const kinds = kind === 'pings' ? ['trackback', 'pingback', 'webmention'] : kind ? [kind] : [''];
  const same = email || ip || network ? 'IS NOT DISTINCT FROM' : '=';
  const order = orderOf(slice);
  const branches = statuses.flatMap((status) =>
    kinds.map(
      (type) =>
        `(SELECT id, posted_at FROM comments
           WHERE status ${same} '${status}' ${kindIs(type)} ${scopeOf(filter)}
             ${view === 'mine' ? 'AND user_id = :user_id' : ''} ${marked} ${placeOf(slice)}
           ORDER BY ${order} LIMIT :limit)`,
    ),
  );
  return `SELECT id, posted_at FROM (${branches.join(' UNION ALL ')}) AS merged ORDER BY ${order} LIMIT :limit`;
}

/** The index of rare kinds holds no comments, and wants to be told. */
const kindIs = (type: string): string =>
  type === '' || type === 'comment'
    ? type && `AND type = 'comment'`
    : `AND type = '${type}' AND type <> 'comment'`;

const placeOf = ({ before, after }: Slice): string => {
  if (before) return `AND (posted_at, id) < (${momentOf('micros')}, :id)`;
  return after ? `AND (posted_at, id) > (${momentOf('micros')}, :id)` : '';
};

export const orderOf = ({ after }: Slice): string => (after ? 'posted_at, id' : 'posted_at DESC, id DESC');

export const bindingsOf = (filter: ListFilter, { limit, before, after }: Slice) => ({
  ...filter,
  email: filter.email ?? '',
  ip: filter.ip ?? '',
  network: filter.network ?? '',
  limit,
  micros: (before ?? after)?.micros ?? '0',
  id: (before ?? after)?.id ?? 0,
});

/** What narrows a list down, as conditions. */
function scopeOf({ post_id, post_author_id, email, ip, network }: ListScope): string {
  return [
    post_id ? 'AND post_id = :post_id' : '',
    post_author_id ? 'AND post_id IN (SELECT id FROM posts WHERE author_id = :post_author_id)' : '',
    email ? 'AND lower(author_email) = lower(:email)' : '',
    ip ? 'AND author_ip = :ip' : '',
    network ? `AND author_ip <> '' AND comment_network(author_ip) = comment_network(:network)` : '',
  ].join(' ');
}

/** The rows of some places that belong to a filter, its words aside, the newest first. */
export async function listedRows(db: Database, ids: number[]): Promise<ListedComment[]> {
  const { rows } = await db.raw<{ rows: ListedComment[] }>(
    `SELECT comments.id, comments.post_id, comments.parent_id, comments.type, comments.status, comments.author_name,
            comments.author_email, comments.author_url, comments.author_ip, comments.user_id, comments.meta,
            comments.posted_at, comments.edited_at, comments.open_reports, comments.is_namesake, comments.appealed_at, comments.browser_key_hash,
            left(coalesce(comments.plain, comments.content), 400) AS words,
            (extract(epoch FROM comments.posted_at) * 1000000)::bigint::text AS micros,
            posts.title AS post_title, posts.comment_count AS post_comment_count, ${postRights} AS post,
            parent.author_name AS parent_author_name
       FROM comments JOIN posts ON posts.id = comments.post_id
       LEFT JOIN comments AS parent ON parent.id = comments.parent_id
      WHERE comments.id = ANY(:ids) AND comments.status <> 'removed'
      ORDER BY comments.posted_at DESC, comments.id DESC LIMIT :most`,
    { ids, most: ids.length },
  );
  return rows;
}

/** Among some comments, those that a view shows: its words are not asked. */
export async function stillListed(db: Database, filter: ListFilter, ids: number[]): Promise<number[]> {
  const { rows } = await db.raw<{ rows: { id: number }[] }>(
    `SELECT id FROM comments
      WHERE id = ANY(:ids) AND status = ANY(:statuses) AND (:mine = 0 OR user_id = :mine) ${markedIn(filter.view)}
        AND (:kind = '' OR type = :kind OR (:kind = 'pings' AND type <> 'comment')) ${scopeOf(filter)}
      ORDER BY id LIMIT :limit`,
    {
      ...bindingsOf(filter, { limit: ids.length }),
      ids,
      statuses: statusesOf(filter.view),
      mine: filter.view === 'mine' ? filter.user_id : 0,
    },
  );
  return rows.map(({ id }) => id);
}

export type Counters = Record<ListFilter['view'], number>;

/** Views are counted up to here; whoever sees the number after it knows that there are more. */
export const countedTo = 10_000;

/** How many comments each view holds, up to `countedTo` + 1. */
export async function countByView(db: Database, scope: ListScope): Promise<Counters> {
  const counted = (where: string) =>
    `(SELECT count(*)::int FROM (SELECT 1 FROM comments WHERE ${where} ${scopeOf(scope)} LIMIT :most) AS counted)`;
  const { rows } = await db.raw<{ rows: Omit<Counters, 'all'>[] }>(
    `SELECT ${counted(`status IN ('hold', 'approve') AND user_id = :user_id`)} AS mine,
            ${counted(`status = 'hold'`)} AS hold, ${counted(`status = 'approve'`)} AS approve,
            ${counted(`status = 'spam'`)} AS spam, ${counted(`status = 'trash'`)} AS trash,
            ${counted(`status IN ('hold', 'approve') AND open_reports > 0`)} AS reported,
            ${counted(`status IN ('spam', 'trash') AND appealed_at IS NOT NULL`)} AS appealed LIMIT 1`,
    { email: '', ip: '', network: '', ...scope, most: countedTo + 1 },
  );
  const counters = rows[0]!;
  return { all: Math.min(countedTo + 1, counters.hold + counters.approve), ...counters };
}

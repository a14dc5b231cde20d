// writing/queries/rest-list.ts: the lists of posts and pages of the REST API.
import type { Knex } from 'knex';
import type { Database } from '../../base/database/database.ts';
import { literalInLike } from '../../base/database/like.ts';
import { totalOf } from '../../base/rest/total-queries.ts';
import { inWeight, type Wanted } from '../../base/words/wanted.ts';
import { whereHolding } from '../../base/words/holding-queries.ts';
import { spellingsOf } from '../../terms/term.ts';
import type { Post, PostFormat, PostStatus } from '../../posts/post.ts';

/** Which posts a list holds; all parts that are given must hold. */
export interface RestFilter {
  type: 'post' | 'page' | 'wp_block';
  statuses: PostStatus[];
  /** Statuses of which somebody sees their own posts alone. */
  own: { user_id: number; statuses: PostStatus[] };
  include: number[];
  exclude: number[];
  author: number[];
  author_exclude: number[];
  slugs?: string[] | undefined;
  published: { after?: Date | undefined; before?: Date | undefined };
  modified: { after?: Date | undefined; before?: Date | undefined };
  is_sticky?: boolean | undefined;
  formats?: PostFormat[] | undefined;
  parents: number[];
  parents_exclude: number[];
  menu_order?: number | undefined;
  /** Posts with one of the ids of each; of one of these groups alone with `or`. */
  with_terms: number[][];
  terms_or: boolean;
  without_terms: number[];
  /** Words that are looked for in these columns. */
  wanted?: Wanted | undefined;
  /** Whether words are looked for behind passwords, too: only for those who may read them all. */
  finds_locked: boolean;
  columns: ('title' | 'content' | 'excerpt')[];
  /** Most posts hold the words: reading the list in its order is quicker than looking them up. */
  is_common?: boolean;
  /** Only what stands behind this one, in the order of ids. */
  behind_id?: number | undefined;
  is_ascending: boolean;
}

export interface RestOrder {
  by: string;
  is_descending: boolean;
  /** The words as they were asked, for `relevance`. */
  search?: string | undefined;
  include: number[];
  slugs: string[];
}

/** So many posts that hold words are looked up and sorted. */
const mostFound = 2000;

const keys: Record<string, string> = {
  author: 'author_id',
  modified: 'modified_at',
  parent: 'coalesce(parent_id, 0)',
  slug: 'slug',
  title: 'left(lower(title), 200)',
  menu_order: 'menu_order',
};

/** The ids of a page of the list, and how many it holds in all (totalOf; 0 behind an id). */
export async function postsForRest(
  db: Database,
  asked: RestFilter,
  order: RestOrder,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ ids: number[]; total: number }> {
  const filter = await lookedUp(db, asked);
  const list = filtered(db, filter).select<{ id: number }[]>('id').limit(limit).offset(offset);
  const [rows, total] = await Promise.all([
    sorted(list, { ...order, wanted: asked.wanted }, filter),
    asked.behind_id === undefined ? totalOf(db, filtered(db, filter)) : 0,
  ]);
  return { ids: rows.map(({ id }) => id), total };
}

/** Rare words stand for a list of posts; common ones are met soon enough on the way. */
async function lookedUp(db: Database, filter: RestFilter): Promise<RestFilter> {
  if (!filter.wanted) return filter;
  const rows = await filtered(db, filter)
    .select<{ id: number }[]>('id')
    .limit(mostFound + 1);
  if (rows.length > mostFound) return { ...filter, is_common: true };
  return { ...filter, wanted: undefined, include: rows.length ? rows.map(({ id }) => id) : [0] };
}

function sorted(
  query: Knex.QueryBuilder<Post, { id: number }[]>,
  { by, is_descending, include, slugs, search = '', wanted }: RestOrder & Pick<RestFilter, 'wanted'>,
  filter: RestFilter,
) {
  const way = is_descending ? 'DESC' : 'ASC';
  if (by === 'include') return query.orderByRaw('array_position(:include::int[], id), id', { include });
  if (by === 'include_slugs') return query.orderByRaw('array_position(:slugs::text[], slug), id', { slugs });
  if (by === 'id') return query.orderByRaw(`id ${way}`);
  const isOut = filter.statuses.join() === 'publish' && !filter.own.statuses.length;
  const date = isOut ? 'published_at' : 'coalesce(published_at, modified_at)';
  if (by === 'relevance' && !filter.is_common) {
    const words = `%${literalInLike(search)}%`;
    const titled = wanted ? inWeight(wanted, 'A', 'all') : '';
    return query.orderByRaw(
      `(title ILIKE :words OR words @@ (:titled)::tsquery) DESC, ${date} DESC, id DESC`,
      { words, titled },
    );
  }
  const key = keys[by] ?? date;
  return query.orderByRaw(`${key} ${way}, id ${way}`);
}

function filtered(db: Database, filter: RestFilter) {
  const { type, include, exclude, author, author_exclude, slugs, is_sticky, formats, behind_id } = filter;
  const query = db<Post>('posts')
    .where({ type })
    .where((one) => seen(one, filter));
  if (include.length) void query.whereIn('id', include);
  if (exclude.length) void query.whereNotIn('id', exclude);
  if (author.length) void query.whereIn('author_id', author);
  if (author_exclude.length)
    void query.where((one) => one.whereNull('author_id').orWhereNotIn('author_id', author_exclude));
  if (slugs) void query.whereIn('slug', slugs.flatMap(spellingsOf));
  if (is_sticky !== undefined) void query.where({ is_sticky });
  if (formats) void query.whereIn('format', formats);
  if (behind_id !== undefined) void query.where('id', filter.is_ascending ? '>' : '<', behind_id);
  inTime(query, filter);
  inTree(query, filter);
  withTerms(db, query, filter);
  if (filter.wanted && !filter.finds_locked) void query.where({ password: '' });
  withWords(query, filter);
  return query;
}

type Query = Knex.QueryBuilder<Post>;

function seen(query: Query, { statuses, own }: RestFilter): void {
  void query.whereIn('status', statuses);
  if (own.statuses.length)
    void query.orWhere((one) => one.whereIn('status', own.statuses).where({ author_id: own.user_id }));
}

function inTime(query: Query, { published, modified }: RestFilter): void {
  if (published.after) void query.where('published_at', '>', published.after);
  if (published.before) void query.where('published_at', '<', published.before);
  if (modified.after) void query.where('modified_at', '>', modified.after);
  if (modified.before) void query.where('modified_at', '<', modified.before);
}

/** 0 is the place above all pages. */
function inTree(query: Query, { parents, parents_exclude, menu_order }: RestFilter): void {
  const above = (ids: number[]) => (one: Query) => {
    void one.whereIn('parent_id', ids);
    if (ids.includes(0)) void one.orWhereNull('parent_id');
  };
  if (parents.length) void query.where(above(parents));
  if (parents_exclude.length) void query.whereNot(above(parents_exclude));
  if (menu_order !== undefined) void query.where({ menu_order });
}

function withTerms(db: Database, query: Query, { with_terms, terms_or, without_terms }: RestFilter): void {
  const having = (ids: number[]) => db('post_terms').select('post_id').whereIn('term_id', ids);
  if (without_terms.length) void query.whereNotIn('id', having(without_terms));
  if (!with_terms.length) return;
  void query.where((one) => {
    for (const ids of with_terms)
      if (terms_or) void one.orWhereIn('id', having(ids));
      else void one.whereIn('id', having(ids));
  });
}

const weights = { title: 'A', excerpt: 'B', content: 'C' };

function withWords(query: Query, { wanted, columns, is_common }: RestFilter): void {
  if (!wanted) return;
  const among = columns.map((column) => weights[column]).join('');
  whereHolding(query, { wanted, columns, words: 'words', weights: among, is_common });
}

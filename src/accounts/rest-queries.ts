// accounts/rest-queries.ts: the lists of users of the REST API, and what it keeps beside their columns.
import type { Knex } from 'knex';
import type { Database } from '../base/database/database.ts';
import { literalInLike } from '../base/database/like.ts';
import { totalOf } from '../base/rest/total-queries.ts';
import { wantedOf, written } from '../base/words/wanted.ts';
import type { Role, User } from './user.ts';

/** Which users; all parts that are given must hold. */
export interface UsersAsked {
  /** Only those whose posts or pages are out: all that strangers may know of. */
  has_published: boolean;
  search?: string | undefined;
  /** Where the words are looked for. */
  columns: ('login' | 'email' | 'url' | 'slug' | 'display_name')[];
  include: number[];
  exclude: number[];
  slug?: string[] | undefined;
  roles?: Role[] | undefined;
  orderby: string;
  order: 'asc' | 'desc';
  after_id?: number | undefined;
}

const keys: Record<string, string> = {
  id: 'id',
  registered_date: 'registered_at',
  slug: 'slug',
  email: 'lower(email)',
  url: 'url',
};

/** A page of the list, and how many it holds in all (totalOf). */
export async function usersForRest(
  db: Database,
  asked: UsersAsked,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ users: User[]; total: number }> {
  const [users, total] = await Promise.all([
    sorted(filtered(db, asked), asked).limit(limit).offset(offset) as Promise<User[]>,
    asked.after_id === undefined ? totalOf(db, filtered(db, asked)) : 0,
  ]);
  return { users, total };
}

/** Those of some users whose posts or pages are out. */
export async function publishedAmong(db: Database, ids: number[]): Promise<Set<number>> {
  if (!ids.length) return new Set();
  const rows = await isPublished(db<User>('users').whereIn('id', ids))
    .orderBy('id')
    .limit(ids.length)
    .select<{ id: number }[]>('id');
  return new Set(rows.map(({ id }) => id));
}

/** Keeps words of a user that have no column of their own. */
export async function keepNames(db: Database, id: number, names: Record<string, string>): Promise<void> {
  await db('users')
    .where({ id })
    .update({ meta: db.raw('meta || ?::jsonb', [JSON.stringify(names)]) });
}

function sorted(
  query: Knex.QueryBuilder<User>,
  { orderby, order, include, slug = [], after_id }: UsersAsked,
) {
  if (orderby === 'include') return query.orderByRaw('array_position(:include::int[], id), id', { include });
  if (orderby === 'include_slugs')
    return query.orderByRaw('array_position(:slug::text[], slug), id', { slug });
  const key = after_id === undefined ? (keys[orderby] ?? 'lower(display_name)') : 'id';
  const way = order === 'desc' ? 'DESC' : 'ASC';
  return query.orderByRaw(`${key} ${way}, id ${way}`);
}

function filtered(db: Database, asked: UsersAsked) {
  const { has_published, search, columns, include, exclude, slug, roles, after_id, order } = asked;
  const query = db<User>('users');
  const words = `%${literalInLike(search?.trim() ?? '')}%`;
  const name = wantedOf(search ?? '', { beginnings: 'all' });
  if (search?.trim())
    void query.where((one) => {
      for (const column of columns) void one.orWhereILike(column, words);
      if (name && columns.includes('display_name'))
        void one.orWhereRaw('words @@ ?::tsquery', [written(name).exact]);
    });
  if (include.length) void query.whereIn('id', include);
  if (exclude.length) void query.whereNotIn('id', exclude);
  if (slug) void query.whereIn('slug', slug);
  if (roles) void query.whereIn('role', roles);
  if (after_id !== undefined) void query.where('id', order === 'asc' ? '>' : '<', after_id);
  return has_published ? isPublished(query) : query;
}

const isPublished = (query: Knex.QueryBuilder<User>) =>
  query.whereExists((posts) =>
    posts
      .select('id')
      .from('posts')
      .whereRaw('posts.author_id = users.id')
      .where({ status: 'publish' })
      .whereIn('type', ['post', 'page']),
  );

// terms/rest-queries.ts: the lists of categories and tags of the REST API.
import type { Database } from '../base/database/database.ts';
import { literalInLike } from '../base/database/like.ts';
import { totalOf } from '../base/rest/total-queries.ts';
import { spellingsOf, type Taxonomy, type Term } from './term.ts';

/** Which terms; all parts that are given must hold. */
export interface TermsAsked {
  taxonomy: Taxonomy;
  search?: string | undefined;
  include: number[];
  exclude: number[];
  slug?: string[] | undefined;
  parent?: number | undefined;
  post?: number | undefined;
  hide_empty: boolean;
  orderby: string;
  order: 'asc' | 'desc';
  after_id?: number | undefined;
}

const keys: Record<string, string> = {
  id: 'id',
  name: 'name',
  slug: 'slug',
  description: 'description',
  count: 'post_count',
};

/** A page of the list, and how many it holds in all (totalOf). */
export async function termsForRest(
  db: Database,
  asked: TermsAsked,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ terms: Term[]; total: number }> {
  const [terms, total] = await Promise.all([
    sorted(db, asked).limit(limit).offset(offset) as Promise<Term[]>,
    asked.after_id === undefined ? totalOf(db, filtered(db, asked)) : 0,
  ]);
  return { terms, total };
}

function sorted(db: Database, asked: TermsAsked) {
  const { orderby, order, include, slug = [] } = asked;
  const query = filtered(db, asked).select('*');
  if (orderby === 'include') return query.orderByRaw('array_position(:include::int[], id), id', { include });
  if (orderby === 'include_slugs')
    return query.orderByRaw('array_position(:slug::text[], slug), id', { slug });
  const by = asked.after_id === undefined ? (keys[orderby] ?? 'name') : 'id';
  return query.orderBy([
    { column: by, order },
    { column: 'id', order },
  ]);
}

function filtered(db: Database, asked: TermsAsked) {
  const { taxonomy, search, include, exclude, slug, parent, post, hide_empty, after_id, order } = asked;
  const query = db<Term>('terms').where({ taxonomy });
  const words = `%${literalInLike(search?.trim() ?? '')}%`;
  if (search?.trim()) void query.where((one) => one.whereILike('name', words).orWhereILike('slug', words));
  if (include.length) void query.whereIn('id', include);
  if (exclude.length) void query.whereNotIn('id', exclude);
  if (slug) void query.whereIn('slug', slug.flatMap(spellingsOf));
  if (parent !== undefined) void query.where({ parent_id: parent || null });
  if (post !== undefined)
    void query.whereIn('id', db('post_terms').select('term_id').where({ post_id: post }));
  if (hide_empty) void query.where('post_count', '>', 0);
  if (after_id !== undefined) void query.where('id', order === 'asc' ? '>' : '<', after_id);
  return query;
}

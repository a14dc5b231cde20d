// library/rest-queries.ts: the lists of kept files of the REST API.
import type { Knex } from 'knex';
import type { Database } from '../base/database/database.ts';
import { literalInLike } from '../base/database/like.ts';
import type { Slice } from '../base/rest/collection.ts';
import { totalOf } from '../base/rest/total-queries.ts';
import { whereHolding } from '../base/words/holding-queries.ts';
import { inWeight, type Wanted } from '../base/words/wanted.ts';
import type { Media } from '../media/media.ts';

/** Which files; all parts that are given must hold. */
export interface MediaAsked {
  /** Who looks: 0 for strangers; their own files are shown to them. */
  user_id: number;
  /** Whether they see all files of the library. */
  sees_all: boolean;
  include: number[];
  exclude: number[];
  author: number[];
  author_exclude: number[];
  parents: number[];
  parents_exclude: number[];
  slugs?: string[] | undefined;
  /** `image`, `video`, `text`, `application`, `audio`. */
  kinds?: string[] | undefined;
  mime_types?: string[] | undefined;
  uploaded: { after?: Date | undefined; before?: Date | undefined };
  wanted?: Wanted | undefined;
  columns: ('title' | 'caption' | 'description')[];
  /** Only what stands behind this one, in the order of ids. */
  behind_id?: number | undefined;
  is_ascending: boolean;
}

export interface MediaOrder {
  by: string;
  is_descending: boolean;
  search: string;
}

const keys: Record<string, string> = {
  author: 'coalesce(media.uploaded_by, 0)',
  id: 'media.id',
  parent: 'coalesce(media.post_id, 0)',
  slug: 'media.slug',
  title: 'left(lower(media.title), 200)',
};

/** A page of the list, and how many it holds in all (totalOf; 0 behind an id). */
export async function mediaForRest(
  db: Database,
  asked: MediaAsked,
  order: MediaOrder,
  { limit, offset }: Slice,
): Promise<{ found: Media[]; total: number }> {
  const list = sorted(filtered(db, asked).select('media.*'), order, asked);
  const [found, total] = await Promise.all([
    list.limit(limit).offset(offset) as Promise<Media[]>,
    asked.behind_id === undefined ? totalOf(db, filtered(db, asked)) : 0,
  ]);
  return { found, total };
}

function sorted(
  query: Knex.QueryBuilder,
  { by, is_descending, search }: MediaOrder,
  { include, slugs = [], wanted }: MediaAsked,
) {
  if (by === 'include') return query.orderByRaw('array_position(?::int[], media.id), media.id', [include]);
  if (by === 'include_slugs')
    return query.orderByRaw('array_position(?::text[], media.slug), media.id', [slugs]);
  const way = is_descending ? 'DESC' : 'ASC';
  if (by === 'relevance')
    return query.orderByRaw(
      '(media.title ILIKE ? OR coalesce(media.words @@ ?::tsquery, false)) DESC, media.uploaded_at DESC, media.id DESC',
      [`%${literalInLike(search)}%`, wanted ? inWeight(wanted, 'A', 'all') : ''],
    );
  const key = keys[by] ?? 'media.uploaded_at';
  return query.orderByRaw(`${key} ${way}, media.id ${way}`);
}

function filtered(db: Database, asked: MediaAsked): Knex.QueryBuilder {
  const { include, exclude, author, author_exclude, slugs, kinds, mime_types, uploaded, behind_id } = asked;
  const query = seen(db('media').where({ 'media.source': 'library' }), asked);
  if (include.length) void query.whereIn('media.id', include);
  if (exclude.length) void query.whereNotIn('media.id', exclude);
  if (author.length) void query.whereIn('media.uploaded_by', author);
  if (author_exclude.length)
    void query.where((one) =>
      one.whereNull('media.uploaded_by').orWhereNotIn('media.uploaded_by', author_exclude),
    );
  if (slugs) void query.whereIn('media.slug', slugs);
  if (kinds ?? mime_types)
    void query.where((any) => {
      for (const kind of kinds ?? []) void any.orWhereLike('media.mime_type', `${kind}/%`);
      void any.orWhereIn('media.mime_type', mime_types ?? []);
    });
  if (uploaded.after) void query.where('media.uploaded_at', '>', uploaded.after);
  if (uploaded.before) void query.where('media.uploaded_at', '<', uploaded.before);
  if (behind_id !== undefined) void query.where('media.id', asked.is_ascending ? '>' : '<', behind_id);
  ofPosts(query, asked);
  withWords(query, asked);
  return query;
}

/** The same that `isOpen` of rest/permissions.ts says of one file. */
function seen(query: Knex.QueryBuilder, { sees_all, user_id }: MediaAsked): Knex.QueryBuilder {
  if (sees_all) return query;
  return query.leftJoin('posts', 'posts.id', 'media.post_id').where((any) => {
    void any.where((open) =>
      open
        .where({ 'media.is_public': true, 'media.post_is_public': true })
        .whereNot({ 'media.status': 'waiting' })
        .where((above) =>
          above.whereNull('posts.id').orWhere({ 'posts.status': 'publish', 'posts.password': '' }),
        ),
    );
    if (user_id) void any.orWhere({ 'media.uploaded_by': user_id });
  });
}

/** 0 stands for no post. */
function ofPosts(query: Knex.QueryBuilder, { parents, parents_exclude }: MediaAsked): void {
  if (parents.length)
    void query.where((one) => {
      void one.whereIn('media.post_id', parents);
      if (parents.includes(0)) void one.orWhereNull('media.post_id');
    });
  if (parents_exclude.length)
    void query.where((one) => {
      void one.whereNotIn('media.post_id', parents_exclude);
      if (!parents_exclude.includes(0)) void one.orWhereNull('media.post_id');
    });
}

const weights = { title: 'A', caption: 'B', description: 'C' };

function withWords(query: Knex.QueryBuilder, { wanted, columns }: MediaAsked): void {
  if (!wanted) return;
  whereHolding(query, {
    wanted,
    columns: columns.map((column) => `media.${column}`),
    words: 'media.words',
    weights: columns.map((column) => weights[column]).join(''),
  });
}

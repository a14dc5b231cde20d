// export/queries/terms.ts: terms of an export in portions, parents before children, and whoever wrote what leaves.
import type { Knex } from 'knex';
import type { User } from '../../accounts/user.ts';
import type { Database } from '../../base/database/database.ts';
import type { Term } from '../../terms/term.ts';
import type { ExportFilter } from '../filter.ts';
import { matchingPosts } from './posts.ts';

export type ExportedTerm = Pick<Term, 'id' | 'name' | 'slug' | 'description' | 'meta'> & {
  taxonomy: string;
  parent_slug: string | null;
  depth: number;
};

/** Where the next portion begins. */
export type TermPlace = Pick<ExportedTerm, 'depth' | 'id'>;

/**
 * The first `limit` terms behind a place: those without a parent by id, then those below them. Menus leave as they are
 * now, and formats as a field of the post. An export of a part brings the terms of its posts with all above them.
 */
export async function termsBehind(
  db: Database,
  filter: ExportFilter,
  { depth, id }: TermPlace,
  limit: number,
): Promise<ExportedTerm[]> {
  const own = (query: Knex.QueryBuilder) =>
    filter.content === 'all' ? query : query.whereIn('terms.id', inUse(db, filter));
  const columns = ['terms.id', 'terms.taxonomy', 'name', 'slug', 'description', 'meta'];
  if (depth === 0) {
    const roots = await own(db('terms'))
      .whereNotIn('taxonomy', left)
      .whereNull('parent_id')
      .where('id', '>', id)
      .orderBy('id')
      .limit(limit)
      .select<ExportedTerm[]>(...columns, db.raw('NULL AS parent_slug, 0 AS depth'));
    return roots.length ? roots : termsBehind(db, filter, { depth: 1, id: 0 }, limit);
  }
  return own(db('terms'))
    .withRecursive('placed', (query) =>
      query
        .from('terms AS child')
        .join('terms AS root', 'root.id', 'child.parent_id')
        .whereNull('root.parent_id')
        .whereNotIn('child.taxonomy', left)
        .select('child.id', 'root.slug AS parent_slug', db.raw('1 AS depth'))
        .unionAll((below) =>
          below
            .from('terms AS child')
            .join('placed', 'placed.id', 'child.parent_id')
            .join('terms AS parent', 'parent.id', 'child.parent_id')
            .select('child.id', 'parent.slug AS parent_slug', db.raw('placed.depth + 1 AS depth')),
        ),
    )
    .join('placed', 'placed.id', 'terms.id')
    .whereRaw('(placed.depth, terms.id) > (?, ?)', [depth, id])
    .orderBy(['placed.depth', 'terms.id'])
    .limit(limit)
    .select<ExportedTerm[]>(...columns, 'placed.parent_slug', 'placed.depth');
}

const left = ['nav_menu', 'post_format'];

/** The terms of the posts that leave, and those above them. */
function inUse(db: Database, filter: ExportFilter): Knex.QueryBuilder {
  return db
    .withRecursive('used', (query) =>
      query
        .from('terms')
        .whereIn(
          'id',
          db('post_terms').whereIn('post_id', matchingPosts(db, filter).select('posts.id')).select('term_id'),
        )
        .select('id', 'parent_id')
        .union((above) =>
          above
            .from('terms')
            .join('used', 'used.parent_id', 'terms.id')
            .select('terms.id', 'terms.parent_id'),
        ),
    )
    .from('used')
    .select('used.id');
}

export type ExportedAuthor = Pick<User, 'id' | 'login' | 'email' | 'display_name' | 'role' | 'meta'>;

/** The first `limit` users after an id who wrote or uploaded something that leaves; of a whole export also who commented. */
export function authorsAfter(
  db: Database,
  filter: ExportFilter,
  after: number,
  limit: number,
): Promise<ExportedAuthor[]> {
  const uploaded = db('media').whereNotNull('uploaded_by').select('uploaded_by');
  if (filter.content === 'attachment' && filter.author_id)
    void uploaded.where('uploaded_by', filter.author_id);
  return db('users')
    .where('id', '>', after)
    .where((any) => {
      void any.whereExists(
        matchingPosts(db, filter).whereRaw('posts.author_id = users.id').select('posts.id'),
      );
      if (filter.content === 'all')
        void any.orWhereExists(db('comments').whereRaw('comments.user_id = users.id').select('id'));
      if (['all', 'attachment'].includes(filter.content)) void any.orWhereIn('id', uploaded);
    })
    .orderBy('id')
    .limit(limit)
    .select<ExportedAuthor[]>('id', 'login', 'email', 'display_name', 'role', 'meta');
}

/** People who may have written, for the field that asks for one. */
export function someWriters(db: Database, limit: number): Promise<Pick<User, 'login' | 'display_name'>[]> {
  return db<User>('users')
    .whereNot({ role: 'subscriber' })
    .orderBy(['login', 'id'])
    .limit(limit)
    .select('login', 'display_name');
}

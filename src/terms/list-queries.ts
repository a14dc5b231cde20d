// terms/list-queries.ts: the admin's lists of categories and tags, and what changes many of them at once.
import type { Database } from '../base/database/database.ts';
import { literalInLike } from '../base/database/like.ts';
import { slugOf, type Taxonomy, type Term } from './term.ts';

export interface TermFilter {
  taxonomy: Taxonomy;
  /** Words in name, address or description, taken literally. */
  search: string;
}

export interface TermSort {
  by: 'name' | 'slug' | 'post_count';
  is_descending: boolean;
}

/** A page of the list. */
export function termsForList(
  db: Database,
  filter: TermFilter,
  { by, is_descending }: TermSort,
  { limit, offset }: { limit: number; offset: number },
): Promise<Term[]> {
  const order = is_descending ? 'desc' : 'asc';
  return filtered(db, filter)
    .orderBy([
      { column: by, order },
      { column: 'id', order },
    ])
    .limit(limit)
    .offset(offset);
}

export async function countForList(db: Database, filter: TermFilter): Promise<number> {
  const [row] = await filtered(db, filter).count<{ count: number }[]>('* as count');
  return row!.count;
}

function filtered(db: Database, { taxonomy, search }: TermFilter) {
  const query = db<Term>('terms').where({ taxonomy });
  const words = `%${literalInLike(search)}%`;
  if (search) {
    void query.where((one) =>
      one.whereILike('name', words).orWhereILike('slug', words).orWhereILike('description', words),
    );
  }
  return query;
}

export type TermInTree = Pick<Term, 'id' | 'parent_id' | 'name'>;

/** All terms of a taxonomy by name, for making a tree of them; 20,000 at most. */
export function termsInOrder(db: Database, taxonomy: Taxonomy): Promise<TermInTree[]> {
  return db<Term>('terms')
    .where({ taxonomy })
    .orderBy(['name', 'id'])
    .limit(20_000)
    .select('id', 'parent_id', 'name');
}

export function termsByIds(db: Database, taxonomy: Taxonomy, ids: number[]): Promise<Term[]> {
  return db<Term>('terms').where({ taxonomy }).whereIn('id', ids).orderBy(['name', 'id']).limit(ids.length);
}

/** Tags whose names hold these words: those that begin with them first, then the ones used most. */
export async function namesOfTerms(
  db: Database,
  taxonomy: Taxonomy,
  words: string,
  limit: number,
): Promise<string[]> {
  const literal = literalInLike(words);
  return db<Term>('terms')
    .where({ taxonomy })
    .whereILike('name', `%${literal}%`)
    .orderByRaw('name ILIKE :begin DESC, post_count DESC, name, id', { begin: `${literal}%` })
    .limit(limit)
    .pluck('name');
}

/** The term of this name, in any case, or of the address that it makes. */
export function findTermNamed(db: Database, taxonomy: Taxonomy, name: string): Promise<Term | undefined> {
  return db<Term>('terms')
    .where({ taxonomy })
    .whereRaw('(lower(name) = lower(:name) OR slug = :slug)', { name, slug: slugOf(name) })
    .orderByRaw('lower(name) = lower(:name) DESC, id', { name })
    .first();
}

/** Lines up those who change the tree until the transaction ends: two at once could close a circle. */
export async function lockTermTree(db: Database): Promise<void> {
  await db.raw(`SELECT pg_advisory_xact_lock(hashtext('quillback term tree'))`);
}

/** Some category besides these; undefined when there is none. */
export async function anotherCategory(
  db: Database,
  wish: number,
  ids: number[],
): Promise<number | undefined> {
  const row = await db<Term>('terms')
    .where({ taxonomy: 'category' })
    .whereNotIn('id', ids)
    .orderByRaw('id = :wish DESC, id', { wish })
    .first('id');
  return row?.id;
}

/** Gives posts that have no category but these another one. */
export async function fileInstead(db: Database, ids: number[], instead: number): Promise<void> {
  await db.raw(
    `INSERT INTO post_terms (post_id, term_id)
     SELECT DISTINCT post_id, :instead::int FROM post_terms AS own
      WHERE term_id = ANY(:ids) AND NOT EXISTS (
        SELECT 1 FROM post_terms AS other JOIN terms ON terms.id = other.term_id
         WHERE other.post_id = own.post_id AND NOT other.term_id = ANY(:ids) AND terms.taxonomy = 'category')
         ON CONFLICT DO NOTHING`,
    { ids, instead },
  );
}

/** Gives the posts of these terms another one, at their place. */
export async function movePosts(db: Database, ids: number[], target: number): Promise<void> {
  await db.raw(
    `INSERT INTO post_terms (post_id, term_id, position)
     SELECT post_id, :target, min(position) FROM post_terms WHERE term_id = ANY(:ids) GROUP BY post_id
         ON CONFLICT DO NOTHING`,
    { ids, target },
  );
}

/** Puts what stands right under these terms under another one; but not that one itself, nor what it stands under. */
export async function moveChildren(db: Database, ids: number[], target: number): Promise<void> {
  await db.raw(
    `WITH RECURSIVE line AS (
       SELECT id, parent_id FROM terms WHERE id = :target
       UNION SELECT terms.id, terms.parent_id FROM terms JOIN line ON terms.id = line.parent_id
     )
     UPDATE terms SET parent_id = :target
      WHERE parent_id = ANY(:ids) AND NOT id = ANY(:ids) AND id NOT IN (SELECT id FROM line)`,
    { ids, target },
  );
}

/** Deletes terms; what stood under one of them goes to the next place above that stays. */
export async function deleteTerms(db: Database, ids: number[]): Promise<void> {
  await db.raw(
    `WITH RECURSIVE line AS (
       SELECT id, parent_id AS above FROM terms WHERE parent_id = ANY(:ids) AND NOT id = ANY(:ids)
       UNION
       SELECT line.id, terms.parent_id FROM line JOIN terms ON terms.id = line.above WHERE terms.id = ANY(:ids)
     )
     UPDATE terms SET parent_id = line.above FROM line
      WHERE terms.id = line.id AND (line.above IS NULL OR NOT line.above = ANY(:ids))`,
    { ids },
  );
  await db<Term>('terms').whereIn('id', ids).delete();
}

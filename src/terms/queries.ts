// terms/queries.ts: all the SQL about categories and tags.
import type { Database } from '../base/database/database.ts';
import { slugOf, spellingsOf, type Taxonomy, type Term } from './term.ts';

type TermOfPost = Term & { post_id: number };

export interface NewTerm {
  taxonomy: Taxonomy;
  name: string;
  slug?: string;
  parent_id?: number | null;
}

/** The terms of several posts, menus left out, in the order the author gave; posts without terms are absent. */
export async function termsOf(db: Database, post_ids: number[]): Promise<Map<number, Term[]>> {
  if (!post_ids.length) return new Map();
  const rows = await db('post_terms')
    .join('terms', 'terms.id', 'post_terms.term_id')
    .whereIn('post_id', post_ids)
    .orderBy(['post_id', 'post_terms.position', 'terms.name', 'terms.id'])
    .limit(10_000)
    .select<TermOfPost[]>('post_terms.post_id', 'terms.*');
  const terms = new Map<number, Term[]>();
  for (const { post_id, ...term } of rows) terms.set(post_id, [...(terms.get(post_id) ?? []), term]);
  return terms;
}

/** The ids of all terms that any of several posts has. */
export async function termIdsOf(db: Database, post_ids: number[]): Promise<number[]> {
  if (!post_ids.length) return [];
  return db('post_terms')
    .whereIn('post_id', post_ids)
    .distinct('term_id')
    .orderBy('term_id')
    .limit(10_000)
    .pluck<number[]>('term_id');
}

/** A term by its slug, in lower case as given or percent-encoded as old exports store it. */
export function findTerm(db: Database, taxonomy: Taxonomy, slug: string): Promise<Term | undefined> {
  return db<Term>('terms').where({ taxonomy }).whereIn('slug', spellingsOf(slug)).orderBy('id').first();
}

export function findTermById(db: Database, id: number): Promise<Term | undefined> {
  return db<Term>('terms').where({ id }).first();
}

/** All terms of a taxonomy by name; 5,000 at most. */
export function allTerms(db: Database, taxonomy: Taxonomy): Promise<Term[]> {
  return db<Term>('terms').where({ taxonomy }).orderBy(['name', 'id']).limit(5000);
}

/** Terms and all their ancestors, by id. */
export async function withAncestors(db: Database, ids: number[]): Promise<Map<number, Term>> {
  const { rows } = await db.raw<{ rows: Term[] }>(
    `WITH RECURSIVE line AS (
       SELECT terms.* FROM terms WHERE id = ANY(:ids)
       UNION SELECT terms.* FROM terms JOIN line ON terms.id = line.parent_id
     )
     SELECT * FROM line ORDER BY id LIMIT 5000`,
    { ids },
  );
  return new Map(rows.map((term) => [term.id, term]));
}

/** The ids of a term and of all below it. */
export async function withDescendants(db: Database, id: number): Promise<number[]> {
  const { rows } = await db.raw<{ rows: { id: number }[] }>(
    `WITH RECURSIVE family AS (
       SELECT id FROM terms WHERE id = :id
       UNION SELECT terms.id FROM terms JOIN family ON terms.parent_id = family.id
     )
     SELECT id FROM family ORDER BY id LIMIT 5000`,
    { id },
  );
  return rows.map((row) => row.id);
}

/**
 * Gives a post exactly these terms of a taxonomy, in this order, and keeps the counts of published posts.
 * @param is_moved whether the post has come out or been taken back: then all its terms are counted, not only changed ones
 */
export async function setTerms(
  db: Database,
  post_id: number,
  taxonomy: Taxonomy,
  term_ids: number[],
  { is_moved = true } = {},
): Promise<void> {
  const ids = [...new Set(term_ids)];
  const { rows } = await db.raw<{ rows: { term_id: number }[] }>(
    `DELETE FROM post_terms USING terms
      WHERE terms.id = post_terms.term_id AND post_id = :post_id AND taxonomy = :taxonomy
      RETURNING term_id`,
    { post_id, taxonomy },
  );
  if (ids.length) {
    const given = ids.map((term_id, position) => ({ post_id, term_id, position }));
    await db('post_terms').insert(given).onConflict(['post_id', 'term_id']).merge(['position']);
  }
  const before = rows.map(({ term_id }) => term_id);
  const touched = [...new Set([...ids, ...before])];
  // Counting is dear for a term with very many posts.
  await countTerms(db, is_moved ? touched : touched.filter((id) => ids.includes(id) !== before.includes(id)));
}

/** Gives several posts more terms of a taxonomy, after those they have. Ids of no such term are left out. */
export async function addTerms(
  db: Database,
  post_ids: number[],
  taxonomy: Taxonomy,
  term_ids: number[],
): Promise<void> {
  if (!term_ids.length) return;
  await db.raw(
    `INSERT INTO post_terms (post_id, term_id, position)
     SELECT post_id, terms.id, number + (
              SELECT coalesce(max(position), -1) FROM post_terms WHERE post_terms.post_id = one.post_id)
       FROM unnest(:post_ids::int[]) AS one (post_id)
      CROSS JOIN unnest(:term_ids::int[]) WITH ORDINALITY AS given (term_id, number)
       JOIN terms ON terms.id = term_id AND taxonomy = :taxonomy
         ON CONFLICT DO NOTHING`,
    { post_ids, term_ids, taxonomy },
  );
}

/** Counts the published posts of terms anew; call it too when a post's status changes. */
export async function countTerms(db: Database, term_ids: number[]): Promise<void> {
  if (!term_ids.length) return;
  await db.raw(
    `UPDATE terms SET post_count = (
       SELECT count(*) FROM post_terms JOIN posts ON posts.id = post_terms.post_id
        WHERE term_id = terms.id AND posts.status = 'publish')
      WHERE id = ANY(:term_ids)`,
    { term_ids },
  );
}

/** The term with this slug (or name), made when there is none. Two at once end with one term. */
export async function ensureTerm(db: Database, { taxonomy, name, slug, parent_id }: NewTerm): Promise<Term> {
  const wanted = slug || slugOf(name) || 'term';
  const found = await findTerm(db, taxonomy, wanted);
  if (found) return found;
  const row = { taxonomy, name, slug: wanted, parent_id: parent_id ?? null };
  const [made] = await db<Term>('terms')
    .insert(row)
    .onConflict(['taxonomy', 'slug'])
    .merge(['slug'])
    .returning('*');
  return made!;
}

export async function updateTerm(
  db: Database,
  id: number,
  values: Partial<Pick<Term, 'name' | 'slug' | 'description' | 'parent_id'>>,
): Promise<void> {
  await db<Term>('terms').where({ id }).update(values);
}

// terms/former-queries.ts: what categories and tags were once called, and where that leads now.
import type { Database } from '../base/database/database.ts';
import { findTerm } from './queries.ts';
import { spellingsOf, type Taxonomy, type Term } from './term.ts';

/** The term of this address: the one that has it, else the one that had it last or took in the one that had it. */
export async function findTermAt(db: Database, taxonomy: Taxonomy, slug: string): Promise<Term | undefined> {
  const found = await findTerm(db, taxonomy, slug);
  if (found) return found;
  return db<Term>('terms')
    .join('former_terms', 'former_terms.term_id', 'terms.id')
    .where('former_terms.taxonomy', taxonomy)
    .whereIn('former_terms.slug', spellingsOf(slug))
    .orderBy('terms.id')
    .select<Term[]>('terms.*')
    .first();
}

/** The term that took in the one of this number. */
export function findTermByFormerId(db: Database, id: number): Promise<Term | undefined> {
  return db<Term>('terms')
    .join('former_terms', 'former_terms.term_id', 'terms.id')
    .where('former_terms.former_id', id)
    .orderBy('terms.id')
    .select<Term[]>('terms.*')
    .first();
}

/** Remembers that a term had this address. */
export async function saveFormerSlug(
  db: Database,
  { id: term_id, taxonomy, slug }: Pick<Term, 'id' | 'taxonomy' | 'slug'>,
): Promise<void> {
  const row = { taxonomy, slug, term_id, former_id: null };
  await db('former_terms').insert(row).onConflict(['taxonomy', 'slug']).merge();
}

/** Leads the addresses of terms, and those that led to them, to another one. Call before they are deleted. */
export async function leadTermsTo(db: Database, ids: number[], target: number): Promise<void> {
  await db('former_terms').whereIn('term_id', ids).update({ term_id: target });
  await db.raw(
    `INSERT INTO former_terms (taxonomy, slug, term_id, former_id)
     SELECT taxonomy, slug, :target, id FROM terms WHERE id = ANY(:ids)
         ON CONFLICT (taxonomy, slug) DO UPDATE SET term_id = excluded.term_id, former_id = excluded.former_id`,
    { ids, target },
  );
}

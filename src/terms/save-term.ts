// terms/save-term.ts: adds and changes categories and tags.
import { inTransaction } from '../base/database/database.ts';
import { httpError, notFound } from '../base/errors.ts';
import { __ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import type { TermWords } from './form.ts';
import { lockTermTree } from './list-queries.ts';
import { saveFormerSlug } from './former-queries.ts';
import { ensureTerm, findTerm, findTermById, updateTerm, withDescendants } from './queries.ts';
import { slugOf, type Taxonomy, type Term } from './term.ts';

/** Adds a term. @throws HttpError 409 when its address is taken */
export async function addTerm(blog: Blog, taxonomy: Taxonomy, words: TermWords): Promise<Term> {
  const slug = slugOf(words.slug || words.name) || 'term';
  return inTransaction(blog, async ({ db }) => {
    if (await findTerm(db, taxonomy, slug)) throw taken(slug);
    const term = await ensureTerm(db, { taxonomy, name: words.name, slug });
    const parent_id = await parentOf(db, taxonomy, words.parent_id);
    await updateTerm(db, term.id, { description: words.description, parent_id });
    return { ...term, description: words.description, parent_id };
  });
}

/**
 * Changes a term; its old address leads to the new one.
 * @param given what is left out stays
 * @throws HttpError 404; 409 when its address is taken or its parent stands below it
 */
export async function changeTerm(
  blog: Blog,
  taxonomy: Taxonomy,
  id: number,
  given: Partial<TermWords> & Pick<TermWords, 'name' | 'slug'>,
): Promise<void> {
  await inTransaction(blog, async ({ db }) => {
    await lockTermTree(db);
    const term = await findTermById(db, id);
    if (term?.taxonomy !== taxonomy) throw notFound('term');
    const words = { ...term, ...given };
    const slug = words.slug === term.slug ? term.slug : slugOf(words.slug || words.name) || term.slug;
    const other = await findTerm(db, taxonomy, slug);
    if (other && other.id !== id) throw taken(slug);
    const parent_id = await parentOf(db, taxonomy, words.parent_id);
    if (parent_id && (await withDescendants(db, id)).includes(parent_id)) {
      throw httpError(
        409,
        'circle',
        __('A category cannot stand below itself. Please choose another parent.'),
      );
    }
    await updateTerm(db, id, { name: words.name, slug, description: words.description, parent_id });
    if (slug !== term.slug) await saveFormerSlug(db, term);
  });
}

async function parentOf(
  db: Blog['db'],
  taxonomy: Taxonomy,
  parent_id: number | null,
): Promise<number | null> {
  if (taxonomy !== 'category' || !parent_id) return null;
  const parent = await findTermById(db, parent_id);
  return parent?.taxonomy === taxonomy ? parent.id : null;
}

const taken = (slug: string) =>
  httpError(
    409,
    'slug_taken',
    __('There is one with the address “%s” already. Please choose another.', slug),
  );

// terms/save-term.ts: adds, changes and deletes categories and tags.
import { inTransaction } from '../base/database/database.ts';
import { httpError, notFound } from '../base/errors.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import type { TermWords } from './form.ts';
import { deleteTerm, ensureTerm, findTerm, findTermById, updateTerm, withDescendants } from './queries.ts';
import { writing } from './settings.ts';
import { slugOf, type Taxonomy } from './term.ts';

/** Adds a term. @throws HttpError 409 when its address is taken */
export async function addTerm(blog: Blog, taxonomy: Taxonomy, words: TermWords): Promise<void> {
  const slug = slugOf(words.slug || words.name) || 'term';
  await inTransaction(blog, async ({ db }) => {
    if (await findTerm(db, taxonomy, slug)) throw taken(slug);
    const term = await ensureTerm(db, { taxonomy, name: words.name, slug });
    const parent_id = await parentOf(db, taxonomy, words.parent_id);
    await updateTerm(db, term.id, { description: words.description, parent_id });
  });
}

/** Changes a term. @throws HttpError 404; 409 when its address is taken or its parent stands below it */
export async function changeTerm(
  blog: Blog,
  taxonomy: Taxonomy,
  id: number,
  words: TermWords,
): Promise<void> {
  await inTransaction(blog, async ({ db }) => {
    const term = await findTermById(db, id);
    if (term?.taxonomy !== taxonomy) throw notFound('term');
    const slug = slugOf(words.slug || words.name) || term.slug;
    const other = await findTerm(db, taxonomy, slug);
    if (other && other.id !== id) throw taken(slug);
    const parent_id = await parentOf(db, taxonomy, words.parent_id);
    if (parent_id && (await withDescendants(db, id)).includes(parent_id)) {
      throw httpError(409, 'circle', 'A category cannot stand below itself. Please choose another parent.');
    }
    await updateTerm(db, id, { name: words.name, slug, description: words.description, parent_id });
  });
}

/** Deletes a term. The category that other posts fall back to stays. @throws HttpError 404, 409 */
export async function removeTerm(blog: Blog, taxonomy: Taxonomy, id: number): Promise<void> {
  await inTransaction(blog, async ({ db }) => {
    const term = await findTermById(db, id);
    if (term?.taxonomy !== taxonomy) throw notFound('term');
    const { default_category } = await settings(db, writing);
    if (id === default_category) {
      throw httpError(
        409,
        'default_category',
        'Posts without a category get this one. Choose another in the general settings first.',
      );
    }
    await deleteTerm(db, term, default_category);
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
  httpError(409, 'slug_taken', `There is one with the address “${slug}” already. Please choose another.`);

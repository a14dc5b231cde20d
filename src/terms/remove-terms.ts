// terms/remove-terms.ts: deletes categories and tags, or makes several into one.
import { inTransaction } from '../base/database/database.ts';
import { httpError, notFound, type HttpError } from '../base/errors.ts';
import { __ } from '../base/language/gettext.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import {
  anotherCategory,
  deleteTerms,
  fileInstead,
  lockTermTree,
  moveChildren,
  movePosts,
  termsByIds,
} from './list-queries.ts';
import { leadTermsTo } from './former-queries.ts';
import { countTerms, findTermById } from './queries.ts';
import { writing } from './settings.ts';
import type { Taxonomy, Term } from './term.ts';

/** Which terms: of one taxonomy. */
export interface ChosenTerms {
  taxonomy: Taxonomy;
  ids: number[];
}

/** What came of it: how many are gone, and why each of the others is not. */
export interface Removed {
  removed: number;
  refusals: HttpError[];
}

/** Deletes terms; their posts stay. The category that other posts fall back to stays, and keeps no other back. */
export async function removeTerms(blog: Blog, chosen: ChosenTerms): Promise<Removed> {
  return inTransaction(blog, async ({ db }) => {
    await lockTermTree(db);
    const { default_category } = await settings(db, writing);
    const found = await termsByIds(db, chosen.taxonomy, chosen.ids);
    const refused = (term: Term) => term.taxonomy === 'category' && term.id === default_category;
    const ids = found.filter((term) => !refused(term)).map(({ id }) => id);
    const refusals = [
      ...found.filter(refused).map(isDefault),
      ...chosen.ids.slice(found.length).map(() => notFound('term')),
    ];
    if (!ids.length) return { removed: 0, refusals };
    if (chosen.taxonomy === 'category') {
      const instead = await anotherCategory(db, default_category, ids);
      if (!instead) return { removed: 0, refusals: [...refusals, isLast()] };
      await fileInstead(db, ids, instead);
      await deleteTerms(db, ids);
      await countTerms(db, [instead]);
    } else await deleteTerms(db, ids);
    return { removed: ids.length, refusals };
  });
}

/**
 * Makes terms into another one: their posts, what stands under them, and their addresses go over to it.
 * @returns the one that stays
 * @throws HttpError 404; 409 for the category that other posts fall back to; 422 when nothing is left to go over
 */
export async function mergeTerms(blog: Blog, chosen: ChosenTerms, target_id: number): Promise<Term> {
  const { taxonomy } = chosen;
  return inTransaction(blog, async ({ db }) => {
    await lockTermTree(db);
    const target = await findTermById(db, target_id);
    if (target?.taxonomy !== taxonomy) throw notFound('term');
    const found = await termsByIds(db, taxonomy, chosen.ids);
    const ids = found.map(({ id }) => id).filter((id) => id !== target.id);
    if (!ids.length)
      throw httpError(422, 'nothing_to_merge', __('Please choose at least one other to merge.'));
    const { default_category } = await settings(db, writing);
    if (taxonomy === 'category' && ids.includes(default_category)) throw isDefault();
    await movePosts(db, ids, target.id);
    await leadTermsTo(db, ids, target.id);
    await moveChildren(db, ids, target.id);
    await deleteTerms(db, ids);
    await countTerms(db, [target.id]);
    return target;
  });
}

const isDefault = () =>
  httpError(
    409,
    'default_category',
    __('Posts without a category get this one. Choose another in the settings first.'),
  );

const isLast = () => httpError(409, 'last_category', __('One category has to stay.'));

// posts/rest/change-terms.ts: categories and tags by the REST API: made, changed, deleted.
import { isHttpError } from '../../base/errors.ts';
import { restAddress } from '../../base/rest/address.ts';
import { inRestWords } from '../../base/rest/refusals.ts';
import { notAllowed, restError, type RestCall } from '../../base/rest/route.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { findTermNamed } from '../../terms/list-queries.ts';
import { findTerm, findTermById, withDescendants } from '../../terms/queries.ts';
import { removeTerms } from '../../terms/remove-terms.ts';
import { addTerm, changeTerm } from '../../terms/save-term.ts';
import { writing } from '../../terms/settings.ts';
import { slugOf, type Term } from '../../terms/term.ts';
import { termItems, type RestTaxonomy } from './term-item.ts';
import { termOf } from './terms.ts';

export interface TermWritten {
  name?: string | undefined;
  slug?: string | undefined;
  description?: string | undefined;
  parent?: number | undefined;
}

/** @throws HttpError 400 term_exists with the number of the one that is there */
export async function createTerm(
  blog: Blog,
  of: RestTaxonomy,
  { args, asker, reply }: RestCall<TermWritten & { name: string }>,
): Promise<unknown> {
  const { taxonomy, base } = of;
  const parent = await parentOf(blog, of, args.parent);
  const same = await findTermNamed(blog.db, taxonomy, args.name);
  if (same && same.parent_id === (parent?.id ?? null)) throw exists(same);
  const slug = args.slug || (await freeSlug(blog, of, args.name, parent));
  const words = { name: args.name, slug, description: args.description ?? '', parent_id: parent?.id ?? null };
  const term = await inRestWords(() => addTerm(blog, taxonomy, words)).catch(async (error: unknown) => {
    const taken =
      isHttpError(error) && error.status === 409 && (await findTerm(blog.db, taxonomy, slugOf(slug)));
    throw taken ? exists(taken) : error;
  });
  reply.status = 201;
  reply.headers.Location = restAddress(blog, `/wp/v2/${base}/${term.id}`);
  const [item] = await termItems(blog, of, [term], { asker, context: 'edit' });
  return item;
}

/** @throws HttpError 400, 404 */
export async function updateTerm(
  blog: Blog,
  of: RestTaxonomy,
  { args, asker }: RestCall<TermWritten & { id: number }>,
): Promise<unknown> {
  const term = await termOf(blog, of, args.id);
  const parent = args.parent === undefined ? undefined : await parentOf(blog, of, args.parent);
  if (parent && (await withDescendants(blog.db, term.id)).includes(parent.id)) {
    const message = 'A category cannot stand below itself.';
    throw restError(400, 'rest_invalid_param', 'Invalid parameter(s): parent', {
      params: { parent: message },
    });
  }
  const given = {
    name: args.name ?? term.name,
    slug: args.slug ?? term.slug,
    ...(args.description !== undefined && { description: args.description }),
    ...(args.parent !== undefined && { parent_id: parent?.id ?? null }),
  };
  await inRestWords(() => changeTerm(blog, of.taxonomy, term.id, given));
  const [item] = await termItems(blog, of, [await termOf(blog, of, term.id)], { asker, context: 'edit' });
  return item;
}

/** @throws HttpError 403 for the category of posts without one; 404; 501 without `force` */
export async function deleteTerm(
  blog: Blog,
  of: RestTaxonomy,
  { args, asker }: RestCall<{ id: number; force: boolean }>,
): Promise<unknown> {
  const term = await termOf(blog, of, args.id);
  const { default_category } = await settings(blog.db, writing);
  if (of.taxonomy === 'category' && term.id === default_category)
    throw notAllowed(asker, 'rest_cannot_delete', 'Sorry, you are not allowed to delete this term.');
  if (!args.force)
    throw restError(
      501,
      'rest_trash_not_supported',
      'Terms do not support trashing. Set force=true to delete.',
    );
  const [previous] = await termItems(blog, of, [term], { asker, context: 'view', is_bare: true });
  const { refusals } = await inRestWords(() => removeTerms(blog, { taxonomy: of.taxonomy, ids: [term.id] }));
  if (refusals[0]) throw restError(409, 'rest_cannot_delete', refusals[0].message);
  return { deleted: true, previous };
}

/** @throws HttpError 400 for one that is not there, or where none may stand under another */
async function parentOf(blog: Blog, { taxonomy }: RestTaxonomy, id = 0): Promise<Term | undefined> {
  if (!id) return undefined;
  if (taxonomy !== 'category')
    throw restError(
      400,
      'rest_taxonomy_not_hierarchical',
      'Cannot set parent term, taxonomy is not hierarchical.',
    );
  const parent = await findTermById(blog.db, id);
  if (parent?.taxonomy === taxonomy) return parent;
  throw restError(400, 'rest_term_invalid', 'Parent term does not exist.');
}

/** Of the same name under another parent, WordPress puts the parent's slug behind. */
async function freeSlug(
  blog: Blog,
  { taxonomy }: RestTaxonomy,
  name: string,
  parent: Term | undefined,
): Promise<string> {
  const slug = slugOf(name) || 'term';
  return parent && (await findTerm(blog.db, taxonomy, slug)) ? `${slug}-${parent.slug}` : slug;
}

const exists = ({ id }: Term) =>
  restError(400, 'term_exists', 'A term with the name provided already exists with this parent.', {
    term_id: id,
  });

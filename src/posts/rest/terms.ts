// posts/rest/terms.ts: categories and tags by the REST API: listed and shown.
import { httpError } from '../../base/errors.ts';
import { sayTotal, sliceOf } from '../../base/rest/collection.ts';
import { notAllowed, type RestCall, type RestUser } from '../../base/rest/route.ts';
import type { Context } from '../../base/rest/schema.ts';
import { may } from '../../accounts/user.ts';
import type { Blog } from '../../blog.ts';
import { termsByIds } from '../../terms/list-queries.ts';
import { findTermById, termsOf } from '../../terms/queries.ts';
import { termsForRest, type TermsAsked } from '../../terms/rest-queries.ts';
import type { Term } from '../../terms/term.ts';
import { termItems, type RestTaxonomy } from './term-item.ts';

export type TermListArgs = Omit<TermsAsked, 'taxonomy'> & {
  context: Context;
  page: number;
  per_page: number;
  offset?: number | undefined;
  after_id?: number | undefined;
};

/** @throws HttpError 401, 403 for `edit` of whoever may not */
export async function listTerms(
  blog: Blog,
  of: RestTaxonomy,
  call: RestCall<TermListArgs>,
): Promise<unknown[]> {
  const { args, asker } = call;
  refuseEditing(args.context, asker);
  const asked = { ...args, taxonomy: of.taxonomy };
  const { terms, total } = await termsForRest(blog.db, asked, sliceOf(args));
  sayTotal(blog, call, total, terms);
  return termItems(blog, of, terms, { asker, context: args.context });
}

/** What `_embed` asks beside posts: the terms of each. */
export async function embedTerms(
  blog: Blog,
  of: RestTaxonomy,
  all: TermListArgs[],
  asker: RestUser | undefined,
): Promise<unknown[]> {
  const posts = all.flatMap(({ post }) => post ?? []);
  const terms = await termsOf(blog.db, posts);
  const own = (post: number) => (terms.get(post) ?? []).filter(({ taxonomy }) => taxonomy === of.taxonomy);
  const known = new Map(posts.flatMap(own).map((term) => [term.id, term]));
  const items = await termItems(blog, of, [...known.values()], { asker, context: 'embed' });
  const byId = new Map(items.map((item) => [item.id, item]));
  return all.map(({ post, per_page }) =>
    own(post ?? 0)
      .toSorted((one, other) => one.name.localeCompare(other.name) || one.id - other.id)
      .slice(0, per_page)
      .map(({ id }) => byId.get(id)),
  );
}

export async function showTerm(
  blog: Blog,
  of: RestTaxonomy,
  { args, asker }: RestCall<{ id: number; context: Context }>,
): Promise<unknown> {
  const term = await termOf(blog, of, args.id);
  refuseEditing(args.context, asker);
  const [item] = await termItems(blog, of, [term], { asker, context: args.context });
  return item;
}

/** Several terms, for `_embed`. */
export async function embedOneTerm(
  blog: Blog,
  of: RestTaxonomy,
  all: { id: number }[],
  asker: RestUser | undefined,
): Promise<unknown[]> {
  const ids = [...new Set(all.map(({ id }) => id))];
  const items = await termItems(blog, of, await termsByIds(blog.db, of.taxonomy, ids), {
    asker,
    context: 'embed',
  });
  const byId = new Map(items.map((item) => [item.id, item]));
  return all.map(({ id }) => byId.get(id) ?? notThere());
}

function refuseEditing(context: Context, asker: RestUser | undefined): void {
  if (context !== 'edit' || may(asker?.user, 'manage_categories')) return;
  throw notAllowed(
    asker,
    'rest_forbidden_context',
    'Sorry, you are not allowed to edit terms in this taxonomy.',
  );
}

/** @throws HttpError 404 */
export async function termOf(blog: Blog, { taxonomy }: RestTaxonomy, id: number): Promise<Term> {
  const term = id ? await findTermById(blog.db, id) : undefined;
  if (term?.taxonomy !== taxonomy) throw notThere();
  return term;
}

const notThere = () => httpError(404, 'rest_term_invalid', 'Term does not exist.');

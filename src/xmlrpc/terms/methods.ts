// xmlrpc/terms/methods.ts: categories and tags: wp.getTerm … wp.newTerm, and the older methods for each of the two.
import { may, type User } from '../../accounts/user.ts';
import type { Blog } from '../../blog.ts';
import { addressBelow } from '../../posts/addresses/navigation.ts';
import { termPaths } from '../../posts/archive.ts';
import { mayWrite } from '../../posts/permissions.ts';
import { namesOfTerms, termsForList } from '../../terms/list-queries.ts';
import { termForm } from '../../terms/form.ts';
import { allTerms, findTermById } from '../../terms/queries.ts';
import { removeTerms } from '../../terms/remove-terms.ts';
import { addTerm, changeTerm } from '../../terms/save-term.ts';
import { slugOf, type Term } from '../../terms/term.ts';
import { signed, type Method, type SignedCall } from '../method.ts';
import { fault, notAllowed } from '../protocol/fault.ts';
import { flagIn, idIn, numberIn, structIn, textIn, type Struct, type Value } from '../protocol/values.ts';
import { termStruct } from './view.ts';

export const termMethods: Method[] = [
  signed('wp.getTerm', { least: 5 }, async (call) => termStruct(await termAsked(call))),
  signed('wp.getTerms', { least: 4 }, getTerms),
  signed('wp.newTerm', { least: 4 }, newTerm),
  signed('wp.editTerm', { least: 5 }, editTerm),
  signed('wp.deleteTerm', { least: 5 }, deleteTerm),
  signed('wp.getCategories', {}, getCategories),
  signed('metaWeblog.getCategories', {}, getCategories),
  signed('wp.getTags', {}, getTags),
  signed('wp.newCategory', { least: 4 }, newCategory),
  signed('wp.deleteCategory', { least: 4 }, deleteCategory),
  signed('wp.suggestCategories', { least: 5 }, suggestCategories),
];

type Sorted = 'category' | 'post_tag';

/** @throws Fault 403 for another taxonomy */
function taxonomyIn(value: Value | undefined): Sorted {
  const name = textIn(value);
  if (name === 'category' || name === 'post_tag') return name;
  throw fault(403, 'Invalid taxonomy.');
}

/** Reading asks for what writing posts asks for. @throws Fault 401 */
function refuseStranger(user: User): void {
  if (!mayWrite(user, 'post')) throw notAllowed('assign terms in this taxonomy');
}

function refuseOthers(user: User, what: string): void {
  if (!may(user, 'manage_categories')) throw notAllowed(what);
}

async function found(blog: Blog, taxonomy: Sorted, id: number): Promise<Term> {
  const term = id ? await findTermById(blog.db, id) : undefined;
  if (term?.taxonomy !== taxonomy) throw fault(404, 'Invalid term ID.');
  return term;
}

async function termAsked({ blog, user, args }: SignedCall): Promise<Term> {
  const taxonomy = taxonomyIn(args[1]);
  refuseStranger(user);
  return found(blog, taxonomy, idIn(args[2]));
}

const mostTerms = 1000;

async function getTerms({ blog, user, args }: SignedCall): Promise<Value> {
  const taxonomy = taxonomyIn(args[1]);
  refuseStranger(user);
  const filter = structIn(args[2]);
  const terms = await termsForList(
    blog.db,
    { taxonomy, search: textIn(filter.search).slice(0, 200) },
    {
      by:
        textIn(filter.orderby) === 'count'
          ? 'post_count'
          : textIn(filter.orderby) === 'slug'
            ? 'slug'
            : 'name',
      is_descending: textIn(filter.order).toUpperCase() === 'DESC',
    },
    { limit: numberIn(filter.number, mostTerms, mostTerms), offset: numberIn(filter.offset, 0, 1_000_000) },
  );
  return terms.filter(({ post_count }) => !flagIn(filter.hide_empty) || post_count > 0).map(termStruct);
}

/** @throws HttpError 422 naming what is wrong, 409 when the address is taken */
const wordsIn = ({ name, slug, description }: Struct, parent: Value | undefined) =>
  termForm({
    name: textIn(name),
    slug: textIn(slug),
    description: textIn(description),
    parent_id: textIn(parent) === '0' ? '' : textIn(parent),
  });

async function newTerm({ blog, user, args }: SignedCall): Promise<Value> {
  const content = structIn(args[1]);
  const taxonomy = taxonomyIn(content.taxonomy);
  refuseOthers(user, 'create terms in this taxonomy');
  if (!textIn(content.name).trim()) throw fault(403, 'The term name cannot be empty.');
  return String((await addTerm(blog, taxonomy, wordsIn(content, content.parent))).id);
}

async function editTerm({ blog, user, args }: SignedCall): Promise<Value> {
  const content = structIn(args[2]);
  const taxonomy = taxonomyIn(content.taxonomy);
  refuseOthers(user, 'edit this term');
  const term = await found(blog, taxonomy, idIn(args[1]));
  const before = { name: term.name, slug: term.slug, description: term.description };
  const words = wordsIn({ ...before, ...content }, content.parent ?? String(term.parent_id ?? 0));
  await changeTerm(blog, taxonomy, term.id, words);
  return true;
}

async function deleteTerm({ blog, user, args }: SignedCall): Promise<Value> {
  const taxonomy = taxonomyIn(args[1]);
  refuseOthers(user, 'delete this term');
  return remove(blog, await found(blog, taxonomy, idIn(args[2])));
}

async function remove(blog: Blog, { taxonomy, id }: Term): Promise<Value> {
  const { refusals } = await removeTerms(blog, { taxonomy, ids: [id] });
  if (refusals[0]) throw fault(500, refusals[0].message);
  return true;
}

/** Addresses of terms and of their feeds. */
async function linksOf(blog: Blog, terms: Term[]): Promise<Map<number, [page: string, feed: string]>> {
  const paths = await termPaths(blog, terms);
  const links = await Promise.all(
    terms.map(async ({ id }): Promise<[number, [string, string]]> => {
      const path = paths.get(id)!;
      return [id, [blog.url + path, blog.url + (await addressBelow(blog, path, ['feed']))]];
    }),
  );
  return new Map(links);
}

async function getCategories({ blog, user }: SignedCall): Promise<Value> {
  if (!mayWrite(user, 'post')) throw notAllowed('view categories');
  const categories = await allTerms(blog.db, 'category');
  const links = await linksOf(blog, categories);
  return categories.map((category) => ({
    categoryId: category.id,
    parentId: category.parent_id ?? 0,
    description: category.name,
    categoryDescription: category.description,
    categoryName: category.name,
    htmlUrl: links.get(category.id)![0],
    rssUrl: links.get(category.id)![1],
  }));
}

async function getTags({ blog, user }: SignedCall): Promise<Value> {
  if (!mayWrite(user, 'post')) throw notAllowed('view tags');
  const tags = await allTerms(blog.db, 'post_tag');
  const links = await linksOf(blog, tags);
  return tags.map((tag) => ({
    tag_id: tag.id,
    name: tag.name,
    count: tag.post_count,
    slug: tag.slug,
    html_url: links.get(tag.id)![0],
    rss_url: links.get(tag.id)![1],
  }));
}

/** A category that is there already is given as it is, as WordPress does. */
async function newCategory({ blog, user, args }: SignedCall): Promise<Value> {
  refuseOthers(user, 'add a category');
  const content = structIn(args[1]);
  const words = wordsIn(content, content.parent_id);
  const known = await allTerms(blog.db, 'category');
  const slug = slugOf(words.slug || words.name);
  const same = known.find((one) => one.slug === slug);
  return same ? same.id : (await addTerm(blog, 'category', words)).id;
}

async function deleteCategory({ blog, user, args }: SignedCall): Promise<Value> {
  refuseOthers(user, 'delete this category');
  return remove(blog, await found(blog, 'category', idIn(args[1])));
}

async function suggestCategories({ blog, user, args }: SignedCall): Promise<Value> {
  refuseStranger(user);
  const words = textIn(args[1]).slice(0, 200);
  const names = new Set(await namesOfTerms(blog.db, 'category', words, numberIn(args[2], 10, 100) || 10));
  const categories = await allTerms(blog.db, 'category');
  return categories
    .filter(({ name }) => names.has(name))
    .map(({ id, name }) => ({ category_id: id, category_name: name }));
}

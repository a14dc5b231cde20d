// posts/addresses/permalink.ts: the address of a post, by the site's permalink structure.
import { dayIn, formatDate } from '../../base/time/dates.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { termsOf, withAncestors } from '../../terms/queries.ts';
import type { Term } from '../../terms/term.ts';
import { encodeSlug, printAddress } from './address.ts';
import { publishedStatuses, type Post } from '../post.ts';
import { authorSlugs, pagesWithAncestors, type PageInTree } from '../queries/find.ts';
import { permalinks as permalinkSettings, reading } from '../settings.ts';

/** What an address is made of. */
export type Addressed = Pick<
  Post,
  'id' | 'type' | 'status' | 'slug' | 'published_at' | 'author_id' | 'parent_id'
>;

/** The site-relative address of one post; for several use permalinks. */
export async function permalink(blog: Blog, post: Addressed): Promise<string> {
  return (await permalinks(blog, [post])).get(post.id)!;
}

/** Site-relative addresses by post id: at most one query per noun for however many posts. */
export async function permalinks(blog: Blog, posts: Addressed[]): Promise<Map<number, string>> {
  const { permalink_structure: structure } = await settings(blog.db, permalinkSettings);
  const shown = posts.filter((post) => hasAddress(post, structure));
  const pages = shown.filter(({ type }) => type === 'page');
  const dated = shown.filter(({ type }) => type !== 'page');
  const addresses = new Map(posts.map((post) => [post.id, plainAddress(post)]));
  for (const [id, path] of await pagePaths(blog, pages, structure)) addresses.set(id, path);
  for (const [id, path] of await postPaths(blog, dated, structure)) addresses.set(id, path);
  return addresses;
}

/** The address a public post would have under another structure, which must be a right one. */
export async function addressUnder(blog: Blog, post: Addressed, structure: string): Promise<string> {
  if (structure === '') return plainAddress(post);
  return (await postPaths(blog, [post], structure)).get(post.id)!;
}

/** Ends a path as the structure ends: with a slash or without. */
export const slashed = (structure: string, path: string): string =>
  structure === '' || structure.endsWith('/') ? path : path.replace(/(.)\/$/, '$1');

function hasAddress({ status, slug, published_at }: Addressed, structure: string): boolean {
  return structure !== '' && slug !== '' && !!published_at && publishedStatuses.includes(status);
}

const plainAddress = ({ id, type }: Addressed): string => (type === 'page' ? `/?page_id=${id}` : `/?p=${id}`);

async function pagePaths(blog: Blog, pages: Addressed[], structure: string): Promise<Map<number, string>> {
  if (!pages.length) return new Map();
  const front = await settings(blog.db, reading);
  const parents = pages.flatMap(({ parent_id }) => parent_id ?? []);
  const known = parents.length ? await pagesWithAncestors(blog.db, parents) : new Map<number, PageInTree>();
  const isFront = (id: number) => front.show_on_front === 'page' && front.page_on_front === id;
  return new Map(
    pages.map((page) => {
      const path = [...ancestorsOf(page, known), page].map(({ slug }) => encodeSlug(slug)).join('/');
      return [page.id, isFront(page.id) ? '/' : slashed(structure, `/${path}/`)];
    }),
  );
}

/** The pages above a page, the topmost first; stops at a circle. */
export function ancestorsOf(
  page: Pick<Post, 'id' | 'parent_id'>,
  known: Map<number, PageInTree>,
): PageInTree[] {
  const line: PageInTree[] = [];
  let parent = known.get(page.parent_id ?? 0);
  while (parent && !line.includes(parent) && parent.id !== page.id) {
    line.unshift(parent);
    parent = known.get(parent.parent_id ?? 0);
  }
  return line;
}

async function postPaths(blog: Blog, posts: Addressed[], structure: string): Promise<Map<number, string>> {
  if (!posts.length) return new Map();
  const { timezone_string } = await settings(blog.db, general);
  const categories = structure.includes('%category%') ? await categoryPaths(blog, posts) : new Map();
  const authors = structure.includes('%author%')
    ? await authorSlugs(blog.db, [...new Set(posts.flatMap(({ author_id }) => author_id ?? []))])
    : new Map();
  return new Map(
    posts.map((post) => [
      post.id,
      printAddress(structure, {
        ...dateParts(post.published_at!, structure, timezone_string),
        post_id: String(post.id),
        postname: encodeSlug(post.slug),
        category: (categories.get(post.id) as string | undefined) ?? 'uncategorized',
        author: encodeSlug((authors.get(post.author_id) as string | undefined) ?? 'unknown'),
      }),
    ]),
  );
}

function dateParts(published_at: Date, structure: string, zone: string) {
  const { year, month, day } = dayIn(published_at, zone);
  const two = (value: number) => String(value).padStart(2, '0');
  const dated = { year: String(year), monthnum: two(month), day: two(day) };
  if (!/%(hour|minute|second)%/.test(structure)) return dated;
  const [hour, minute, second] = formatDate(published_at, 'H i s', { zone }).split(' ');
  return { ...dated, hour, minute, second };
}

// WordPress takes the category with the lowest id, with its ancestors in front.
async function categoryPaths(blog: Blog, posts: Addressed[]): Promise<Map<number, string>> {
  const terms = await termsOf(
    blog.db,
    posts.map(({ id }) => id),
  );
  const first = new Map<number, Term>();
  for (const [post_id, given] of terms) {
    const [category] = given
      .filter(({ taxonomy }) => taxonomy === 'category')
      .toSorted((a, b) => a.id - b.id);
    if (category) first.set(post_id, category);
  }
  const known = await withAncestors(blog.db, [...new Set([...first.values()].map(({ id }) => id))]);
  return new Map([...first].map(([post_id, category]) => [post_id, termPath(category, known)]));
}

/** A term's slug with its ancestors' in front: parent/child. */
export function termPath(term: Term, known: Map<number, Term>): string {
  const line = [term];
  let parent = known.get(term.parent_id ?? 0);
  while (parent && !line.includes(parent)) {
    line.unshift(parent);
    parent = known.get(parent.parent_id ?? 0);
  }
  return line.map(({ slug }) => encodeSlug(slug)).join('/');
}

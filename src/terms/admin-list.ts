// terms/admin-list.ts: what the lists of categories and tags show.
import { screenOptions, screenOptionsView, type Column } from '../accounts/screen-options.ts';
import type { User } from '../accounts/user.ts';
import { pagingView } from '../base/admin/paging.ts';
import { treeOf } from '../base/admin/tree.ts';
import type { Database } from '../base/database/database.ts';
import { pageFrom } from '../base/http/ids.ts';
import { N_, translate } from '../base/language/gettext.ts';
import { settings } from '../base/settings/settings.ts';
import { countForList, termsByIds, termsForList, termsInOrder, type TermSort } from './list-queries.ts';
import type { TaxonomyScreen } from './taxonomy-screens.ts';
import { allTerms } from './queries.ts';
import { writing } from './settings.ts';
import type { Term } from './term.ts';

const sortable = { name: N_('Name'), slug: N_('Slug'), post_count: N_('Posts') } as const;

/** The columns that may be left out. */
export const termColumns: Column[] = [
  { name: 'description', title: N_('Description') },
  { name: 'slug', title: N_('Slug') },
  { name: 'posts', title: N_('Posts') },
];

interface Asked {
  search: string;
  /** Left out: by name, categories as a tree. */
  sort?: TermSort;
  page: number;
  /** The same as texts, without the page. */
  query: Record<string, string>;
}

/** The list: a page of terms, its order, search and paging. */
export async function termList(
  db: Database,
  user: User,
  place: TaxonomyScreen,
  given: Record<string, unknown>,
) {
  const asked = readAsked(given);
  const { path, taxonomy } = place;
  const options = screenOptions(user, place.nouns, termColumns);
  const { per_page } = options;
  const isTree = place.has_parents && !asked.sort && !asked.search;
  const filter = { taxonomy, search: asked.search };
  const order = isTree ? await termsInOrder(db, taxonomy) : [];
  const total = isTree ? order.length : await countForList(db, filter);
  // A page that has emptied leads to the last one.
  const page = Math.max(1, Math.min(asked.page, Math.ceil(total / per_page)));
  const slice = { limit: per_page, offset: (page - 1) * per_page };
  const sort = asked.sort ?? { by: 'name', is_descending: false };
  const found = isTree
    ? await treeSlice(db, place, order, slice)
    : (await termsForList(db, filter, sort, slice)).map((row) => ({ row, depth: 0, under: '' }));
  const { default_category } = await settings(db, writing);
  const here = page > 1 ? { ...asked.query, page: String(page) } : asked.query;
  const { s: _search, ...kept } = asked.query;
  return {
    search: asked.search,
    kept,
    all_href: addressOf(path, kept),
    back: addressOf(path, here),
    heads: headsOf(path, asked, isTree),
    columns: options.shown,
    options: screenOptionsView(path, termColumns, options),
    terms: found.map(({ row, depth, under }) => ({
      ...lineOf(place, row, default_category),
      depth,
      under,
      quick_href: `${addressOf(path, { ...here, edit: String(row.id) })}#quick-name`,
    })),
    paging: pagingView(path, asked.query, { page, total, per_page }),
  };
}

/** Categories as a select shows them: a tree, in one column. */
export async function termChoices(db: Database, place: TaxonomyScreen, chosen: number) {
  return treeOf(await allTerms(db, place.taxonomy)).map(({ row, depth }) => ({
    value: String(row.id),
    title: '\u00a0\u00a0\u00a0'.repeat(depth) + row.name,
    is_chosen: row.id === chosen,
  }));
}

/** A list's address, with what is filled in. */
export function addressOf(path: string, query: Record<string, string>): string {
  const filled = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''));
  return filled.size ? `${path}?${filled.toString()}` : path;
}

function readAsked(given: Record<string, unknown>): Asked {
  const text = (name: string) => (typeof given[name] === 'string' ? given[name].trim().slice(0, 200) : '');
  const search = text('s').replaceAll('\0', '');
  const by = Object.keys(sortable).find((name) => name === text('orderby')) as TermSort['by'] | undefined;
  const is_descending = text('order') === 'desc';
  return {
    search,
    sort: by && { by, is_descending },
    page: pageFrom(given.page),
    query: {
      ...(search && { s: search }),
      ...(by && { orderby: by, order: is_descending ? 'desc' : 'asc' }),
    },
  };
}

async function treeSlice(
  db: Database,
  { taxonomy }: TaxonomyScreen,
  order: Awaited<ReturnType<typeof termsInOrder>>,
  { limit, offset }: { limit: number; offset: number },
) {
  const names = new Map(order.map(({ id, name }) => [id, name]));
  const shown = treeOf(order).slice(offset, offset + limit);
  const rows = await termsByIds(
    db,
    taxonomy,
    shown.map(({ row }) => row.id),
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  return shown.flatMap(({ row, depth }) => {
    const term = known.get(row.id);
    return term ? [{ row: term, depth, under: depth ? names.get(row.parent_id!)! : '' }] : [];
  });
}

function lineOf(place: TaxonomyScreen, term: Term, default_category: number) {
  const { id, name, slug, description, post_count } = term;
  return {
    id,
    name,
    slug,
    description: description.length > 200 ? `${description.slice(0, 200)} …` : description,
    post_count,
    edit_href: `${place.path}/${id}`,
    posts_href: `/admin/posts?${place.filter}=${id}`,
    is_default: place.taxonomy === 'category' && id === default_category,
  };
}

/** The heads of the columns that sort; a press on the sorted one turns it around. */
function headsOf(path: string, { sort, query }: Asked, isTree: boolean) {
  const { orderby: _by, order: _order, ...rest } = query;
  const head = (by: TermSort['by']) => {
    const isCurrent = (sort?.by ?? 'name') === by;
    const isDown = sort?.is_descending === true;
    // Pressed once more, the names stand as a tree again.
    const leadsToTree = by === 'name' && isCurrent && isDown;
    const turnsDown = isCurrent ? !isDown : by === 'post_count';
    const next = { orderby: by, order: turnsDown ? 'desc' : 'asc' };
    return {
      title: translate(sortable[by]),
      href: addressOf(path, leadsToTree ? rest : { ...rest, ...next }),
      aria_sort:
        isCurrent && !isTree
          ? isDown
            ? 'descending'
            : 'ascending'
          : isTree && by === 'name'
            ? 'ascending'
            : '',
    };
  };
  return { name: head('name'), slug: head('slug'), posts: head('post_count') };
}

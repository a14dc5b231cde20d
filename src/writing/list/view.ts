// writing/list/view.ts: what the lists of posts and pages show.
import type { Request } from 'express';
import { usersByIds } from '../../accounts/queries.ts';
import { screenOptions, screenOptionsView, type Column } from '../../accounts/screen-options.ts';
import type { User } from '../../accounts/user.ts';
import { pagingView } from '../../base/admin/paging.ts';
import { __, N_, translate } from '../../base/language/gettext.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { termsOf } from '../../terms/queries.ts';
import { say } from '../sayings.ts';
import { filterOf, filtersOf } from './filters.ts';
import { listAsked, type ListAsked } from './form.ts';
import { noPlace, treeSlice, type Place } from './page-tree.ts';
import { listedPostView } from '../fields.ts';
import { permalinks } from '../../posts/addresses/permalink.ts';
import { postStatuses, type PostStatus } from '../../posts/post.ts';
import {
  countForList,
  countsByStatus,
  postsForList,
  type ListedPost,
  type Sort,
  type StatusCount,
} from '../../posts/queries/list.ts';
import { lookedUp } from '../../posts/queries/search.ts';

const common: Column[] = [
  { name: 'comments', title: N_('Comments') },
  { name: 'date', title: N_('Date') },
];

/** The columns that may be left out. */
export const listColumns: Record<'post' | 'page', Column[]> = {
  post: [
    { name: 'author', title: N_('Author') },
    { name: 'categories', title: N_('Categories') },
    { name: 'tags', title: N_('Tags') },
    ...common,
  ],
  page: [{ name: 'author', title: N_('Author') }, { name: 'order', title: N_('Order') }, ...common],
};

const usualSort: Sort = { by: 'date', is_descending: true };

/** The whole list screen: its views with counts, filters, a page of posts, paging. */
export async function listView(blog: Blog, req: Request, type: 'post' | 'page') {
  const user = req.user!;
  const asked = listAsked(req.query, user, type);
  const path = `/admin/${type}s`;
  const options = screenOptions(user, `${type}s`, listColumns[type]);
  const { per_page, shown } = options;
  const [wanted, filters] = await Promise.all([filterOf(blog, asked), filtersOf(blog, asked)]);
  const { filter, found: matches, has_more } = await lookedUp(blog.db, wanted);
  const scope = { type, author_id: asked.is_own ? asked.author_id : undefined };
  const counts = await countsByStatus(blog.db, { ...scope, user_id: user.id });
  const views = viewsOf(path, asked, counts, user);
  const total =
    views.find(({ is_whole }) => is_whole)?.count ?? matches ?? (await countForList(blog.db, filter));
  // A page that has emptied leads to the last one.
  const page = Math.max(1, Math.min(asked.page, Math.ceil(total / per_page)));
  const slice = { limit: per_page, offset: (page - 1) * per_page };
  const here = page > 1 ? { ...asked.query, page: String(page) } : asked.query;
  const isTree = type === 'page' && !asked.sort && !asked.search;
  const { found, places } = isTree
    ? await treeSlice(blog.db, filter, slice, Object.keys(asked.query).length === 0)
    : {
        found: await postsForList(blog.db, filter, asked.sort ?? usualSort, slice),
        places: new Map<number, Place>(),
      };
  const editHref = (id: number) => `${addressOf(path, { ...here, edit: String(id) })}#title`;
  const lines = await linesOf(blog, user, found, editHref);
  const { status = '', sticky = '', orderby = '', order = '', ...rest } = asked.query;
  return {
    path,
    type,
    words: wordsOf(type),
    status,
    search: asked.search,
    kept: { status, sticky, orderby, order },
    back: addressOf(path, here),
    query: addressOf('', here),
    is_filtered: Object.keys(rest).length > 0,
    all_href: addressOf(path, { status, sticky, orderby, order }),
    views,
    filters,
    heads: headsOf(path, asked, isTree),
    is_tree: isTree,
    columns: shown,
    options: screenOptionsView(path, listColumns[type], options),
    posts: lines.map((line) => ({ ...line, place: places.get(line.id) ?? noPlace })),
    paging: pagingView(path, asked.query, { page, total, per_page, has_more }),
  };
}

const wordsOf = (type: 'post' | 'page') => ({
  all: say(type, 'all'),
  none_fits: say(type, 'none_fits'),
  none_yet: say(type, 'none_yet'),
  write_first: say(type, 'write_first'),
});

/** A list's address, with what is filled in. */
export function addressOf(path: string, query: Record<string, string>): string {
  const filled = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''));
  return filled.size ? `${path}?${filled.toString()}` : path;
}

/** WordPress's views: those that hold something, and the one that is open. */
function viewsOf(path: string, asked: ListAsked, counts: StatusCount[], user: User) {
  const kept = counts.filter(({ status }) => status !== 'trash');
  const sum = (what: 'all' | 'mine' | 'sticky') => kept.reduce((all, row) => all + row[what], 0);
  const own = String(user.id);
  const { orderby: _by, order: _order, ...narrowed } = asked.query;
  const view = (title: string, count: number, query: Record<string, string>) => {
    const is_current =
      ['status', 'sticky'].every((name) => narrowed[name] === query[name]) &&
      (narrowed.author === own) === (query.author === own);
    /** Whether the list holds just this view: then its count is known. */
    const is_whole = is_current && Object.keys(narrowed).length === Object.keys(query).length;
    return { title, count, href: addressOf(path, query), is_current, is_whole };
  };
  const statuses = Object.entries(postStatuses).map(([status, { list }]) =>
    view(translate(list), counts.find((row) => row.status === (status as PostStatus))?.all ?? 0, { status }),
  );
  return [
    view(__('All'), sum('all'), {}),
    ...[
      view(__('Mine'), asked.is_own ? 0 : sum('mine'), { author: own }),
      ...statuses.slice(0, -1),
      view(__('Sticky'), sum('sticky'), { sticky: '1' }),
      ...statuses.slice(-1),
    ].filter(({ count, is_current }) => count > 0 || is_current),
  ];
}

const sortable = { title: N_('Title'), comments: N_('Comments'), date: N_('Date') } as const;
/** Which way a first press sorts. */
const startsDown: Sort['by'][] = ['date', 'comments'];

/** The heads of the columns that sort; a press on the sorted one turns it around. */
function headsOf(path: string, { sort = usualSort, query }: ListAsked, isTree: boolean) {
  const head = (by: Sort['by']) => {
    const is_current = sort.by === by && !isTree;
    const turnsDown = is_current ? !sort.is_descending : startsDown.includes(by);
    return {
      title: translate(sortable[by]),
      href: addressOf(path, { ...query, orderby: by, order: turnsDown ? 'desc' : 'asc' }),
      aria_sort: is_current ? (sort.is_descending ? 'descending' : 'ascending') : '',
    };
  };
  const { orderby: _by, order: _order, s: _search, ...rest } = query;
  // The owner's order, as a tree; a list of what was found has none.
  const order = { title: __('Order'), href: addressOf(path, rest), aria_sort: isTree ? 'ascending' : '' };
  return { title: head('title'), order, comments: head('comments'), date: head('date') };
}

async function linesOf(blog: Blog, user: User, found: ListedPost[], quickAddress: (id: number) => string) {
  const { timezone_string: zone, date_format, time_format } = await settings(blog.db, general);
  const [authors, terms, addresses] = await Promise.all([
    usersByIds(
      blog.db,
      found.map(({ author_id }) => author_id),
    ),
    termsOf(
      blog.db,
      found.map(({ id }) => id),
    ),
    permalinks(blog, found),
  ]);
  const style = { zone, now: blog.now(), date_format, time_format };
  const around = { user, style, authors, terms, addresses, quickAddress };
  return found.map((post) => listedPostView(post, around));
}

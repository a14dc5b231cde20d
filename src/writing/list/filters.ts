// writing/list/filters.ts: what a list of posts or pages may be filtered by: months, categories, authors, formats.
import { treeOf } from '../../base/admin/tree.ts';
import { __ } from '../../base/language/gettext.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { dayIn, formatDate, spanOf } from '../../base/time/dates.ts';
import type { Blog } from '../../blog.ts';
import { allTerms, withDescendants } from '../../terms/queries.ts';
import type { ListAsked } from './form.ts';
import { formatLabels, postFormats } from '../../posts/post.ts';
import {
  authorsOfPosts,
  datesOfPosts,
  filledSpans,
  type PostListFilter,
  type Scope,
} from '../../posts/queries/list.ts';

export interface Choice {
  value: string;
  title: string;
  is_chosen: boolean;
}

export interface FilterView {
  name: string;
  label: string;
  /** The first one leaves everything in. */
  choices: Choice[];
}

/** What is asked, as the queries take it: a category stands for all below it too. */
export async function filterOf(blog: Blog, asked: ListAsked): Promise<PostListFilter> {
  const { type, status, is_sticky, author_id, format, search, month } = asked;
  const { timezone_string: zone } = await settings(blog.db, general);
  const terms = [];
  if (asked.category) terms.push(await withDescendants(blog.db, asked.category));
  if (asked.tag) terms.push([asked.tag]);
  const span = month && spanOf(zone, month.year, month.month);
  return { type, status, is_sticky, author_id, format, search, terms, span };
}

/** The filters that have something to choose. */
export async function filtersOf(blog: Blog, asked: ListAsked): Promise<FilterView[]> {
  const { type, is_own, query } = asked;
  const chooser = (name: string, label: string, all: string, choices: [value: string, title: string][]) => ({
    name,
    label,
    choices: [['', all] as const, ...choices].map(([value, title]) => ({
      value,
      title,
      is_chosen: (query[name] ?? '') === value,
    })),
  });
  const isPost = type === 'post';
  const [months, categories, authors] = await Promise.all([
    monthsOf(blog, { type, author_id: is_own ? asked.author_id : undefined }),
    isPost ? categoriesOf(blog) : [],
    is_own ? [] : authorsOfPosts(blog.db, type),
  ]);
  const found = [
    chooser('m', __('Month'), __('All dates'), months),
    chooser('category', __('Category'), __('All categories'), categories),
    chooser(
      'author',
      __('Author'),
      __('All authors'),
      authors.map(({ id, display_name }) => [String(id), display_name]),
    ),
    chooser('format', __('Format'), __('All formats'), isPost ? formatChoices() : []),
  ];
  return found.filter(({ choices }) => choices.length > 1);
}

const formatChoices = () => postFormats.map((name): [string, string] => [name, formatLabels[name]()]);

/** Categories as a tree, in one column. */
async function categoriesOf({ db }: Blog): Promise<[string, string][]> {
  return treeOf(await allTerms(db, 'category')).map(({ row, depth }) => [
    String(row.id),
    '\u00a0\u00a0\u00a0'.repeat(depth) + row.name,
  ]);
}

const mostMonths = 1200;

/** The months of the site's zone that hold a post, the newest first. The zone is known here, not in the database. */
async function monthsOf(blog: Blog, scope: Scope): Promise<[string, string][]> {
  const { timezone_string: zone } = await settings(blog.db, general);
  const dates = await datesOfPosts(blog.db, scope);
  if (!dates) return [];
  const [first, last] = [monthNumber(dates.first, zone), monthNumber(dates.last, zone)];
  const count = Math.min(last - first + 1, mostMonths);
  const months = Array.from({ length: count }, (_, index) => {
    const [year, month] = [Math.floor((last - index) / 12), ((last - index) % 12) + 1];
    return { year, month, ...spanOf(zone, year, month)! };
  });
  const filled = await filledSpans(blog.db, scope, months);
  return filled.map((index) => {
    const { year, month, from } = months[index]!;
    return [`${year}${String(month).padStart(2, '0')}`, formatDate(from, 'F Y', { zone })];
  });
}

function monthNumber(date: Date, zone: string): number {
  const { year, month } = dayIn(date, zone);
  return year * 12 + month - 1;
}

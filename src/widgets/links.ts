// widgets/links.ts: what each kind of widget links to.
import { treeOf } from '../base/admin/tree.ts';
import { __ } from '../base/language/gettext.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate, spanOf, zoneName } from '../base/time/dates.ts';
import type { Database } from '../base/database/database.ts';
import { allThreads, pageShows } from '../base/page-cache/notes.ts';
import type { Blog } from '../blog.ts';
import { commentLink } from '../comments/thread/paging.ts';
import { menuLinks } from '../menus/view.ts';
import { archivePath, termPaths } from '../posts/archive.ts';
import { permalinks } from '../posts/addresses/permalink.ts';
import type { MenuItemView, WidgetLink } from '../base/themes/regions.ts';
import * as asked from './queries.ts';
import type { Widget, WidgetKind } from './widget.ts';

type Links = (blog: Blog, widget: Widget, path: string) => Promise<WidgetLink[]>;

/** A link without anything beside it, unless said. */
export const link = (title: string, href: string, note = ''): WidgetLink => ({
  title,
  href,
  note,
  size: 1,
  is_current: false,
  items: [],
});

const recentPosts: Links = async (blog, { count, is_detailed }) => {
  const [site, posts] = await Promise.all([
    settings(blog.db, general),
    asked.latestPosts(blog.db, count || 5),
  ]);
  const paths = await permalinks(blog, posts);
  const style = { zone: site.timezone_string, locale: site.WPLANG };
  return posts.map(({ id, title, published_at }) =>
    link(
      title || __('Untitled'),
      paths.get(id)!,
      is_detailed && published_at ? formatDate(published_at, site.date_format, style) : '',
    ),
  );
};

const recentComments: Links = async (blog, { count }) => {
  pageShows(allThreads);
  const comments = await asked.latestComments(blog.db, count || 5);
  return Promise.all(
    comments.map(async ({ id, post_id, author_name, title, ...post }) => {
      const href = await commentLink(blog, { ...post, id: post_id }, id);
      return link(__('%1$s on %2$s', author_name || __('Anonymous'), title || __('Untitled')), href);
    }),
  );
};

const categories: Links = async (blog, { is_detailed }) => {
  const terms = await asked.usedCategories(blog.db);
  const paths = await termPaths(blog, terms);
  return nested(terms, ({ id, name, post_count }) =>
    link(name, paths.get(id)!, is_detailed ? String(post_count) : ''),
  );
};

const tagCloud: Links = async (blog, { count }) => {
  const terms = await asked.usedTags(blog.db, count || 30);
  const paths = await termPaths(blog, terms);
  const logs = terms.map(({ post_count }) => Math.log(post_count));
  const [least, most] = [Math.min(...logs), Math.max(...logs)];
  const size = (log: number) => (most > least ? 1 + Math.round((4 * (log - least)) / (most - least)) : 2);
  return terms
    .map(({ id, name }, index) => ({ ...link(name, paths.get(id)!), size: size(logs[index]!) }))
    .toSorted((a, b) => a.title.localeCompare(b.title));
};

const archives: Links = async (blog, { count, is_detailed }) => {
  const { timezone_string, WPLANG: locale } = await settings(blog.db, general);
  const zone = zoneName(timezone_string);
  const found = await monthsKept(blog.db, zone, count || 12);
  return Promise.all(
    found.map(async ({ year, month, count: posts }) => {
      const href = await archivePath(blog, { kind: 'date', year, month });
      const first = spanOf(timezone_string, year, month)!.from;
      return link(formatDate(first, 'F Y', { zone, locale }), href, is_detailed ? String(posts) : '');
    }),
  );
};

const pages: Links = async (blog) => {
  const all = await asked.publicPages(blog.db);
  const paths = await permalinks(blog, all);
  return nested(all, ({ id, title }) => link(title || __('Untitled'), paths.get(id)!));
};

const feeds: Links = () =>
  Promise.resolve([link(__('Posts (RSS)'), '/feed/'), link(__('Comments (RSS)'), '/comments/feed/')]);

const menu: Links = async (blog, { menu_id }, path) =>
  menu_id ? (await menuLinks(blog, menu_id, path)).map(ofItem) : [];

const ofItem = ({ title, href, is_current, items }: MenuItemView): WidgetLink => ({
  ...link(title, href),
  is_current,
  items: items.map(ofItem),
});

const none: Links = () => Promise.resolve([]);

/** By kind: the links of a widget. */
export const linksOf: Record<WidgetKind, Links> = {
  recent_posts: recentPosts,
  recent_comments: recentComments,
  categories,
  tag_cloud: tagCloud,
  archives,
  calendar: none,
  pages,
  rss: feeds,
  nav_menu: menu,
  search: none,
  text: none,
};

function nested<Row extends { id: number; parent_id: number | null }>(
  rows: Row[],
  linkOf: (row: Row) => WidgetLink,
): WidgetLink[] {
  const top: WidgetLink[] = [];
  const line: WidgetLink[] = [];
  for (const { row, depth } of treeOf(rows)) {
    const shown = linkOf(row);
    (depth ? line[depth - 1]!.items : top).push(shown);
    line[depth] = shown;
    line.length = depth + 1;
  }
  return top;
}

// Counting months reads the dates of all posts; a minute's age does not matter.
const keepFor = 60_000;
const kept = new WeakMap<object, Map<string, { at: number; found: Promise<asked.Month[]> }>>();

function monthsKept(db: Database, zone: string, limit: number): Promise<asked.Month[]> {
  const pool = db.client.config as object;
  const known = kept.get(pool) ?? new Map<string, { at: number; found: Promise<asked.Month[]> }>();
  kept.set(pool, known);
  const key = `${zone} ${limit}`;
  const last = known.get(key);
  if (last && performance.now() - last.at < keepFor) return last.found;
  const found = asked.months(db, zone, limit);
  known.set(key, { at: performance.now(), found });
  found.catch(() => known.delete(key));
  return found;
}

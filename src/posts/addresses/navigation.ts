// posts/addresses/navigation.ts: ways on from a page: the site's pages, further pages of a list, the post before and after.
import { __ } from '../../base/language/gettext.ts';
import { general } from '../../base/settings/general.ts';
import { setWords } from '../../base/html/set-line.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { permalink, permalinks } from './permalink.ts';
import type { Post } from '../post.ts';
import { neighboursOf } from '../queries/archive.ts';
import { findPublicPage, listPages } from '../queries/pages.ts';
import { permalinks as permalinkSettings, privacy, reading } from '../settings.ts';
import type { Link } from '../view.ts';

export interface PageLink {
  /** A number, or … for those left out. */
  label: string;
  href: string;
  is_current: boolean;
}

export interface PagingView {
  pages: PageLink[];
  previous: string;
  next: string;
}

/** The top of the page tree, for the header; the front page is left out, the site's name leads there. */
export async function siteNavigation(blog: Blog): Promise<Link[]> {
  const [pages, front] = await Promise.all([listPages(blog.db, null, 20), settings(blog.db, reading)]);
  const shown = pages.filter(({ id }) => !(front.show_on_front === 'page' && front.page_on_front === id));
  const paths = await permalinks(blog, shown);
  return shown.map(({ id, title }) => ({ title: title || __('Page %s', String(id)), href: paths.get(id)! }));
}

/** The page about readers' data, for the foot of every page; undefined where none is chosen, or is not public. */
export async function privacyLink(blog: Blog): Promise<Link | undefined> {
  const { wp_page_for_privacy_policy: id } = await settings(blog.db, privacy);
  const page = id ? await findPublicPage(blog.db, id) : undefined;
  return page && { title: page.title || __('Privacy'), href: await permalink(blog, page) };
}

/** The address of something below an address: `addressBelow('/a/', ['page', '2'])` is /a/page/2/. */
export async function addressBelow(blog: Blog, base: string, segments: string[]): Promise<string> {
  const { permalink_structure: structure } = await settings(blog.db, permalinkSettings);
  return below(structure, base, segments);
}

/** As addressBelow, when the structure is known. Plain addresses take queries: /?p=1&paged=2. */
export function below(structure: string, base: string, segments: string[]): string {
  if (!segments.length) return base;
  if (base.includes('?') || structure === '') return withQuery(base, segments);
  const path = `${base.replace(/\/$/, '')}/${segments.join('/')}`;
  return structure.endsWith('/') ? `${path}/` : path;
}

function withQuery(base: string, segments: string[]): string {
  const query = segments.flatMap((segment, index) => {
    if (segment === 'page' && segments[index + 1]) return [`paged=${segments[index + 1]}`];
    if (segment === 'feed') return [`feed=${segments[index + 1] ?? 'rss2'}`];
    if (segment.startsWith('comment-page-')) return [`cpage=${segment.slice(13)}`];
    if (['trackback', 'embed'].includes(segment)) return [`${segment}=1`];
    return index === 0 && /^\d+$/.test(segment) ? [`page=${segment}`] : [];
  });
  return query.length ? `${base}${base.includes('?') ? '&' : '?'}${query.join('&')}` : base;
}

/** Links to the pages of a list: the first, the last, and those around the current one. */
export function paging(
  count: number,
  current: number,
  address: (page: number) => string,
): PagingView | undefined {
  if (count < 2) return undefined;
  const near = (page: number) => page === 1 || page === count || Math.abs(page - current) <= 2;
  const shown = Array.from({ length: count }, (_, index) => index + 1).filter(near);
  const pages = shown.flatMap((page, index): PageLink[] => {
    const link = { label: String(page), href: address(page), is_current: page === current };
    return index && shown[index - 1] !== page - 1
      ? [{ label: '…', href: '', is_current: false }, link]
      : [link];
  });
  return {
    pages,
    previous: current > 1 ? address(current - 1) : '',
    next: current < count ? address(current + 1) : '',
  };
}

/** The public posts before and after one in time. */
export async function neighbourLinks(
  blog: Blog,
  post: Pick<Post, 'id' | 'published_at'>,
): Promise<{ previous: Link | undefined; next: Link | undefined }> {
  const { previous, next } = await neighboursOf(blog.db, post);
  const paths = await permalinks(
    blog,
    [previous, next].flatMap((found) => found ?? []),
  );
  const { WPLANG } = await settings(blog.db, general);
  const link = (found: typeof previous) =>
    found && { title: setWords(found.title, WPLANG) || __('Untitled'), href: paths.get(found.id)! };
  return { previous: link(previous), next: link(next) };
}

// site/list.ts: the home page and the archives: posts, the newest first, by pages.
import type { Request, Response } from 'express';
import { __ } from '../base/language/gettext.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { archiveFilter, archiveTitle, type Archive } from '../posts/archive.ts';
import { frame, type FrameView, type PageHead } from '../posts/frame.ts';
import { below, paging, type PagingView } from '../posts/addresses/navigation.ts';
import type { Post } from '../posts/post.ts';
import { countPosts, listPosts } from '../posts/queries/archive.ts';
import { findPost } from '../posts/queries/find.ts';
import { permalinks, reading } from '../posts/settings.ts';
import { postViews, type PostView } from '../posts/view.ts';
import { activeTheme } from '../themes/current.ts';
import { sendPage } from './send-page.ts';
import { pictureMeta, pictureOfSite } from './shared-picture.ts';

/** What `site/list` shows. */
export interface ListPage {
  frame: FrameView;
  heading: ListHeading;
  /** Which page of the list, from 1. */
  page: number;
  posts: PostView[];
  paging: PagingView | undefined;
}

/** Sends one page of a list; false when there is no such page. */
export async function sendList(
  blog: Blog,
  req: Request,
  res: Response,
  archive: Archive,
  base: string,
  page: number,
): Promise<boolean> {
  const [rules, address, filter] = await Promise.all([
    settings(blog.db, reading),
    settings(blog.db, permalinks),
    archiveFilter(blog, archive),
  ]);
  const slice = { limit: rules.posts_per_page, offset: (page - 1) * rules.posts_per_page };
  const [posts, count] = await Promise.all([listPosts(blog.db, filter, slice), countPosts(blog.db, filter)]);
  if (!posts.length && (page > 1 || archive.kind === 'date')) return false;
  const shown = archive.kind === 'home' && page === 1 ? await stickyFirst(blog, posts) : posts;
  const pages = paging(Math.ceil(count / rules.posts_per_page), page, (number) =>
    below(address.permalink_structure, base, number > 1 ? ['page', String(number)] : []),
  );
  const heading = await headingOf(blog, archive, base);
  const { theme } = await activeTheme(blog, req);
  const view: ListPage = {
    frame: await frame(blog, req, await head(blog, archive, base, page, pages, heading)),
    heading,
    page,
    posts: await postViews(blog, req, shown, { is_short: theme.manifest.lists === 'excerpts' }),
    paging: pages,
  };
  await sendPage(req, res, 'site/list', view);
  return true;
}

// WordPress's order: posts that stick come before the rest of the first page, wherever they stand in time.
async function stickyFirst(blog: Blog, posts: Post[]): Promise<Post[]> {
  const sticky = await listPosts(blog.db, { is_sticky: true }, { limit: 20, offset: 0 });
  return [...sticky, ...posts.filter((post) => !post.is_sticky)];
}

export interface ListHeading {
  kind: string;
  name: string;
  description: string;
}

async function headingOf(blog: Blog, archive: Archive, base: string): Promise<ListHeading> {
  const title = await archiveTitle(blog, archive);
  const about =
    archive.kind === 'term' ? archive.term.description : archive.kind === 'author' ? archive.author.bio : '';
  if (archive.kind !== 'home' || base === '/') return { ...title, description: about };
  const { page_for_posts } = await settings(blog.db, reading);
  const page = await findPost(blog.db, page_for_posts);
  return { kind: '', name: page?.title ?? '', description: '' };
}

async function head(
  blog: Blog,
  archive: Archive,
  base: string,
  page: number,
  pages: PagingView | undefined,
  heading: ListHeading,
): Promise<PageHead> {
  const { blogdescription, blogname } = await settings(blog.db, general);
  const { permalink_structure: structure } = await settings(blog.db, permalinks);
  const name = heading.kind ? __('%1$s: %2$s', heading.kind, heading.name) : heading.name;
  const title = [name, page > 1 ? __('Page %s', page) : ''].filter(Boolean).join(' – ');
  const canonical = below(structure, base, page > 1 ? ['page', String(page)] : []);
  const description = heading.description || (archive.kind === 'home' ? blogdescription : '');
  return {
    title,
    canonical,
    description,
    feeds:
      archive.kind === 'home'
        ? []
        : [{ title: __('%1$s – %2$s feed', blogname, name), href: below(structure, base, ['feed']) }],
    links: [
      ...(pages?.previous ? [{ rel: 'prev', href: pages.previous }] : []),
      ...(pages?.next ? [{ rel: 'next', href: pages.next }] : []),
    ],
    meta: [
      { property: 'og:type', content: 'website' },
      { property: 'og:title', content: title || blogname },
      { property: 'og:url', content: blog.url + canonical },
      { property: 'og:site_name', content: blogname },
      ...(description ? [{ property: 'og:description', content: description }] : []),
      ...pictureMeta(blog, await pictureOfSite(blog)),
    ],
    body_class: archive.kind === 'home' ? 'home' : `archive archive-${archive.kind}`,
  };
}

// posts/frame.ts: what stands around every public page: head, header, navigation, footer.
import type { Request } from 'express';
import type { z } from 'zod';
import { isUnmanaged } from '../accounts/queries.ts';
import { __ } from '../base/language/gettext.ts';
import { wordsOfScripts } from '../base/language/current.ts';
import { restAddress } from '../base/rest/address.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { isRightToLeft } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import type { Around, MenuItemView, WidgetView } from '../base/themes/regions.ts';
import type { Theme } from '../base/themes/themes.ts';
import { placesOf, themeView, activeTheme } from '../themes/current.ts';
import { iconLinks, type IconLink } from '../themes/site-icon.ts';
import type { ThemeView } from '../themes/view.ts';
import { privacyLink, siteNavigation } from './addresses/navigation.ts';
import { siteLinks, type HeadLink } from './site-links.ts';
import { toolbarOf, type ToolbarView } from './toolbar.ts';

/** So many pages stand side by side in the header. */
const most = 6;

export interface FrameLink {
  title: string;
  href: string;
}

/** What a page says about itself; all but the title may be left out. */
export interface PageHead {
  title: string;
  /** What the browser's tab says, when it is not made of title and site. */
  document_title?: string;
  /** Site-relative or absolute; printed absolute. */
  canonical?: string;
  robots?: string;
  description?: string;
  /** Feeds to announce besides the site's own two. */
  feeds?: FrameLink[];
  /** Further link elements: pingback, prev, next … */
  links?: HeadLink[];
  meta?: { property: string; content: string }[];
  /** schema.org, printed as JSON-LD. */
  json_ld?: object;
  /** Clean markup for the end of the head (the trackback RDF comment). */
  html?: string;
  body_class?: string;
  /** What the search field in the header holds. */
  search?: string;
  /** What the signed-in may do with this page, such as edit it. */
  tools?: FrameLink[];
}

export interface FrameView {
  title: string;
  document_title: string;
  canonical: string;
  robots: string;
  description: string;
  feeds: FrameLink[];
  links: { rel: string; href: string; type: string; title: string }[];
  meta: { property: string; content: string }[];
  json_ld_html: string;
  html: string;
  body_class: string;
  search: string;
  lang: string;
  dir: 'ltr' | 'rtl';
  /** The script that brings what scripts say in the language of the page; '' for English. */
  words: string;
  site: { name: string; description: string };
  navigation: (FrameLink & { is_current: boolean })[];
  /** Pages beyond what a header holds, folded away. */
  more_navigation: (FrameLink & { is_current: boolean })[];
  is_home: boolean;
  /** Nobody has set the site up yet; then every page says so. */
  is_unmanaged: boolean;
  year: number;
  /** Only for those who work here. */
  toolbar: ToolbarView | undefined;
  /** The page about readers' data. */
  policy: FrameLink | undefined;
  /** The site's picture for tabs and start screens, or the default one. */
  icons: IconLink[];
  /** The theme the page is set in, and what its owner chose. */
  theme: ThemeView;
  /** By place: the menu that the owner put there; undefined where none is. */
  menus: Record<string, MenuItemView[] | undefined>;
  /** By widget area: the widgets in it, maybe none. */
  areas: Record<string, WidgetView[]>;
}

/** Makes the frame of a public page: `res.render('feature/page', { frame: await frame(blog, req, { title }), … })`. */
export async function frame(blog: Blog, req: Request, head: PageHead): Promise<FrameView> {
  const worn = await activeTheme(blog, req);
  const around = aroundOf(blog, req, worn.theme);
  const [site, theme, { menus, areas }, navigation, is_unmanaged, toolbar, policy, icons, own] =
    await Promise.all([
      settings(blog.db, general),
      themeView(blog, worn),
      around,
      around.then((found) => (found.menus.header ? [] : siteNavigation(blog))),
      isUnmanaged(blog.db),
      toolbarOf(blog, req, head.tools ?? []),
      privacyLink(blog),
      iconLinks(blog),
      siteLinks(blog),
    ]);
  const links = navigation.map((link) => ({ ...link, is_current: link.href === req.path }));
  return {
    title: head.title,
    document_title: head.document_title || usualTitle(head, site),
    canonical: head.canonical ? new URL(head.canonical, blog.url).href : '',
    robots: site.blog_public ? (head.robots ?? '') : 'noindex, nofollow',
    description: head.description ?? '',
    feeds: [...siteFeeds(site.blogname), ...(head.feeds ?? [])],
    links: [apiLinkElement(blog), ...own, ...(head.links ?? [])].map((link) => ({
      type: '',
      title: '',
      ...link,
    })),
    meta: head.meta ?? [],
    json_ld_html: head.json_ld ? JSON.stringify(head.json_ld).replaceAll('<', '\\u003c') : '',
    html: head.html ?? '',
    body_class: head.body_class ?? '',
    search: head.search ?? '',
    ...languageOf(site.WPLANG),
    site: { name: site.blogname, description: site.blogdescription },
    navigation: links.length > most + 1 ? links.slice(0, most) : links,
    more_navigation: links.length > most + 1 ? links.slice(most) : [],
    is_home: req.path === '/' && !req.query.s,
    is_unmanaged,
    year: blog.now().getUTCFullYear(),
    toolbar,
    policy,
    icons,
    theme,
    menus,
    areas,
  };
}

function languageOf(tag: string): Pick<FrameView, 'lang' | 'dir' | 'words'> {
  const lang = tag.replaceAll('_', '-') || 'en-US';
  return { lang, dir: isRightToLeft(lang) ? 'rtl' : 'ltr', words: wordsOfScripts() };
}

const siteFeeds = (name: string): FrameLink[] => [
  { title: __('%s – Feed', name), href: '/feed/' },
  { title: __('%s – Comments feed', name), href: '/comments/feed/' },
];

/** What the features above know, put together in extensions.ts. Every place of the theme, and of the default theme, has a field. */
async function aroundOf(blog: Blog, req: Request, theme: Theme): Promise<Around> {
  const found = await Promise.all(blog.extensions.regions.map((regions) => regions(blog, req, theme)));
  const places = placesOf(blog, theme);
  return {
    menus: Object.assign(
      Object.fromEntries(places.menus.map((name) => [name, undefined])),
      ...found.map(({ menus }) => menus),
    ) as Around['menus'],
    areas: Object.assign(
      Object.fromEntries(places.areas.map((name) => [name, []])),
      ...found.map(({ areas }) => areas),
    ) as Around['areas'],
  };
}

/** Leads programs to the REST API (WordPress, rest_output_link_wp_head). */
const apiLinkElement = (blog: Blog) => ({ rel: 'https://api.w.org/', href: restAddress(blog, '/') });

const usualTitle = ({ title }: PageHead, { blogname, blogdescription }: z.infer<typeof general>): string =>
  title ? `${title} – ${blogname}` : [blogname, blogdescription].filter(Boolean).join(' – ');

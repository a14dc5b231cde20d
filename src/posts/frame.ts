// posts/frame.ts: what stands around every public page: head, header, navigation, footer.
import type { Request } from 'express';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';

export interface FrameLink {
  title: string;
  href: string;
}

/** What a page says about itself; all but the title may be left out. */
export interface PageHead {
  title: string;
  /** Site-relative or absolute; printed absolute. */
  canonical?: string;
  robots?: string;
  description?: string;
  /** Feeds to announce besides the site's own two. */
  feeds?: FrameLink[];
  /** Further link elements: pingback, prev, next … */
  links?: { rel: string; href: string; type?: string; title?: string }[];
  meta?: { property: string; content: string }[];
  /** schema.org, printed as JSON-LD. */
  json_ld?: object;
  /** Clean markup for the end of the head (the trackback RDF comment). */
  html?: string;
  body_class?: string;
}

export interface FrameView extends Required<Omit<PageHead, 'json_ld' | 'canonical'>> {
  canonical: string;
  json_ld: string;
  document_title: string;
  lang: string;
  dir: 'ltr' | 'rtl';
  site: { name: string; description: string };
  navigation: FrameLink[];
  /** Shown to signed-in people: their name and where they may go. */
  toolbar: { name: string; links: FrameLink[] } | undefined;
}

/** Makes the frame of a public page: `res.render('room/page', { frame: await frame(blog, req, { title }), … })`. */
export async function frame(blog: Blog, req: Request, head: PageHead): Promise<FrameView> {
  const site = await settings(blog.db, general);
  return {
    title: head.title,
    document_title: head.title ? `${head.title} – ${site.blogname}` : site.blogname,
    canonical: head.canonical ? new URL(head.canonical, blog.url).href : '',
    robots: head.robots ?? '',
    description: head.description ?? '',
    feeds: head.feeds ?? [],
    links: head.links ?? [],
    meta: head.meta ?? [],
    json_ld: head.json_ld ? JSON.stringify(head.json_ld).replaceAll('<', '\\u003c') : '',
    html: head.html ?? '',
    body_class: head.body_class ?? '',
    lang: site.WPLANG,
    dir: 'ltr',
    site: { name: site.blogname, description: site.blogdescription },
    navigation: [],
    toolbar: req.user
      ? { name: req.user.display_name, links: [{ title: 'Dashboard', href: '/admin/' }] }
      : undefined,
  };
}

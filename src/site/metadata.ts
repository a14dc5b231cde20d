// site/metadata.ts: what a post says about itself to machines: canonical, Open Graph, schema.org.
import { __ } from '../base/language/gettext.ts';
import { general } from '../base/settings/general.ts';
import { programs } from '../base/settings/programs.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import type { PageHead } from '../posts/frame.ts';
import { pingLinks, trackbackRdf } from '../linkbacks/view.ts';
import { below } from '../posts/addresses/navigation.ts';
import type { Post } from '../posts/post.ts';
import { permalinks } from '../posts/settings.ts';
import type { PostView } from '../posts/view.ts';
import { restLinkOf } from './describe-site.ts';
import { oembedRoute } from './embed/embed.ts';
import { pictureMeta, sharedPicture, type SharedPicture } from './shared-picture.ts';
import type { SingleOptions } from './single-options.ts';
import { webAddress } from './source.ts';

interface Described {
  post: Post;
  view: PostView;
  /** The page template it is set in; '' for the usual one. */
  template: string;
  base: string;
  options: SingleOptions;
  pages: number;
  isOpen: boolean;
}

/** What stands in several of its descriptions. */
interface Told {
  blogname: string;
  description: string;
  picture: SharedPicture | undefined;
}

/** The head of a single post or page. */
export async function singleHead(blog: Blog, described: Described): Promise<PageHead> {
  const { post, view, template, base, options, pages, isOpen } = described;
  const { blogname } = await settings(blog.db, general);
  const { permalink_structure: structure } = await settings(blog.db, permalinks);
  const at = (page: number) => below(structure, base, page > 1 ? [String(page)] : []);
  const { page } = options;
  const canonical = canonicalOf(post, blog.url + at(page));
  const description = isOpen ? post.seo_description || describe(post.excerpt || view.html) : '';
  const picture = await sharedPicture(blog, { image: view.image, html: isOpen ? view.html : '' });
  const told = { blogname, description, picture };
  const title = [view.title || __('Untitled'), page > 1 ? __('Page %s', page) : '']
    .filter(Boolean)
    .join(' – ');
  const isPublic = post.status === 'publish';
  const own = [post.seo_title, page > 1 ? __('Page %s', page) : ''].filter(Boolean).join(' – ');
  return {
    title,
    document_title: post.seo_title ? own : '',
    canonical: isPublic ? canonical : '',
    robots: !isPublic || post.canonical === 'noindex' ? 'noindex' : '',
    description,
    feeds:
      post.type === 'post' && isPublic
        ? [{ title: __('Comments on %s', view.title), href: below(structure, base, ['feed']) }]
        : [],
    links: [
      ...(isPublic
        ? [
            { rel: 'shortlink', href: `${blog.url}/?p=${post.id}` },
            restLinkOf(blog, post),
            ...oembedLinks(blog, base),
          ]
        : []),
      ...(takesPings(post) ? pingLinks(blog.url, (await settings(blog.db, programs)).xmlrpc !== 'off') : []),
      ...(page > 1 ? [{ rel: 'prev', href: at(page - 1) }] : []),
      ...(page < pages ? [{ rel: 'next', href: at(page + 1) }] : []),
    ],
    meta: isPublic ? openGraph(blog, described, told) : [],
    json_ld: isPublic ? article(blog, described, told) : undefined,
    html: takesPings(post) ? trackbackRdf({ permalink: blog.url + base, title: post.title }) : '',
    body_class: `single single-${post.type} format-${post.format}${template && ` page-template page-template-${template}`}`,
    tools: view.edit_url
      ? [{ title: post.type === 'page' ? __('Edit page') : __('Edit post'), href: view.edit_url }]
      : [],
  };
}

/** How other sites find out how to show the post (oEmbed 1.0, section 4). */
function oembedLinks(blog: Blog, base: string) {
  const href = `${blog.url}/wp-json${oembedRoute}?url=${encodeURIComponent(blog.url + base)}`;
  return [
    { rel: 'alternate', title: 'oEmbed (JSON)', type: 'application/json+oembed', href },
    { rel: 'alternate', title: 'oEmbed (XML)', type: 'text/xml+oembed', href: `${href}&format=xml` },
  ];
}

/** Whether other sites may announce their links to a post. */
export const takesPings = (post: Post): boolean => post.status === 'publish' && post.ping_status === 'open';

/** Own address, or the source's where the owner chose so (search engines then list the source). */
function canonicalOf(post: Post, own: string): string {
  const source = webAddress(post.source_url);
  return post.canonical === 'source' && source ? source : own;
}

function openGraph(blog: Blog, { post, view, base }: Described, told: Told) {
  const { blogname, description, picture } = told;
  const when =
    post.type === 'post'
      ? [
          { property: 'article:published_time', content: view.datetime },
          { property: 'article:modified_time', content: view.modified },
          ...view.tags.map((tag) => ({ property: 'article:tag', content: tag.title })),
        ]
      : [];
  return [
    { property: 'og:type', content: post.type === 'post' ? 'article' : 'website' },
    { property: 'og:title', content: post.seo_title || view.title },
    { property: 'og:url', content: blog.url + base },
    { property: 'og:site_name', content: blogname },
    ...(description ? [{ property: 'og:description', content: description }] : []),
    ...pictureMeta(blog, picture),
    ...when,
  ];
}

function article(blog: Blog, { post, view, base }: Described, told: Told): object {
  const { blogname, description, picture } = told;
  const source = webAddress(post.source_url);
  return {
    '@context': 'https://schema.org',
    '@type': post.type === 'post' ? 'Article' : 'WebPage',
    headline: view.title,
    url: blog.url + base,
    mainEntityOfPage: blog.url + base,
    datePublished: view.datetime,
    dateModified: view.modified,
    ...(description && { description }),
    ...(view.author && { author: { '@type': 'Person', name: view.author.title } }),
    publisher: { '@type': 'Organization', name: blogname, url: `${blog.url}/` },
    ...(post.type === 'post' && { commentCount: post.comment_count }),
    ...(picture && { image: new URL(picture.url, blog.url).href }),
    ...(source && { isBasedOn: source }),
  };
}

function describe(html: string): string {
  const text = html
    .slice(0, 3000)
    .replace(/<(?:"[^"]*"|'[^']*'|[^'">])*>/g, ' ')
    .replace(/&[#\w]{1,10};/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text.length <= 200 ? text : `${text.slice(0, text.lastIndexOf(' ', 200))} …`;
}

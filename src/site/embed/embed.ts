// site/embed/embed.ts: a post as another site shows it: the page inside a frame, and what oEmbed says of it.
import crypto from 'node:crypto';
import { renderView } from '../../base/http/views.ts';
import { firstWords } from '../../base/html/first-words.ts';
import { wordsOfScripts } from '../../base/language/current.ts';
import { __ } from '../../base/language/gettext.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { withExtracts } from '../../posts/content/extract-now.ts';
import { plainOf } from '../../posts/content/extracts.ts';
import { addressBelow } from '../../posts/addresses/navigation.ts';
import { permalink } from '../../posts/addresses/permalink.ts';
import type { Post } from '../../posts/post.ts';
import { postViews, type PostView } from '../../posts/view.ts';

/** Where other sites ask how to show a post, below /wp-json. */
export const oembedRoute = '/oembed/1.0/embed';

/** An answer of type `rich` (oEmbed 1.0, section 2.3.4) with the fields and their order as WordPress gives them. */
export interface OembedAnswer {
  version: '1.0';
  provider_name: string;
  provider_url: string;
  author_name: string;
  author_url: string;
  title: string;
  type: 'rich';
  width: number;
  height: number;
  html: string;
  thumbnail_url?: string;
  thumbnail_width?: number;
  thumbnail_height?: number;
}

/** What the page inside a frame shows: never more than a stranger may read. */
export interface EmbedView {
  post: PostView;
  excerpt: string;
  site: { name: string; url: string };
  url: string;
  lang: string;
  /** The script that brings what scripts say; '' for English. */
  words: string;
}

/** What a stranger sees of a public post: nothing of the words behind a password. */
export async function embedView(blog: Blog, given: Post): Promise<EmbedView> {
  const [post] = await withExtracts(blog, [given]);
  const { blogname, WPLANG } = await settings(blog.db, general);
  const [view] = await postViews(blog, { headers: {}, user: undefined }, [post!]);
  const words = post!.plain_excerpt || firstWords(plainOf(post!), 35);
  return {
    post: view!,
    excerpt: view!.is_locked ? __('This text is behind a password.') : words,
    site: { name: blogname, url: `${blog.url}/` },
    url: blog.url + view!.url,
    lang: WPLANG.replaceAll('_', '-') || 'en-US',
    words: wordsOfScripts(),
  };
}

/**
 * What oEmbed says of a public post.
 * @param maxwidth pixels, as asked; brought between 200 and 600 as WordPress does; the height is 16:9, at least 200
 * @param secret by which the page around the frame knows its messages
 */
export async function oembedAnswer(
  blog: Blog,
  post: Post,
  maxwidth = 600,
  secret = crypto.randomBytes(5).toString('hex'),
): Promise<OembedAnswer> {
  const { post: view, site, url } = await embedView(blog, post);
  const width = Math.min(600, Math.max(200, maxwidth));
  const height = Math.max(200, Math.ceil((width * 9) / 16));
  const frame = blog.url + (await addressBelow(blog, await permalink(blog, post), ['embed']));
  const title = view.title || __('Untitled');
  const shown = { url, frame, title, secret, width, height, site_name: site.name };
  const { image } = view;
  return {
    version: '1.0',
    provider_name: site.name,
    provider_url: blog.url,
    author_name: view.author?.title ?? site.name,
    author_url: new URL(view.author?.href || '/', blog.url).href,
    title,
    type: 'rich',
    width,
    height,
    html: (await renderView('site/oembed-frame', shown)).trim(),
    ...(image?.width && image.height
      ? {
          thumbnail_url: new URL(image.src, blog.url).href,
          thumbnail_width: image.width,
          thumbnail_height: image.height,
        }
      : {}),
  };
}

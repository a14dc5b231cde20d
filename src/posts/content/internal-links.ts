// posts/content/internal-links.ts: links to posts of this blog, drawn as cards from what is known here; nobody is asked.
import { announce } from '../../announcements.ts';
import { excerptOf, textOf } from '../../base/html/excerpt.ts';
import { __ } from '../../base/language/gettext.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { pagesAreCards, type Place } from '../../embeds/recognise-all.ts';
import { cardHtml, embedHtml } from '../../embeds/render.ts';
import type { EmbedView } from '../../embeds/view.ts';
import type { Media } from '../../media/media.ts';
import { mediaByIds } from '../../media/queries.ts';
import { mediaView } from '../../media/view.ts';
import { permalink } from '../addresses/permalink.ts';
import type { Post } from '../post.ts';
import { authorsByIds } from '../queries/authors.ts';
import { featuring } from './queries.ts';
import { findByFormerSlug, findPost } from '../queries/find.ts';
import { publicPostAt, segmentsOf } from '../addresses/resolve.ts';
import { isPublic } from '../visible.ts';

const mostOwn = 50;

/**
 * Draws the cards of links, to posts of this blog and to all others.
 * @returns as embedHtml; also `/?p=ID` for each own post that is shown: texts are found by it when the post changes
 */
export async function cardsOf(blog: Blog, urls: string[], place: Place): Promise<Map<string, string>> {
  const host = new URL(blog.url).host;
  const own = urls.filter((url) => URL.canParse(url) && new URL(url).host === host).slice(0, mostOwn);
  const cards = await embedHtml(blog, urls, place);
  if (!own.length) return cards;
  const shown = (await pagesAreCards(blog.db, place)) ? await ownPosts(blog, own) : new Map<string, Post>();
  const posts = [...new Map([...shown.values()].map((post) => [post.id, post])).values()];
  // One after another: a comment is rendered within its transaction.
  const authors = await authorsByIds(
    blog.db,
    posts.map(({ author_id }) => author_id),
  );
  const media = await mediaByIds(
    blog.db,
    posts.flatMap(({ featured_media_id }) => featured_media_id ?? []),
  );
  const { blogname } = await settings(blog.db, general);
  for (const url of own) {
    const post = shown.get(url);
    if (!post) {
      if (!cards.has(url)) cards.set(url, '');
      continue;
    }
    const author = authors.get(post.author_id ?? 0)?.display_name ?? '';
    const told = { url, provider: blogname, author, picture: media.get(post.featured_media_id ?? 0) };
    cards.set(url, await cardHtml(internalCard(post, told)));
    cards.set(ownKey(post.id), '');
  }
  return cards;
}

/** Listener: a post has changed, came or went: texts that link to it are made again. */
export async function showOwn(blog: Blog, { post_id }: { post_id: number }): Promise<void> {
  await announce(blog, 'embed.ready', { url: ownKey(post_id) });
  // Where it was not to be seen so far, there is only the link.
  const post = await findPost(blog.db, post_id);
  if (post && isPublic(post))
    await announce(blog, 'embed.ready', { url: blog.url + (await permalink(blog, post)) });
}

/** Listener: a featured picture is ready: the cards of its posts show it. */
export async function showFeatured(blog: Blog, { media_id }: { media_id: number }): Promise<void> {
  for (const id of await featuring(blog.db, media_id))
    await announce(blog, 'embed.ready', { url: ownKey(id) });
}

const ownKey = (post_id: number): string => `/?p=${post_id}`;

async function ownPosts(blog: Blog, urls: string[]): Promise<Map<string, Post>> {
  const found = new Map<string, Post>();
  for (const url of urls) {
    const { pathname } = new URL(url);
    // A post's feed, its trackback endpoint and its embedded page are no pages for readers.
    if (/\/(feed|trackback|embed)(\/|$)/.test(pathname)) continue;
    const post = (await publicPostAt(blog, url)) ?? (await formerly(blog, pathname));
    if (post) found.set(url, post);
  }
  return found;
}

/** The post that had this address before it was renamed. */
async function formerly(blog: Blog, path: string): Promise<Post | undefined> {
  const slug = segmentsOf(path)?.at(-1);
  const post = slug ? await findByFormerSlug(blog.db, slug) : undefined;
  return post && isPublic(post) ? post : undefined;
}

interface OwnWords {
  url: string;
  provider: string;
  author: string;
  picture: Media | undefined;
}

/** What everybody may see of a public post: nothing from behind a password. */
function internalCard(post: Post, { url, provider, author, picture }: OwnWords): EmbedView {
  const isLocked = post.password !== '';
  const words = post.excerpt ? textOf(post.excerpt) : excerptOf(post.html.slice(0, 8000), 35);
  const shown = picture && !isLocked ? mediaView(picture, { size: 'large' }) : undefined;
  const { src = '', width, height } = shown?.kind === 'image' ? shown : {};
  return {
    url,
    provider,
    shape: 'link',
    title: post.title || __('Untitled'),
    author,
    description: isLocked ? __('This text is behind a password.') : words,
    address: '',
    frame: '',
    frame_host: '',
    width: 16,
    height: 9,
    is_upright: false,
    poster: src && width && height ? { url: src, width, height } : undefined,
    icon: '',
    rel: '',
    gone: undefined,
    archive_url: '',
  };
}

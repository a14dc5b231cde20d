// feeds/post-feed.ts: the newest posts of the site, of an archive or of a search, as a feed.
import { firstWords } from '../base/html/first-words.ts';
import { setWords } from '../base/html/set-line.ts';
import { N_, translate } from '../base/language/gettext.ts';
import { escapeXml } from '../base/xml/escape.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import type { Media } from '../media/media.ts';
import { mediaByIds } from '../media/queries.ts';
import { addressBelow } from '../posts/addresses/navigation.ts';
import { permalinks } from '../posts/addresses/permalink.ts';
import { withAddresses } from '../embeds/feed-html.ts';
import { withExtracts } from '../posts/content/extract-now.ts';
import { authorsByIds, type Author } from '../posts/queries/authors.ts';
import { postsByIds } from '../posts/queries/find.ts';
import { reading } from '../posts/settings.ts';
import { inTurn } from '../base/words/in-turn.ts';
import { findMatches } from '../search/queries.ts';
import { wantedOf } from '../base/words/wanted.ts';
import { termsOf } from '../terms/queries.ts';
import type { Term } from '../terms/term.ts';
import { channel, postTitle } from './channel.ts';
import { absolute, markup, plainMarkup } from './content.ts';
import { atomDate, rssDate } from './dates.ts';
import { enclosureOfPost, imageOfPost } from './enclosures.ts';
import type { FeedAsked, FeedView, PostEntryView } from './feed.ts';
import { feedPosts, newestOf, type FeedPost } from './queries.ts';

/**
 * A feed of posts, ready for its template. `modified` is the newest change in it.
 * @param ids of its entries where they are known; a search looks for them
 */
export async function postFeed(
  blog: Blog,
  asked: FeedAsked,
  ids: number[] = [],
): Promise<FeedView<PostEntryView> & { modified: Date }> {
  const posts = await feedPosts(blog.db, asked.kind === 'search' ? await idsFound(blog, asked) : ids);
  const entries = await entriesOf(blog, posts);
  const dates = posts.flatMap(({ modified_at, published_at }) => [modified_at, published_at ?? modified_at]);
  return channel(blog, asked, entries, dates);
}

/** Posts that hold the words, the newest first: a feed tells what is new, not what fits best. */
async function idsFound(blog: Blog, { words, page }: { words: string; page: number }): Promise<number[]> {
  const wanted = wantedOf(words);
  if (!wanted) return [];
  const { posts_per_rss: limit } = await settings(blog.db, reading);
  const matches = (await inTurn(() => findMatches(blog.db, wanted))).filter(({ kind }) => kind === 'post');
  const found = matches.map(({ id }) => id);
  const shown = await newestOf(blog.db, found, { limit, offset: (page - 1) * limit });
  const bare = shown.filter(({ is_extracted }) => !is_extracted).map(({ id }) => id);
  if (bare.length) await withExtracts(blog, [...(await postsByIds(blog.db, bare)).values()]);
  return shown.map(({ id }) => id);
}

interface Around {
  blog: Blog;
  paths: Map<number, string>;
  terms: Map<number, Term[]>;
  authors: Map<number, Author>;
  media: Map<number, Media>;
  excerpts_only: boolean;
  /** Quotation marks are set by it. */
  locale: string;
}

async function entriesOf(blog: Blog, posts: FeedPost[]): Promise<PostEntryView[]> {
  const ids = posts.map(({ id }) => id);
  const around: Around = {
    blog,
    paths: await permalinks(blog, posts),
    terms: await termsOf(blog.db, ids),
    authors: await authorsByIds(
      blog.db,
      posts.map(({ author_id }) => author_id),
    ),
    media: await mediaByIds(
      blog.db,
      posts.flatMap(({ media_ids, featured_media_id }) => [
        ...media_ids,
        ...(featured_media_id ? [featured_media_id] : []),
      ]),
    ),
    excerpts_only: (await settings(blog.db, reading)).rss_use_excerpt,
    locale: (await settings(blog.db, general)).WPLANG,
  };
  return Promise.all(posts.map((post) => entryOf(around, post)));
}

async function entryOf(around: Around, post: FeedPost): Promise<PostEntryView> {
  const { blog } = around;
  const path = around.paths.get(post.id)!;
  const url = blog.url + path;
  const author = around.authors.get(post.author_id ?? 0);
  const title = setWords(postTitle(post), around.locale);
  const published = post.published_at ?? post.created_at;
  const name = author?.display_name ?? '';
  return {
    title,
    marked_title: plainMarkup(title),
    url,
    id: post.guid || url,
    author: { name, url: author?.url ?? '' },
    published: rssDate(published),
    published_at: atomDate(published),
    updated_at: atomDate(post.modified_at > published ? post.modified_at : published),
    ...wordsOf(post, url, around.excerpts_only),
    comments_url: `${url}${post.comment_count ? '#comments' : '#respond'}`,
    comments_feed: blog.url + (await addressBelow(blog, path, ['feed'])),
    comments_atom: blog.url + (await addressBelow(blog, path, ['feed', 'atom'])),
    comments_json: blog.url + (await addressBelow(blog, path, ['feed', 'json'])),
    comment_count: post.comment_count,
    categories: categoriesOf(around.terms.get(post.id) ?? []).map(({ name }) => ({ name, scheme: blog.url })),
    source: post.source_url
      ? { title: post.source_name || post.source_url, url: post.source_url }
      : undefined,
    ...filesOf(post, around),
  };
}

/** Categories before tags, each by name, as WordPress lists them. */
const categoriesOf = (terms: Term[]): Term[] =>
  (['category', 'post_tag'] as const).flatMap((taxonomy) =>
    terms.filter((term) => term.taxonomy === taxonomy).toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
  );

/** What a password hides is not named. */
function filesOf(post: FeedPost, { blog, media }: Around): Pick<PostEntryView, 'enclosures' | 'image'> {
  const whole = (address: string) => absolute(address, blog.url);
  if (post.password) return { enclosures: [], image: '' };
  return { enclosures: enclosureOfPost(post, media, whole), image: imageOfPost(post, media, whole) };
}

const notice = N_('There is no excerpt because this is a protected post.');
const lockedText = N_('This post is password protected. Open it on the site to give the password.');

function wordsOf(
  post: FeedPost,
  url: string,
  excerpts_only: boolean,
): Pick<PostEntryView, 'summary' | 'content'> {
  if (post.password) {
    const content = excerpts_only ? undefined : markup(`<p>${escapeXml(translate(lockedText))}</p>`);
    return { summary: plainMarkup(translate(notice)), content };
  }
  const summary = plainMarkup(post.plain_excerpt || firstWords(post.plain ?? ''));
  if (excerpts_only || post.text === null) return { summary, content: undefined };
  return { summary, content: markup(withAddresses(post.text, url).trim()) };
}

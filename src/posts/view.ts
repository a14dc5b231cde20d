// posts/view.ts: posts as pages show them, in lists and alone.
import type { Request } from 'express';
import { firstWords } from '../base/html/first-words.ts';
import { __, translate } from '../base/language/gettext.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { setWords } from '../base/html/set-line.ts';
import { formatDate, isoDate } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import type { Media } from '../media/media.ts';
import { mediaByIds } from '../media/queries.ts';
import { mediaView, type MediaView } from '../media/view.ts';
import { termsOf } from '../terms/queries.ts';
import type { Term } from '../terms/term.ts';
import { authorPath, termPaths } from './archive.ts';
import { withExtracts } from './content/extract-now.ts';
import { plainOf, teaserOf } from './content/extracts.ts';
import { withLists } from './live-lists.ts';
import { isUnlocked } from './password.ts';
import { permalinks } from './addresses/permalink.ts';
import { postStatuses, type Post } from './post.ts';
import { authorsByIds, type Author } from './queries/authors.ts';
import { permalinks as permalinkSettings } from './settings.ts';
import { mayEdit } from './permissions.ts';

export interface Link {
  title: string;
  href: string;
}

/** A post in a list. Also the base of a post alone. */
export interface PostView {
  id: number;
  type: string;
  format: string;
  title: string;
  url: string;
  /** Clean; in lists what stands before `more`, or the whole of a short post; empty when excerpt is shown. */
  html: string;
  /** Plain text, shown when html is empty. */
  excerpt: string;
  /** The words of the link to the rest; empty when there is no rest. */
  more: string;
  more_url: string;
  date: string;
  time: string;
  datetime: string;
  modified: string;
  author: Link | undefined;
  /** What the author says about themselves; '' for nothing. */
  author_bio: string;
  categories: Link[];
  tags: Link[];
  comment_count: number;
  comments_are_open: boolean;
  is_sticky: boolean;
  is_locked: boolean;
  /** The featured picture; undefined while it is prepared or hidden with the words. */
  image: MediaView | undefined;
  /** 'Private', 'Draft' …: only for those who may see such a post. */
  status_label: string;
  edit_url: string;
}

/**
 * Shows posts in a list, or as the beginning of a single page: one query per noun for however many.
 * @param is_whole html is the whole text, without looking for a teaser; its lists are left to the caller
 * @param is_short a standard post has an excerpt, however short it is
 */
export async function postViews(
  blog: Blog,
  req: Pick<Request, 'headers' | 'user'>,
  given_posts: Post[],
  { is_whole = false, is_short = false } = {},
): Promise<PostView[]> {
  const posts = await withExtracts(blog, given_posts);
  const ids = posts.map(({ id }) => id);
  const [site, address, paths, terms, authors, media] = await Promise.all([
    settings(blog.db, general),
    settings(blog.db, permalinkSettings),
    permalinks(blog, posts),
    termsOf(blog.db, ids),
    authorsByIds(
      blog.db,
      posts.map(({ author_id }) => author_id),
    ),
    mediaByIds(
      blog.db,
      posts.flatMap(({ featured_media_id }) => featured_media_id ?? []),
    ),
  ]);
  const known = [...new Map([...terms.values()].flat().map((term) => [term.id, term])).values()];
  const places = await termPaths(blog, known);
  const views = posts.map((post) => {
    const url = paths.get(post.id)!;
    const given = terms.get(post.id) ?? [];
    const author = authors.get(post.author_id ?? 0);
    const isOpen = isUnlocked(blog, req, post);
    return {
      ...words(post, url, isOpen, { is_whole, is_short }),
      image: isOpen ? picture(media.get(post.featured_media_id ?? 0)) : undefined,
      id: post.id,
      type: post.type,
      format: post.format,
      title: setWords(post.title, site.WPLANG),
      url,
      ...datesOf(post, site),
      ...authorOf(author, post, address.permalink_structure),
      categories: links(given, 'category', places),
      tags: links(given, 'post_tag', places),
      comment_count: post.comment_count,
      comments_are_open: post.comment_status === 'open',
      is_sticky: post.is_sticky,
      status_label: statusLabel(post),
      edit_url: mayEdit(req.user, post) ? `/admin/${post.type}s/${post.id}` : '',
    };
  });
  return is_whole ? views : filled(blog, views);
}

/** The lists of the site that texts ask for, in their places. */
async function filled(blog: Blog, views: PostView[]): Promise<PostView[]> {
  const texts = await withLists(
    blog,
    views.map(({ html }) => html),
  );
  return views.map((view, index) => ({ ...view, html: texts[index]! }));
}

function datesOf(
  post: Post,
  site: Record<'timezone_string' | 'WPLANG' | 'date_format' | 'time_format', string>,
): Pick<PostView, 'date' | 'time' | 'datetime' | 'modified'> {
  const when = post.published_at ?? post.modified_at;
  const style = { zone: site.timezone_string, locale: site.WPLANG };
  return {
    date: formatDate(when, site.date_format, style),
    time: formatDate(when, site.time_format, style),
    datetime: isoDate(when, style.zone),
    modified: isoDate(post.modified_at, style.zone),
  };
}

function picture(media: Media | undefined): MediaView | undefined {
  const view = media && mediaView(media, { size: 'large' });
  return view?.kind === 'image' && view.src ? view : undefined;
}

const authorOf = (author: Author | undefined, post: Post, structure: string) => ({
  author: author && authorLink(author, post, structure),
  author_bio: author?.bio ?? '',
});

// Only an author of public posts has an address of their own; a page's author may have none.
function authorLink(author: Author, post: Post, structure: string): Link {
  const hasArchive = post.type === 'post' && post.status === 'publish';
  return { title: author.display_name, href: hasArchive ? authorPath(structure, author) : '' };
}

function links(terms: Term[], taxonomy: string, places: Map<number, string>): Link[] {
  return terms
    .filter((term) => term.taxonomy === taxonomy)
    .map((term) => ({ title: term.name, href: places.get(term.id)! }));
}

function statusLabel({ status, password }: Post): string {
  if (status !== 'publish') return translate(postStatuses[status].label);
  return password ? __('Protected') : '';
}

const wholeBelow = 1500; // characters of html
const excerptWords = 55;

interface Wanted {
  is_whole: boolean;
  is_short: boolean;
}

function words(post: Post, url: string, isOpen: boolean, { is_whole, is_short }: Wanted) {
  const shown = { html: '', excerpt: '', more: '', more_url: url, is_locked: !isOpen };
  if (!isOpen) return shown;
  if (is_whole) return { ...shown, html: post.html };
  const isExcerpt = is_short && post.format === 'standard';
  // Where an author has set the mark, that is how far a list goes.
  const teaser = teaserOf(post);
  if (teaser) {
    return {
      ...shown,
      html: teaser.html,
      more: teaser.more || __('Continue reading'),
      more_url: `${url}#more-${post.id}`,
    };
  }
  if (post.excerpt) return { ...shown, excerpt: post.plain_excerpt ?? '', more: __('Continue reading') };
  const isOnePage = (post.pages?.length ?? 1) === 1;
  if (!isExcerpt && isOnePage && (post.html.length < wholeBelow || post.format !== 'standard'))
    return { ...shown, html: post.html };
  const excerpt = firstWords(plainOf(post, 'first page'), excerptWords);
  return { ...shown, excerpt, more: __('Continue reading') };
}

// search/search.ts: finds posts, pages and comments, and shows each with the words around the match.
import { __ } from '../base/language/gettext.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { inTurn } from '../base/words/in-turn.ts';
import type { Token } from '../base/words/tokens.ts';
import { wantedOf } from '../base/words/wanted.ts';
import { formatDate, isoDate } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import { commentLinks } from './comment-links.ts';
import { permalinks } from '../posts/addresses/permalink.ts';
import { withExtracts as withCommentExtracts } from '../comments/content/extract-now.ts';
import { withExtracts } from '../posts/content/extract-now.ts';
import { plainOf } from '../posts/content/extracts.ts';
import { postsByIds } from '../posts/queries/find.ts';
import { commentsByIds, findMatches, type Match } from './queries.ts';
import { highlighted, type Piece } from './highlight.ts';

export interface ResultView {
  kind: 'post' | 'page' | 'comment';
  url: string;
  title: Piece[];
  /** Who said it; empty for posts. */
  author: string;
  date: string;
  datetime: string;
  pieces: Piece[];
}

export interface Results {
  count: number;
  results: ResultView[];
}

/**
 * One page of what a reader's words find, the best first. Words without a letter find nothing.
 * @param gone who searches has left
 * @throws HttpError 503 when too many search, PostgreSQL's query_canceled when it takes too long
 */
export async function search(
  blog: Blog,
  typed: string,
  { page, per_page, gone }: { page: number; per_page: number; gone?: AbortSignal },
): Promise<Results> {
  const wanted = wantedOf(typed);
  if (!wanted) return { count: 0, results: [] };
  const matches = await inTurn(() => findMatches(blog.db, wanted), gone);
  const shown = matches.slice((page - 1) * per_page, page * per_page);
  return { count: matches.length, results: await views(blog, shown, wanted.marked) };
}

async function views(blog: Blog, matches: Match[], words: Token[]): Promise<ResultView[]> {
  const said = matches.filter(({ kind }) => kind === 'comment').map(({ id }) => id);
  const [site, posts, comments] = await Promise.all([
    settings(blog.db, general),
    postsByIds(
      blog.db,
      matches.map(({ post_id }) => post_id),
    ),
    commentsByIds(blog.db, said),
  ]);
  const told = new Map((await withCommentExtracts(blog, [...comments.values()])).map((row) => [row.id, row]));
  const shown = matches.flatMap(({ kind, post_id }) => (kind === 'post' ? (posts.get(post_id) ?? []) : []));
  for (const post of await withExtracts(blog, shown)) posts.set(post.id, post);
  const paths = await permalinks(blog, [...posts.values()]);
  const links = await commentLinks(blog, said, posts, matches);
  const style = { zone: site.timezone_string, locale: site.WPLANG };
  return matches.flatMap(({ kind, id, post_id }): ResultView[] => {
    const post = posts.get(post_id);
    const comment = kind === 'comment' ? told.get(id) : undefined;
    if (!post || (kind === 'comment' && !comment)) return [];
    const when = comment?.posted_at ?? post.published_at!;
    const title = post.title || __('Untitled');
    return [
      {
        kind: comment ? 'comment' : post.type === 'page' ? 'page' : 'post',
        url: comment ? links.get(id)! : paths.get(post_id)!,
        title: comment ? [{ text: title, is_match: false }] : highlighted(title, words),
        author: comment?.author_name ?? '',
        date: formatDate(when, site.date_format, style),
        datetime: isoDate(when, style.zone),
        pieces: highlighted(wordsOf(comment?.plain ?? plainOf(post)), words),
      },
    ];
  });
}

/** A text in one line; the words that were found are looked for in its beginning only. */
const wordsOf = (plain: string): string => plain.slice(0, 20_000).replaceAll('\n', ' ');

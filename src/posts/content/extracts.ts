// posts/content/extracts.ts: what readers' pages take from a post's text: made when it is stored, so that no visit parses HTML.
import { isHttpError } from '../../base/errors.ts';
import { textOf } from '../../base/html/excerpt.ts';
import { quickText } from '../../base/html/quick-text.ts';
import { stripped } from '../../base/html/stripped.ts';
import { feedHtml } from '../../embeds/feed-html.ts';
import { beforeMore, pagesOf } from './pages.ts';
import { wordsOfHtml } from '../words.ts';
import type { Post } from '../post.ts';

/** Of the HTML. `plain` is null until they are made. */
export type TextExtracts = Pick<
  Post,
  'plain' | 'words' | 'feed_html' | 'teaser_html' | 'teaser_more' | 'pages'
>;
export type Extracts = TextExtracts & Pick<Post, 'plain_excerpt'>;

/**
 * What is to be stored beside `html`, `excerpt` or both, where a change holds them. A change that brings `plain` along
 * was rendered just now, and has all that is taken from its HTML. Pure.
 */
export function extractsOf({
  html,
  excerpt,
  plain,
}: Partial<Pick<Post, 'html' | 'excerpt' | 'plain'>>): Partial<Extracts> {
  return {
    ...(html !== undefined && typeof plain !== 'string' && textExtractsOf(html)),
    ...(excerpt !== undefined && {
      plain_excerpt: orRoughly(
        () => textOf(excerpt),
        () => stripped(excerpt),
      ),
    }),
  };
}

/** Searches and excerpts look no further, in UTF-16 units. */
const longestPlain = 60_000;
const pageBreak = '\f';

/** What is taken from a text that was just rendered; a long one in the thread that rendered it. */
export const textExtractsOf = (html: string): TextExtracts =>
  orRoughly(
    () => taken(html),
    () => roughly(html),
  );

function taken(html: string): TextExtracts {
  const teaser = beforeMore(html);
  const pages = html.includes('<!--') ? pagesOf({ id: 0, html }) : undefined;
  const plain = (pages ?? [html]).map((page) => quickText(page) ?? textOf(page)).join(pageBreak);
  return {
    // Without half of a pair of surrogates at the end.
    plain: plain.slice(0, longestPlain).replace(/[\uD800-\uDBFF]$/, ''),
    words: wordsOfHtml(html),
    feed_html: feedHtml(html),
    teaser_html: teaser?.html ?? null,
    teaser_more: teaser?.more ?? null,
    pages: pages ?? null,
  };
}

/**
 * What a parser refuses is kept all the same: it was stored when limits were wider, or is an excerpt, which is shown
 * as plain words in any case.
 */
export function orRoughly<Made>(make: () => Made, otherwise: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (!isHttpError(error)) throw error;
    return otherwise();
  }
}

const roughly = (html: string): TextExtracts => ({
  plain: stripped(html).slice(0, longestPlain),
  words: wordsOfHtml(html),
  feed_html: null,
  teaser_html: null,
  teaser_more: null,
  pages: null,
});

type Extracted = Pick<Post, 'id' | 'html'> & TextExtracts;

/** A post's text in plain words, a line for each block: of all its pages, or of the first. */
export function plainOf({ plain }: Pick<Post, 'plain'>, which: 'all' | 'first page' = 'all'): string {
  const pages = (plain ?? '').split(pageBreak);
  return which === 'all' ? pages.join('\n') : pages[0]!;
}

/** What lists show before the author's `<!--more-->`; undefined without one on the first page. */
export const teaserOf = ({ teaser_html, teaser_more }: TextExtracts) =>
  teaser_html === null ? undefined : { html: teaser_html, more: teaser_more ?? '' };

/** The pages of a post, at least one, each well formed; `#more-ID` is the place that lists lead to. */
export const pagesIn = ({ id, html, pages }: Extracted): string[] =>
  pages?.map((page) => page.replace('<span id="more-0"></span>', `<span id="more-${id}"></span>`)) ?? [html];

// comments/content/render.ts: a reader's words in, clean HTML out.
import { attachmentSettings } from '../../attachments/settings.ts';
import { httpError } from '../../base/errors.ts';
import { commentLimits, postLimits } from '../../base/html/parse.ts';
import { inLanguage } from '../../base/language/current.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { setText } from '../../base/threads/set-text.ts';
import type { Blog } from '../../blog.ts';
import { cardsOf } from '../../posts/content/internal-links.ts';
import { writingRules } from '../../posts/settings.ts';
import type { Comment } from '../comment.ts';
import { setWords, type CommentText } from './set-words.ts';

/** Which pipeline made the HTML; raise it when it makes something better: older ones are made again. */
export const htmlVersion = 7;

export interface Rendered {
  html: string;
  html_version: number;
  embed_urls: string[];
  plain?: string | null;
  words?: string | null;
  feed_html?: string | null;
}

/**
 * Renders Markdown basics and the allowed elements, long texts in a thread; whoever stores it calls
 * `wantEmbeds(blog, embed_urls)`. Call it before a transaction, as it may take a while.
 * @throws HttpError 422 for what is nested too deep, has too many parts or takes too long; 503 when too many wait
 */
export async function renderComment(
  blog: Blog,
  content: string,
  { embedsFor = embedsInComments, content_format = 'markdown' }: RenderOptions = {},
): Promise<Rendered> {
  return rendered(blog, { content, content_format, limits: commentLimits }, embedsFor, 'strangers');
}

interface RenderOptions {
  embedsFor?: EmbedsFor;
  content_format?: Comment['content_format'];
}

/** The same for a comment that was kept already, here or elsewhere: it may have as many parts as a post. */
export const renderKept = (
  blog: Blog,
  { content, content_format }: Pick<Comment, 'content' | 'content_format'>,
): Promise<Rendered> =>
  rendered(blog, { content, content_format, limits: postLimits }, embedsInComments, 'authors');

/**
 * The same for what a reader typed, which must show something.
 * @throws HttpError 422 besides, when it renders to nothing
 */
export async function renderShown(blog: Blog, content: string): Promise<Rendered> {
  const rendered = await renderComment(blog, content);
  if (!content || !showsNothing(rendered)) return rendered;
  const message =
    'Nothing of what you wrote can be shown: it is made of tags or signs alone. Write it in words.';
  throw httpError(422, 'shows_nothing', message, { comment: message });
}

const unseen = /[\s\p{Z}\p{Cf}\p{Cc}\p{M}\u115f\u1160\u2800\u3164\uffa0]/gu;

/** Whether a rendered text shows nothing: neither a sign that can be seen nor an embed. */
const showsNothing = ({ html, plain, embed_urls }: Rendered): boolean =>
  !embed_urls.length && (plain ?? html.replaceAll(/<[^>]*>/g, '')).replaceAll(unseen, '') === '';

async function rendered(
  blog: Blog,
  text: Omit<CommentText, 'use_smilies' | 'locale'>,
  embedsFor: EmbedsFor,
  line: 'strangers' | 'authors',
): Promise<Rendered> {
  const { use_smilies } = await settings(blog.db, writingRules);
  const { WPLANG: locale } = await settings(blog.db, general);
  const set = await inLanguage(locale, () =>
    setText({
      job: 'comment',
      line,
      // A comment of the worst kind takes a tenth of a second.
      seconds: Math.min(5, blog.config.TEXT_SECONDS),
      work: setWords,
      input: { ...text, use_smilies, locale },
      lookups: { embeds: (urls) => embedsFor(blog, urls) },
    }),
  );
  return { ...set, html_version: htmlVersion };
}

/** How many links a rendered text holds; an embed is one. */
export const linksIn = ({ html, embed_urls }: Pick<Rendered, 'html' | 'embed_urls'>): number =>
  Math.max(
    html.match(/<a [^>]*href=/g)?.length ?? 0,
    embed_urls.filter((url) => !url.startsWith('/')).length,
  );

/** The markup of those addresses that are embeds, '' while it is still a link; others are absent. */
export type EmbedsFor = (blog: Blog, urls: string[]) => Promise<Map<string, string>>;

async function embedsInComments(blog: Blog, urls: string[]): Promise<Map<string, string>> {
  const { autoembed_links } = await settings(blog.db, attachmentSettings);
  return autoembed_links ? cardsOf(blog, urls, 'comments') : new Map();
}

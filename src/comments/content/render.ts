// comments/content/render.ts: a reader's words in, clean HTML out.
import { attachmentSettings } from '../../attachments/settings.ts';
import { commentLimits, postLimits } from '../../base/html/parse.ts';
import { settings } from '../../base/settings/settings.ts';
import { setText } from '../../base/threads/set-text.ts';
import type { Blog } from '../../blog.ts';
import { cardsOf } from '../../posts/content/internal-links.ts';
import { writingRules } from '../../posts/settings.ts';
import { setWords, type CommentText } from './set-words.ts';

/** Which pipeline made the HTML; raise it when it makes something better: older ones are made again. */
export const htmlVersion = 4;

export interface Rendered {
  html: string;
  html_version: number;
  embed_urls: string[];
  plain?: string | null;
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
  embedsFor: EmbedsFor = embedsInComments,
): Promise<Rendered> {
  return rendered(blog, { content, limits: commentLimits }, embedsFor, 'strangers');
}

/** The same for a comment that was kept already, here or elsewhere: it may have as many parts as a post. */
export const renderKept = (blog: Blog, content: string): Promise<Rendered> =>
  rendered(blog, { content, limits: postLimits }, embedsInComments, 'authors');

async function rendered(
  blog: Blog,
  text: Omit<CommentText, 'use_smilies'>,
  embedsFor: EmbedsFor,
  line: 'strangers' | 'authors',
): Promise<Rendered> {
  const { use_smilies } = await settings(blog.db, writingRules);
  const set = await setText({
    job: 'comment',
    line,
    // A comment of the worst kind takes a tenth of a second.
    seconds: Math.min(5, blog.config.TEXT_SECONDS),
    work: setWords,
    input: { ...text, use_smilies },
    lookups: { embeds: (urls) => embedsFor(blog, urls) },
  });
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

// embeds/fetching/embed-now.ts: what a link shows, asked at once for somebody who is writing it down.
import type { Blog } from '../../blog.ts';
import { day } from './age.ts';
import type { Embed } from '../embed.ts';
import { fetchEmbed } from './fetch-embed.ts';
import { findEmbed, insertEmbeds } from '../queries.ts';
import type { Recognised } from '../recognise.ts';
import { recogniseOne } from '../recognise-all.ts';
import { cardHtml, drawing } from '../render.ts';
import type { EmbedView } from '../view.ts';

/** As oEmbed 1.0 answers; `html` is our own card, whatever the other side says. */
export interface EmbedAnswer {
  version: '1.0';
  type: string;
  provider_name: string;
  title: string;
  author_name: string;
  author_url: string;
  width: number;
  height: number;
  html: string;
  thumbnail_url?: string;
  thumbnail_width?: number;
  thumbnail_height?: number;
}

/**
 * Asks what a link shows, unless that is known since yesterday. Only for people who may write: it waits for the network.
 * @returns undefined for a link that stays a link
 */
export async function embedNow(
  blog: Blog,
  url: string,
  { mayDiscover = true } = {},
): Promise<EmbedAnswer | undefined> {
  const found = await recogniseOne(blog, url);
  if (!found || (found.is_page && !mayDiscover)) return undefined;
  if (found.oembed || found.discover) await askOnce(blog, found);
  const embed = await findEmbed(blog.db, url);
  if (found.is_page && !embed?.title) return undefined;
  const view = (await drawing(blog, embed ? [embed] : []))(found, embed);
  return answerOf(blog.url, view, embed, await cardHtml(view));
}

async function askOnce(blog: Blog, { url, kind, provider }: Recognised): Promise<void> {
  const known = await findEmbed(blog.db, url);
  const now = blog.now();
  if (known?.fetched_at && now.getTime() - known.fetched_at.getTime() < day) return;
  if (!known) await insertEmbeds(blog.db, [{ url, status: 'waiting', kind, provider, asked_at: now }], now);
  await fetchEmbed(blog, { url, again: true });
}

function answerOf(blog_url: string, view: EmbedView, embed: Embed | undefined, html: string): EmbedAnswer {
  const { poster } = view;
  return {
    version: '1.0',
    type: embed?.kind ?? 'rich',
    provider_name: view.provider,
    title: view.title,
    author_name: view.author,
    author_url: embed?.author_url ?? '',
    width: view.width,
    height: view.height,
    html,
    ...(poster && {
      thumbnail_url: new URL(poster.url, blog_url).href,
      thumbnail_width: poster.width,
      thumbnail_height: poster.height,
    }),
  };
}

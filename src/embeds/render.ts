// embeds/render.ts: links in, the markup of their cards out.
import { renderView } from '../base/http/views.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import { mediaByIds } from '../media/queries.ts';
import { embedsByUrls } from './queries.ts';
import { pagesAreCards, type Place, recogniseAll } from './recognise-all.ts';
import type { Media } from '../media/media.ts';
import type { Embed } from './embed.ts';
import { embedView, type EmbedView } from './view.ts';

/**
 * Draws cards from what is known now; asks no network.
 * @returns trusted markup by address as given: '' for a page that is a link so far, or as the owner wants it;
 *   addresses that are no embeds are absent
 */
export async function embedHtml(
  blog: Blog,
  urls: string[],
  place: Place = 'posts',
): Promise<Map<string, string>> {
  const found = recogniseAll(blog, urls);
  if (!found.size) return new Map();
  const stored = await embedsByUrls(blog.db, [...found.keys()]);
  const pictures = await picturesOf(blog, [...stored.values()]);
  const { timezone_string: zone, date_format, WPLANG: locale } = await settings(blog.db, general);
  const printed = (date: Date) => formatDate(date, date_format, { zone, locale });
  const hasCards = await pagesAreCards(blog.db, place);
  const cards = new Map<string, string>();
  for (const [url, one] of found) {
    const known = stored.get(url);
    const isLink = one.is_page && !(hasCards && known?.title);
    cards.set(url, isLink ? '' : await cardHtml(embedView(one, known, pictures, printed)));
  }
  return cards;
}

/** The markup of one card. */
export async function cardHtml(embed: EmbedView): Promise<string> {
  return (await renderView('embeds/_card', { embed })).trim();
}

function picturesOf(blog: Blog, embeds: Embed[]): Promise<Map<number, Media>> {
  const ids = embeds.flatMap(({ poster_media_id, icon_media_id }) => [poster_media_id, icon_media_id]);
  return mediaByIds(blog.db, [...new Set(ids.filter((id) => id !== null))]);
}

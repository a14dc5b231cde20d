// embeds/render.ts: links in, the markup of their cards out.
import { renderView } from '../base/http/views.ts';
import type { Blog } from '../blog.ts';
import { mediaByIds } from '../media/queries.ts';
import { embedsByUrls } from './queries.ts';
import { recognise } from './recognise.ts';
import { embedView } from './view.ts';

/**
 * Draws cards from what is known now; asks no network.
 * @returns trusted markup by address as given; addresses that are no embeds are absent
 */
export async function embedHtml(blog: Blog, urls: string[]): Promise<Map<string, string>> {
  const found = [...new Set(urls)].flatMap((url) => recognise(url) ?? []);
  if (!found.length) return new Map();
  const stored = await embedsByUrls(blog.db, [...new Set(found.map(({ url }) => url))]);
  const posterIds = [...stored.values()].flatMap(({ poster_media_id }) => poster_media_id ?? []);
  const posters = await mediaByIds(blog.db, [...new Set(posterIds)]);
  const cards = new Map<string, string>();
  for (const one of found) {
    const embed = embedView(one, stored.get(one.url), posters);
    cards.set(one.url, (await renderView('embeds/_card', { embed })).trim());
  }
  return cards;
}

// embeds/want.ts: asks for the title, author and poster of links; they are fetched later, once for all who asked.
import { announce } from '../announcements.ts';
import type { Blog } from '../blog.ts';
import { insertEmbeds } from './queries.ts';
import { pagesAreCards, type Place, recogniseAll } from './recognise-all.ts';

const mostAtOnce = 50;
const freshFor = 14 * 24 * 3600 * 1000;

/**
 * Makes rows for the links that are embeds and announces the ones to fetch, in the caller's transaction.
 * Asking twice does nothing; after two weeks it fetches again.
 * @param place `nowhere` leaves out pages that no service speaks for: words that nobody approved send us to none
 */
export async function wantEmbeds(
  blog: Blog,
  urls: string[],
  place: Place | 'nowhere' = 'posts',
): Promise<void> {
  if (!urls.length) return;
  const asked_at = blog.now();
  const has_pages = place !== 'nowhere' && (await pagesAreCards(blog.db, place));
  const known = await recogniseAll(blog, [...new Set(urls)].slice(0, mostAtOnce));
  const rows = [...known].flatMap(([url, found]) => {
    if (found.is_page && !has_pages) return [];
    const status = found.oembed || found.discover ? ('waiting' as const) : ('ready' as const);
    return [{ url, status, kind: found.kind, provider: found.provider, asked_at }];
  });
  const staleBefore = new Date(asked_at.getTime() - freshFor);
  for (const url of await insertEmbeds(blog.db, rows, staleBefore)) {
    await announce(blog, 'embed.wanted', { url });
  }
}

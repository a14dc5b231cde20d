// embeds/want.ts: asks for the title, author and poster of links; they are fetched later, once for all who asked.
import { announce } from '../announcements.ts';
import type { Blog } from '../blog.ts';
import { insertEmbeds } from './queries.ts';
import { recognise } from './recognise.ts';

const mostAtOnce = 50;
const freshFor = 14 * 24 * 3600 * 1000;

/**
 * Makes rows for the links that are embeds and announces the ones to fetch, in the caller's transaction.
 * Asking twice does nothing; after two weeks it fetches again.
 */
export async function wantEmbeds(blog: Blog, urls: string[]): Promise<void> {
  const asked_at = blog.now();
  const rows = [...new Set(urls)].slice(0, mostAtOnce).flatMap((url) => {
    const found = recognise(url);
    if (!found) return [];
    const status = found.oembed || found.discover ? ('waiting' as const) : ('ready' as const);
    return [{ url, status, kind: found.kind, provider: found.provider, asked_at }];
  });
  const staleBefore = new Date(asked_at.getTime() - freshFor);
  for (const url of await insertEmbeds(blog.db, rows, staleBefore)) {
    await announce(blog, 'embed.wanted', { url });
  }
}

// embeds/recognise-all.ts: what links will show by all that this blog knows: services, providers, and any other page.
import { settings } from '../base/settings/settings.ts';
import type { Database } from '../base/database/database.ts';
import type { Blog } from '../blog.ts';
import { providersOf } from './providers/providers.ts';
import { recognise, type Recognised } from './recognise.ts';
import { embedSettings } from './settings.ts';

/** Where the links stand; the owner decides for each whether other pages become cards there. */
export type Place = 'posts' | 'comments';

/** Recognises many links; those that stay links are absent. Asks no network. */
export async function recogniseAll(
  { db, url }: Pick<Blog, 'db' | 'url'>,
  urls: string[],
): Promise<Map<string, Recognised>> {
  if (!urls.length) return new Map();
  const { embed_providers } = await settings(db, embedSettings);
  const rules = { own_host: new URL(url).host, providers: providersOf(embed_providers) };
  return new Map(
    [...new Set(urls)].flatMap((one) => {
      const found = recognise(one, rules);
      return found ? [[one, found] as const] : [];
    }),
  );
}

/** As recogniseAll, for one link. */
export async function recogniseOne(
  blog: Pick<Blog, 'db' | 'url'>,
  url: string,
): Promise<Recognised | undefined> {
  return (await recogniseAll(blog, [url])).get(url);
}

/** Whether pages that no service speaks for become cards there. */
export async function pagesAreCards(db: Database, place: Place): Promise<boolean> {
  const { link_cards_in_posts, link_cards_in_comments } = await settings(db, embedSettings);
  return place === 'posts' ? link_cards_in_posts : link_cards_in_comments;
}

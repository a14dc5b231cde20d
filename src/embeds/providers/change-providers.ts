// embeds/providers/change-providers.ts: adds and removes the owner's own providers; links they speak for are looked at again.
import { announce } from '../../announcements.ts';
import { inTransaction } from '../../base/database/database.ts';
import { __ } from '../../base/language/gettext.ts';
import { forgetSettings, saveSettings, settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { lineUp } from '../fetching/fetch-embed.ts';
import type { CustomProvider } from './custom-providers.ts';
import { providersOf, readFrom } from './providers.ts';
import { dropFrames, urlsBelow } from '../queries.ts';
import { readAddress } from '../address.ts';
import { embedSettings } from '../settings.ts';

const most = 100;

/** Adds a provider. @returns what is wrong with it; '' when it was added */
export async function addProvider(blog: Blog, provider: CustomProvider): Promise<string> {
  const { embed_providers: known } = await settings(blog.db, embedSettings);
  if (known.length >= most) return __('There are %s providers already.', most);
  if (known.some(({ pattern }) => pattern === provider.pattern))
    return __('These addresses have a provider already.');
  if (isSpokenFor(`${blog.url}/`, anyPath(provider))) return __('These are addresses of this site.');
  await change(blog, [...known, provider], provider);
  return '';
}

/** Removes the provider of a pattern. False when there is none. */
export async function removeProvider(blog: Blog, pattern: string): Promise<boolean> {
  const { embed_providers: known } = await settings(blog.db, embedSettings);
  const gone = known.find((one) => one.pattern === pattern);
  if (gone)
    await change(
      blog,
      known.filter((one) => one !== gone),
      gone,
    );
  return gone !== undefined;
}

async function change(blog: Blog, embed_providers: CustomProvider[], changed: CustomProvider): Promise<void> {
  await inTransaction(blog, async (blog) => {
    await saveSettings(blog.db, embedSettings, { embed_providers });
    await announce(blog, 'settings.saved', { names: ['embed_providers'] });
  });
  forgetSettings(blog.db);
  // Whose frame it was decides what the frame may do: it must be named anew.
  const urls = (await urlsBelow(blog.db, hostOf(changed).host)).filter((url) => isSpokenFor(url, changed));
  await dropFrames(blog.db, urls);
  for (const url of urls) await lineUp(blog, { url, again: true });
}

function isSpokenFor(url: string, provider: CustomProvider): boolean {
  const address = readAddress(url);
  return address !== undefined && readFrom(address, providersOf([provider])) !== undefined;
}

/** The host of a pattern, with its star and without. */
function hostOf({ pattern }: CustomProvider): { star: string; host: string } {
  const [, star = '', host = ''] = /^https:\/\/(\*\.)?([^/]+)/i.exec(pattern) ?? [];
  return { star, host: host.toLowerCase() };
}

function anyPath(provider: CustomProvider): CustomProvider {
  const { star, host } = hostOf(provider);
  return { ...provider, pattern: `https://${star}${host}/*` };
}

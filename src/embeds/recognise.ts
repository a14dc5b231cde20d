// embeds/recognise.ts: tells from a link alone what it will show; asks nobody.
import { type Address, readAddress } from './address.ts';
import { type Providers, readProvider } from './providers/providers.ts';
import { facebook, instagram, threads } from './services/facebook.ts';
import { frameHosts } from './services/frame-hosts.ts';
import { dailymotion, soundcloud, spotify, ted, tiktok, vimeo } from './services/players.ts';
import { bluesky, imgur, reddit, twitter } from './services/posts.ts';
import type { Found, Service } from './services/service.ts';
import { readShape } from './services/shapes.ts';
import { youtube } from './services/youtube.ts';

/** A link that shows more than its address; `url` is the link as it was given. */
export interface Recognised extends Found {
  url: string;
}

/** What is known beyond services and providers. */
export interface Rules {
  /** Given: any page on another host than this one becomes a card. */
  own_host?: string;
  /** The owner's own providers, before those of the public list. */
  providers?: Providers;
}

const services: Service[] = [
  youtube,
  facebook,
  twitter,
  instagram,
  threads,
  vimeo,
  dailymotion,
  tiktok,
  spotify,
  soundcloud,
  bluesky,
  reddit,
  imgur,
  ted,
];
const byHost = new Map(services.flatMap((service) => service.hosts.map((host) => [host, service] as const)));

/**
 * Recognises a link by the services' own parsers, then the table of oEmbed providers, then its shape.
 * @param url an absolute http(s) address as written
 * @param rules what the owner decided; without, other pages stay links
 * @returns undefined for a link that stays a link
 */
export function recognise(url: string, { own_host, providers }: Rules = {}): Recognised | undefined {
  const address = readAddress(url);
  if (!address) return;
  const found =
    readService(address) ??
    readShape(address) ??
    readProvider(address, providers) ??
    readAnyPage(address, own_host);
  if (!found) return;
  const isAllowed = found.frame && frameHosts.includes(new URL(found.frame).host);
  return { ...found, url, frame: isAllowed ? found.frame : undefined };
}

// Addresses that end so are files, not pages that say something of themselves.
const files =
  /\.(7z|apk|avif|bz2|css|csv|dmg|docx?|epub|exe|gif|gz|ico|iso|jpe?g|js|json|md|odt|pdf|png|pptx?|rar|rss|svg|tar|txt|webp|xlsx?|xml|xz|zip)$/i;

function readAnyPage({ host, segments }: Address, own_host: string | undefined): Found | undefined {
  if (!own_host || host === own_host || files.test(segments.at(-1) ?? '')) return;
  const provider = host.replace(/^www\./, '');
  return { provider, kind: 'link', title: '', width: 16, height: 9, discover: true, is_page: true };
}

function readService(address: Address): Found | undefined {
  // Some services have a host for each language: de-de.facebook.com.
  const common = address.host.replace(/^[a-z]{2}-[a-z]{2}\./, 'www.');
  return (byHost.get(address.host) ?? byHost.get(common))?.read(address);
}

// embeds/recognise.ts: tells from a link alone what it will show; asks nobody.
import { type Address, readAddress } from './address.ts';
import { readProvider } from './providers.ts';
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
 * @returns undefined for a link that stays a link
 */
export function recognise(url: string): Recognised | undefined {
  const address = readAddress(url);
  if (!address) return;
  const found = readService(address) ?? readShape(address) ?? readProvider(address);
  if (!found) return;
  const isAllowed = found.frame && frameHosts.includes(new URL(found.frame).host);
  return { ...found, url, frame: isAllowed ? found.frame : undefined };
}

function readService(address: Address): Found | undefined {
  // Some services have a host for each language: de-de.facebook.com.
  const common = address.host.replace(/^[a-z]{2}-[a-z]{2}\./, 'www.');
  return (byHost.get(address.host) ?? byHost.get(common))?.read(address);
}

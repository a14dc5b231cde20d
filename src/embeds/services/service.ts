// embeds/services/service.ts: what a service's own parser finds in a link, without any request.
import type { Address } from '../address.ts';

export type EmbedKind = 'video' | 'photo' | 'rich' | 'link';

export interface Found {
  /** The service as people call it. */
  provider: string;
  kind: EmbedKind;
  /** What to say while the title is unknown. */
  title: string;
  /** The frame that a click loads, on one of `frameHosts`; made of checked identifiers only. */
  frame?: string;
  /** The shape of the frame: its proportions, or for posts its height in pixels. */
  width: number;
  height: number;
  /** The oEmbed address to ask, complete but for format and sizes. */
  oembed?: string;
  /** The page itself may be read: for its oEmbed link and its Open Graph words. */
  discover?: boolean;
  /** Any page: a link stays a link until the page has told its title. */
  is_page?: boolean;
  /** A file of sound or moving pictures that the browser itself can play. */
  media?: 'audio' | 'video';
}

/** A service with its hosts; `read` is asked only for addresses on them. */
export interface Service {
  hosts: string[];
  read(address: Address): Found | undefined;
}

/** An oEmbed address that asks about `url`. */
export function asking(endpoint: string, url: string, extra: Record<string, string> = {}): string {
  const address = new URL(endpoint);
  for (const [name, value] of Object.entries({ ...extra, url })) address.searchParams.set(name, value);
  return address.href;
}

/** A frame's address with its options. */
export function frameAt(address: string, options: Record<string, string | number | undefined> = {}): string {
  const frame = new URL(address);
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined && value !== '') frame.searchParams.set(name, String(value));
  }
  return frame.href;
}

/** Seconds from `90`, `90s`, `1m30s`, `1h2m3s`; undefined when it is none of these. */
export function secondsOf(time: string | null | undefined): number | undefined {
  const parts = /^(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?$/.exec(time ?? '');
  if (!time || !parts) return;
  const [hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return hours! * 3600 + minutes! * 60 + seconds! || undefined;
}

// embeds/view.ts: a link and what is known of it in, a card out. Pure.
import type { Media } from '../media/media.ts';
import { mediaView } from '../media/view.ts';
import { readableAddress } from './address.ts';
import type { Embed } from './embed.ts';
import { framePath, mayFrame } from './fetching/iframe.ts';
import type { Recognised } from './recognise.ts';

export interface EmbedView {
  url: string;
  provider: string;
  /** `player` keeps proportions; `post` grows with its frame; `link` leads away; `audio` and `video` are files. */
  shape: 'player' | 'post' | 'link' | 'audio' | 'video';
  title: string;
  author: string;
  description: string;
  /** Without scheme, for people; empty when it is the title already. */
  address: string;
  /** What a click loads; empty when the card only leads to the service. */
  frame: string;
  /** Whom the click asks; empty without frame. */
  frame_host: string;
  width: number;
  height: number;
  is_upright: boolean;
  poster: { url: string; width: number; height: number } | undefined;
  /** The address of the site's sign; '' without one. */
  icon: string;
  rel: string;
  /** Since when it is not there any more, for people and for machines; undefined while it is. */
  gone: { date: string; datetime: string } | undefined;
  /** A copy of what is gone; '' without one. */
  archive_url: string;
}

export interface Surroundings {
  /** Kept posters and icons by media id. */
  pictures: Map<number, Media>;
  /** How dates are written. */
  printed: (date: Date) => string;
  /** This site's address: its own pages are never framed. */
  blog_url: string;
}

/**
 * Makes a card from what the link alone says and what was fetched so far.
 * @param stored undefined while nothing is known beyond the link
 */
export function embedView(
  found: Recognised,
  stored: Embed | undefined,
  { pictures, printed, blog_url }: Surroundings,
): EmbedView {
  const gone = stored?.gone_at;
  // A dead frame is never shown.
  const frame = gone ? '' : (found.frame ?? frameOf(found, stored, blog_url));
  const size = found.frame || found.media ? found : sizeOf(found, stored);
  const poster = pictures.get(stored?.poster_media_id ?? 0);
  const icon = pictures.get(stored?.icon_media_id ?? 0);
  const address = readableAddress(found.url);
  const title = stored?.title || found.title || address;
  return {
    url: found.url,
    provider: stored?.site_name || found.provider,
    shape: shapeOf({ ...found, ...size, frame }),
    title,
    author: stored?.author ?? '',
    description: stored?.description ?? '',
    address: title === address ? '' : address,
    frame,
    frame_host: frame ? new URL(found.frame ?? stored!.frame_url).host : '',
    width: size.width,
    height: size.height,
    is_upright: size.kind === 'video' && size.height > size.width,
    poster: poster ? posterView(poster) : undefined,
    icon: icon?.status === 'ready' ? mediaView(icon).src : '',
    rel: 'nofollow ugc noopener',
    gone: gone ? { date: printed(gone), datetime: gone.toISOString() } : undefined,
    archive_url: gone ? stored.archive_url : '',
  };
}

/** The frame that the page or its provider named, inside a page of ours. */
function frameOf({ url }: Recognised, stored: Embed | undefined, blog_url: string): string {
  return stored && mayFrame(blog_url, stored.frame_url) ? framePath(url) : '';
}

type Size = Pick<Recognised, 'kind' | 'width' | 'height'>;

/** What it said it is; a page in a frame is at least 200 and at most 1000 pixels tall. */
function sizeOf(found: Recognised, stored: Embed | undefined): Size {
  if (!stored?.frame_url) return found;
  const { kind, width, height } = stored;
  if (kind === 'video' && width && height) return { kind, width, height };
  return { kind, width: width ?? 600, height: Math.min(1000, Math.max(200, height ?? 400)) };
}

function shapeOf({ media, frame, kind }: Pick<Recognised, 'media' | 'frame' | 'kind'>): EmbedView['shape'] {
  if (media) return media;
  if (!frame) return 'link';
  return kind === 'video' ? 'player' : 'post';
}

/** A size that is sharp in a column of text; nothing while the picture is being prepared. */
function posterView(media: Media): EmbedView['poster'] {
  const { kind, status, src, width, height } = mediaView(media, { size: 'medium_large' });
  if (kind !== 'image' || status !== 'ready' || !src || !width || !height) return;
  return { url: src, width, height };
}

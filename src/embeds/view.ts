// embeds/view.ts: a link and what is known of it in, a card out. Pure.
import type { Media } from '../media/media.ts';
import { mediaView } from '../media/view.ts';
import { readableAddress } from './address.ts';
import type { Embed } from './embed.ts';
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

/**
 * Makes a card from what the link alone says and what was fetched so far.
 * @param stored undefined while nothing is known beyond the link
 * @param pictures kept posters and icons by media id
 * @param printed how dates are written
 */
export function embedView(
  found: Recognised,
  stored: Embed | undefined,
  pictures: Map<number, Media>,
  printed: (date: Date) => string,
): EmbedView {
  const gone = stored?.gone_at;
  // A dead frame is never shown.
  const frame = gone ? '' : (found.frame ?? '');
  const poster = pictures.get(stored?.poster_media_id ?? 0);
  const icon = pictures.get(stored?.icon_media_id ?? 0);
  const address = readableAddress(found.url);
  const title = stored?.title || found.title || address;
  return {
    url: found.url,
    provider: stored?.site_name || found.provider,
    shape: shapeOf({ ...found, frame }),
    title,
    author: stored?.author ?? '',
    description: stored?.description ?? '',
    address: title === address ? '' : address,
    frame,
    frame_host: frame ? new URL(frame).host : '',
    width: found.width,
    height: found.height,
    is_upright: found.kind === 'video' && found.height > found.width,
    poster: poster ? posterView(poster) : undefined,
    icon: icon?.status === 'ready' ? mediaView(icon).src : '',
    rel: 'nofollow ugc noopener',
    gone: gone ? { date: printed(gone), datetime: gone.toISOString() } : undefined,
    archive_url: gone ? stored.archive_url : '',
  };
}

function shapeOf({ media, frame, kind }: Recognised): EmbedView['shape'] {
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

// feeds/enclosures.ts: files that a feed reader may fetch along: a podcast's sound, a picture of a comment.
import type { Media } from '../media/media.ts';
import { mediaView } from '../media/view.ts';
import type { Post } from '../posts/post.ts';
import type { EnclosureView } from './feed.ts';

type Whole = (address: string) => string;

/**
 * At most one file of a post: what a podcast program named, else its first sound or film. A picture is none: programs
 * that play would take it for an episode.
 */
export function enclosureOfPost(
  post: Pick<Post, 'meta' | 'media_ids'>,
  media: Map<number, Media>,
  whole: Whole,
): EnclosureView[] {
  const named = (post.meta.enclosure ?? []).flatMap(readNamed);
  const files = post.media_ids.flatMap((id) => media.get(id) ?? []);
  const played = files.filter(({ mime_type }) => /^(audio|video)\//.test(mime_type));
  return [...named, ...enclosuresOf(played, whole)].slice(0, 1);
}

/** The address of a post's featured image; '' without one. */
export function imageOfPost(
  { featured_media_id }: Pick<Post, 'featured_media_id'>,
  media: Map<number, Media>,
  whole: Whole,
): string {
  const file = media.get(featured_media_id ?? 0);
  const { src } = file?.mime_type.startsWith('image/') ? mediaView(file) : { src: '' };
  return src && whole(src);
}

/** All files that have an address by now. */
export function enclosuresOf(files: Media[], whole: Whole): EnclosureView[] {
  return files.flatMap((file) => {
    const { url } = mediaView(file);
    return url ? [{ url: whole(url), type: file.mime_type, byte_size: file.byte_size }] : [];
  });
}

/** WordPress keeps an enclosure as three lines: address, length, type. */
function readNamed(lines: string): EnclosureView[] {
  const [url = '', length = '', type = ''] = lines.split('\n').map((line) => line.trim());
  if (!/^https?:\/\//.test(url) || !URL.canParse(url) || !/^[\w.+-]+\/[\w.+-]+$/.test(type)) return [];
  return [{ url, type, byte_size: Number(/^\d{1,15}$/.exec(length)?.[0] ?? 0) }];
}

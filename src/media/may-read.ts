// media/may-read.ts: who may read the bytes of a kept file.
import type { Media } from './media.ts';

/**
 * Everybody reads files that are ready, of approved comments and open posts.
 * @param isTrusted a moderator, or the holder of a signed link
 */
export function mediaMayBeRead(media: Media, isTrusted: boolean): boolean {
  return isTrusted || (media.status === 'ready' && media.is_public && media.post_is_public);
}

/** Whether a post may show a file that its author names: what came with a comment only while that one is shown. */
export const mayBeNamed = ({ source, is_public, post_is_public }: Media): boolean =>
  source !== 'comment' || (is_public && post_is_public);

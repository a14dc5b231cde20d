// library/rest/permissions.ts: who sees a kept file by the REST API, and who may do what with it.
import { may, type User } from '../../accounts/user.ts';
import type { RestUser } from '../../base/rest/route.ts';
import type { Media } from '../../media/media.ts';
import { mayChange, mayRemove } from '../../media/permissions.ts';
import type { Post } from '../../posts/post.ts';

/**
 * Whether everybody may know of a file; lists say the same in SQL (rest-queries.ts).
 * @param post the post it belongs to, when that is there
 */
function isOpen(media: Media, post: Post | undefined): boolean {
  if (!media.is_public || !media.post_is_public || media.status === 'waiting') return false;
  return post === undefined || (post.status === 'publish' && post.password === '');
}

/** Whether the API shows a file to somebody: not the pictures of embeds, which belong to other sites' pages. */
export const sees = (user: User | undefined, media: Media, post: Post | undefined): boolean =>
  media.source !== 'embed' && (isOpen(media, post) || mayChange(user, media));

/** Whether somebody sees the whole library. */
export const seesAll = (user: User | undefined): boolean => may(user, 'edit_others_posts');

/** The methods that somebody may use on a file. */
export const allowedOn = (media: Media, asker: RestUser | undefined): string[] => [
  'GET',
  ...(mayChange(asker?.user, media) ? ['POST', 'PUT', 'PATCH'] : []),
  ...(mayRemove(asker?.user, media) ? ['DELETE'] : []),
];

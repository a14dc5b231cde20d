// posts/media-uses.ts: which posts and pages show a kept file.
import type { FindUses } from '../blog.ts';
import { mayEdit } from './permissions.ts';
import { postsWithMedia } from './queries/media-uses.ts';

export const usesInPosts: FindUses = async ({ db }, user, media_ids) => {
  const posts = await postsWithMedia(db, media_ids);
  return posts.flatMap((post) => {
    const isOpen = mayEdit(user, post);
    const isReadable = isOpen || post.status === 'publish';
    const place = {
      title: isReadable ? post.title || '(no title)' : `a ${post.type} of somebody else`,
      href: isOpen ? `/admin/${post.type}s/${post.id}` : '',
    };
    const trashed = post.status === 'trash' ? ' (in the trash)' : '';
    return media_ids.flatMap((media_id) => [
      ...(post.featured_media_id === media_id
        ? [{ media_id, how: `Featured image${trashed} of`, ...place }]
        : []),
      ...(post.media_ids.includes(media_id) ? [{ media_id, how: `In the text${trashed} of`, ...place }] : []),
    ]);
  });
};

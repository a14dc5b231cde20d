// comments/media-uses.ts: which comments a kept file hangs on, and whose picture it is.
import { may } from '../accounts/user.ts';
import type { FindUses } from '../blog.ts';
import { pictureOf } from './set-picture.ts';
import { commentsWithFiles } from './queries/files.ts';
import { usersPictured } from './queries/pictures.ts';

export const usesInComments: FindUses = async ({ db }, user, media_ids) => {
  const found = await commentsWithFiles(db, media_ids);
  const pictured = await usersPictured(db, media_ids);
  const isModerator = may(user, 'moderate_comments');
  const profiles = pictured.map(({ id, display_name, media_id }) => ({
    media_id,
    how: pictureOf,
    title: display_name,
    href: id === user?.id ? '/admin/profile/picture' : '',
  }));
  const comments = found.map(({ media_id, comment_id, author_name, status, post_title }) => ({
    media_id,
    how: status === 'approve' ? 'With a comment:' : 'With a comment that is not public:',
    title:
      isModerator || status === 'approve'
        ? `${author_name || 'Anonymous'} on ${post_title || '(no title)'}`
        : 'one',
    href: isModerator ? `/admin/comments/${comment_id}` : '',
  }));
  return [...profiles, ...comments];
};

// comments/rest/sight.ts: who sees which comments by the REST API; lists say the same in SQL (queries/rest-sight.ts).
import { may, type User } from '../../accounts/user.ts';
import type { Post } from '../../posts/post.ts';
import { mayEdit } from '../../posts/permissions.ts';
import { mayRead } from '../../posts/visible.ts';
import { isKept, mayModerate, shownKinds, type Comment, type KeptComment } from '../comment.ts';
import type { Sight } from '../queries/rest-sight.ts';

/** What somebody sees in lists. @param opened protected posts whose password came */
export function sightOf(user: User | undefined, opened: number[] = []): Sight {
  const types = (capability: string) =>
    ['post', 'page'].filter((type) => may(user, `${capability}_${type}s`));
  const isWriter = (type: string) => may(user, `edit_${type}s`);
  return {
    all: may(user, 'moderate_comments'),
    user_id: user?.id ?? 0,
    moderates: types('edit'),
    moderates_published: types('edit_published').filter(isWriter),
    opened,
  };
}

/** Whether somebody may read what a post says, its comments too. @param isOpened whether its password came */
export function readsPost(user: User | undefined, post: Post, isOpened: boolean): boolean {
  if (post.status === 'trash') return mayEdit(user, post);
  return mayRead(user, post) && (!post.password || isOpened || mayEdit(user, post));
}

/** Whether a comment is one that the API shows at all: not a place whose author took the words back. */
export const isListed = (comment: Comment | undefined): comment is KeptComment =>
  comment !== undefined && isKept(comment) && shownKinds.includes(comment.type);

/** Whether somebody may read one comment. */
export function seesComment(
  user: User | undefined,
  comment: KeptComment,
  post: Post,
  isOpened: boolean,
): boolean {
  if (comment.status === 'approve' && readsPost(user, post, isOpened)) return true;
  return user !== undefined && (comment.user_id === user.id || mayModerate(user, post));
}

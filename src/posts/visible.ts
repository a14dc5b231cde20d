// posts/visible.ts: who may see a post at all. Lists say the same in SQL (queries/archive).
import { may, type User } from '../accounts/user.ts';
import type { Post } from './post.ts';

type Seen = Pick<Post, 'type' | 'status' | 'author_id'>;

/** Whether everybody may see that there is this post or page (its words may still ask for a password). */
export function isPublic({ type, status }: Pick<Post, 'type' | 'status'>): boolean {
  return status === 'publish' && ['post', 'page'].includes(type);
}

/** Whether this person, or nobody in particular, may open the post. The trash opens for nobody here. */
export function mayRead(user: User | undefined, post: Seen): boolean {
  if (isPublic(post)) return true;
  if (!user || post.status === 'trash' || !['post', 'page'].includes(post.type)) return false;
  if (post.author_id === user.id) return true;
  const nouns = post.type === 'page' ? 'pages' : 'posts';
  return may(user, post.status === 'private' ? `read_private_${nouns}` : `edit_others_${nouns}`);
}

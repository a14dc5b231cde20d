// posts/permissions.ts: who may do what with a post: WordPress's meta capabilities.
import { may, roles, type Role, type User } from '../accounts/user.ts';
import type { Post } from './post.ts';

type Owned = Pick<Post, 'type' | 'status' | 'former_status' | 'author_id'>;

/** Whether this person may write posts (or pages) at all. */
export const mayWrite = (user: User | undefined, type: string): boolean => may(user, `edit_${nouns(type)}`);

/** The roles that may write posts (or pages) at all. */
export const writingRoles = (type: string): Role[] =>
  roles.filter((role) => may({ role }, `edit_${nouns(type)}`));

/** Whether this person may make posts of this type public, now or later. */
export const mayPublish = (user: User | undefined, type: string): boolean =>
  may(user, `publish_${nouns(type)}`);

/** Whether this person sees other people's unpublished posts in the lists. */
export const mayEditOthers = (user: User | undefined, type: string): boolean =>
  may(user, `edit_others_${nouns(type)}`);

/** Whether this person may change this post: words, terms, status. */
export const mayEdit = (user: User | undefined, post: Owned): boolean => mayDo(user, post, 'edit');

/** Whether this person may bin this post, take it back from the bin, or delete it for ever. */
export const mayDelete = (user: User | undefined, post: Owned): boolean => mayDo(user, post, 'delete');

/** A reusable block as what it is guarded as: a post. For the doors that know blocks; others change none. */
export const asPost = <Guarded extends Owned>(block: Guarded): Guarded => ({ ...block, type: 'post' });

function mayDo(user: User | undefined, post: Owned, what: 'edit' | 'delete'): boolean {
  if (!user || !['post', 'page'].includes(post.type)) return false;
  const noun = nouns(post.type);
  // What lies in the bin is guarded as what it was.
  const status = post.status === 'trash' ? post.former_status : post.status;
  const isOut = status === 'publish' || status === 'future';
  const isOwn = post.author_id === user.id;
  if (!may(user, `${what}_${noun}`)) return false;
  if (!isOwn && !may(user, `${what}_others_${noun}`)) return false;
  return !isOut || may(user, `${what}_published_${noun}`);
}

const nouns = (type: string) => (type === 'page' ? 'pages' : 'posts');

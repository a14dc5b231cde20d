// xmlrpc/posts/find.ts: the posts a method is about, for those who may change them.
import type { User } from '../../accounts/user.ts';
import type { Blog } from '../../blog.ts';
import { mayEdit, mayEditOthers, mayWrite } from '../../posts/permissions.ts';
import type { Post, PostStatus } from '../../posts/post.ts';
import { findPost, postsByIds } from '../../posts/queries/find.ts';
import { postsForList, type Sort } from '../../posts/queries/list.ts';
import { fault, notAllowed } from '../protocol/fault.ts';

/** So many posts are given at once. */
export const mostPosts = 100;

export type PostType = 'post' | 'page';

/**
 * A post that its asker may change.
 * @param type of which it must be; any when left out
 * @throws Fault 404, 401
 */
export async function editablePost(blog: Blog, user: User, id: number, type?: PostType): Promise<Post> {
  const post = id ? await findPost(blog.db, id) : undefined;
  const isRight = post && ['post', 'page'].includes(post.type) && (!type || post.type === type);
  if (!isRight) throw fault(404, type === 'page' ? 'Sorry, no such page.' : 'Invalid post ID.');
  if (!mayEdit(user, post)) throw notAllowed(`edit this ${post.type}`);
  return post;
}

export interface ListAsked {
  type: PostType;
  status?: PostStatus;
  search?: string;
  sort?: Sort;
  limit: number;
  offset?: number;
}

/** Posts that their asker may change, the newest first unless asked otherwise. @throws Fault 401 */
export async function editablePosts(blog: Blog, user: User, asked: ListAsked): Promise<Post[]> {
  const { type, status, search, limit, offset = 0, sort = { by: 'date', is_descending: true } } = asked;
  if (!mayWrite(user, type)) throw notAllowed(`edit ${type}s`);
  const filter = {
    type,
    ...(status && { status }),
    ...(search && { search }),
    ...(!mayEditOthers(user, type) && { author_id: user.id }),
  };
  const listed = await postsForList(blog.db, filter, sort, { limit, offset });
  const posts = await postsByIds(
    blog.db,
    listed.map(({ id }) => id),
  );
  return listed.flatMap(({ id }) => posts.get(id) ?? []).filter((post) => mayEdit(user, post));
}

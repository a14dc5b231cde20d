// writing/editable.ts: the posts and pages that somebody may change, by words of their titles.
import { may, type User } from '../accounts/user.ts';
import type { Blog } from '../blog.ts';
import { mayEdit, mayEditOthers, mayWrite } from '../posts/permissions.ts';
import { draftStatuses, type PostStatus } from '../posts/post.ts';
import type { ListedPost } from '../posts/queries/list.ts';
import { postsByTitle } from '../posts/queries/titles.ts';

const unpublished: PostStatus[] = [...draftStatuses, 'private'];
const all: PostStatus[] = [...unpublished, 'future', 'publish'];

/** @param limit of posts, and of pages */
export async function editableByTitle(
  { db }: Pick<Blog, 'db'>,
  user: User,
  words: string[],
  limit: number,
): Promise<ListedPost[]> {
  const found = await Promise.all(
    ['post', 'page']
      .filter((type) => mayWrite(user, type))
      .map((type) => {
        const statuses = may(user, `edit_published_${type}s`) ? all : unpublished;
        const author_id = mayEditOthers(user, type) ? undefined : user.id;
        return postsByTitle(db, { type, statuses, author_id, words }, limit);
      }),
  );
  return found.flat().filter((post) => mayEdit(user, post));
}

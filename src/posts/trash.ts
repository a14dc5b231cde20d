// posts/trash.ts: into the bin, out of it again, and away for ever.
import { announce } from '../announcements.ts';
import type { User } from '../accounts/user.ts';
import { inTransaction } from '../base/database/database.ts';
import { forbidden, httpError, notFound } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import { countTerms, termsOf } from '../terms/queries.ts';
import { mayDelete } from './permissions.ts';
import type { Post } from './post.ts';
import { planPublishing } from './publish.ts';
import { deletePost, lockPost, updatePost } from './queries/write.ts';

/** Puts a post into the bin; it remembers what it was. Doing it twice does no harm. */
export function trashPost(blog: Blog, user: User, id: number): Promise<void> {
  return onPost(blog, user, id, async (blog, post) => {
    if (post.status === 'trash') return;
    await change(blog, id, { status: 'trash', former_status: post.status, trashed_at: blog.now() });
  });
}

/** Takes a post out of the bin: back to what it was; what was scheduled for a past minute becomes a draft. */
export function restorePost(blog: Blog, user: User, id: number): Promise<void> {
  return onPost(blog, user, id, async (blog, post) => {
    if (post.status !== 'trash') return;
    const former = post.former_status ?? 'draft';
    const isLate = former === 'future' && post.published_at! <= blog.now();
    await change(blog, id, { status: isLate ? 'draft' : former, former_status: null, trashed_at: null });
  });
}

/** Deletes a post that lies in the bin, with its comments, for ever. */
export function deletePostForEver(blog: Blog, user: User, id: number): Promise<void> {
  return onPost(blog, user, id, async (blog, post) => {
    if (post.status !== 'trash') {
      throw httpError(409, 'not_in_trash', `Only what lies in the trash can be deleted for ever.`);
    }
    await announce(blog, 'post.removed', { post_id: id });
    await deletePost(blog.db, id);
  });
}

async function onPost(
  blog: Blog,
  user: User,
  id: number,
  work: (blog: Blog, post: Post) => Promise<void>,
): Promise<void> {
  await inTransaction(blog, async (blog) => {
    const post = await lockPost(blog.db, id);
    if (!post) throw notFound('post');
    if (!mayDelete(user, post)) throw forbidden(`Your role does not allow you to delete this ${post.type}.`);
    const terms = (await termsOf(blog.db, [id])).get(id) ?? [];
    await work(blog, post);
    await countTerms(
      blog.db,
      terms.map((term) => term.id),
    );
  });
}

async function change(blog: Blog, id: number, values: Partial<Post>): Promise<void> {
  const post = await updatePost(blog.db, id, values);
  await planPublishing(blog, post);
  await announce(blog, 'post.saved', { post_id: id });
}

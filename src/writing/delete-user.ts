// writing/delete-user.ts: deletes a user and answers WordPress's question: what becomes of what they wrote.
import { findUser } from '../accounts/queries.ts';
import { holdRemovable, removeUser } from '../accounts/users/delete-user.ts';
import type { User } from '../accounts/user.ts';
import { inTransaction } from '../base/database/database.ts';
import { httpError } from '../base/errors.ts';
import { __ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { giveFiles } from '../media/owner-queries.ts';
import { onChosen } from './list/bulk.ts';
import { mayWrite } from '../posts/permissions.ts';
import { announcePosts, planPublishing } from '../posts/publish.ts';
import { putIntoTrash } from './queries/bulk.ts';
import { countOwned, givePosts, ownedIds } from './queries/owner.ts';

/** What is to become of the posts and pages: into the trash, or to another user. */
export type Fate = { to: 'trash' } | { to: 'user'; user_id: number };

/**
 * Deletes a user, and moves or trashes what they wrote in the same transaction. Comments stay, with the name they were
 * written under; files stay in the library, and go along to an heir.
 * @param fate may be left open only when nothing was written
 * @returns the user who is gone
 * @throws HttpError 403, 404; 422 for the last administrator, a missing answer or an heir who may write nothing
 */
export async function deleteUserAndPosts(blog: Blog, actor: User, id: number, fate?: Fate): Promise<User> {
  return inTransaction(blog, async (blog) => {
    const user = await holdRemovable(blog.db, actor, id);
    const { post, page } = await countOwned(blog.db, id);
    if (post + page > 0 && !fate) {
      throw httpError(422, 'no_fate', __('Please say what is to become of the posts and pages.'));
    }
    if (fate?.to === 'user') await giveAll(blog, user, fate.user_id);
    else {
      await trashAll(blog, user, 'post');
      await trashAll(blog, user, 'page');
    }
    await removeUser(blog.db, user);
    return user;
  });
}

async function giveAll(blog: Blog, user: User, heir_id: number): Promise<void> {
  const heir = await findUser(blog.db, heir_id);
  if (!heir || heir.id === user.id || !mayWrite(heir, 'post')) {
    throw httpError(422, 'no_heir', __('Please choose another user, one who may write posts.'));
  }
  await announcePosts(blog, await givePosts(blog.db, user.id, heir.id), []);
  await giveFiles(blog.db, user.id, heir.id);
}

const portion = 200;

async function trashAll(blog: Blog, user: User, type: 'post' | 'page'): Promise<void> {
  for (let after = 0; ;) {
    const ids = await ownedIds(blog.db, { type, author_id: user.id, after, limit: portion });
    if (!ids.length) return;
    await onChosen(
      blog,
      { type, ids },
      () => undefined,
      async (blog, posts) => {
        const post_ids = posts.map((post) => post.id);
        const moved = await putIntoTrash(blog.db, post_ids, blog.now());
        await planPublishing(blog, ...moved);
        await announcePosts(blog, moved, []);
      },
    );
    after = ids.at(-1)!;
  }
}

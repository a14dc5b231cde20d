// writing/autosave.ts: keeps what was typed and not saved yet: one text a post and author, beside the post.
import type { User } from '../accounts/user.ts';
import { inTransaction } from '../base/database/database.ts';
import type { Blog } from '../blog.ts';
import type { TextWords } from './form.ts';
import { momentAfter, saysTheSame, type Post } from '../posts/post.ts';
import { autosaveOf, deleteAutosave, putAutosave, type Revision } from './queries/revisions.ts';
import { lockPost } from '../posts/queries/write.ts';
import { refuseStranger } from './save.ts';

/**
 * Keeps a text as its author's autosave; the post stays as it is. A text that the post has already needs no keeping.
 * @returns what is kept; undefined when the post says the same
 * @throws HttpError 404, 403, 409 when the post lies in the trash
 */
export async function autosave(
  blog: Blog,
  user: User,
  { id, type }: { id: number; type: 'post' | 'page' },
  words: TextWords,
): Promise<Revision | undefined> {
  await refuseStranger(blog, user, { id, type });
  return inTransaction(blog, async (blog) => {
    // Waits for a save that is under way, and is then compared with what that one left.
    const post = await lockPost(blog.db, id);
    if (!post || saysTheSame(post, words)) {
      await deleteAutosave(blog.db, id, user.id);
      return undefined;
    }
    const created_at = momentAfter(post, blog.now());
    return putAutosave(blog.db, { ...words, post_id: id, author_id: user.id, created_at });
  });
}

/** This person's autosave of a post, when it is newer than the post and says something else. */
export async function newerAutosave(blog: Blog, user: User, post: Post): Promise<Revision | undefined> {
  const kept = await autosaveOf(blog.db, post.id, user.id);
  return kept && kept.created_at > post.modified_at && !saysTheSame(post, kept) ? kept : undefined;
}

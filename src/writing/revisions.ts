// writing/revisions.ts: keeps what a post said, and brings it back.
import type { User } from '../accounts/user.ts';
import { forbidden, notFound } from '../base/errors.ts';
import { inTransaction } from '../base/database/database.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { mayEdit } from '../posts/permissions.ts';
import { wantEmbeds } from '../embeds/want.ts';
import { momentAfter, saysTheSame, type Post } from '../posts/post.ts';
import { announcePost } from '../posts/publish.ts';
import { findPost } from '../posts/queries/find.ts';
import { deleteOldRevisions, findRevision, insertRevision, revisionsOf } from './queries/revisions.ts';
import { lockPost, updatePost } from '../posts/queries/write.ts';
import { renderContent } from '../posts/content/render.ts';
import { revisionRules } from '../posts/settings.ts';
import { say } from './sayings.ts';

/** Keeps what a post said before a save and says after it, as many texts as the owner wants kept. */
export async function storeRevisions(
  blog: Blog,
  before: Post | undefined,
  after: Post,
  user: User,
): Promise<void> {
  const { revisions_to_keep: most } = await settings(blog.db, revisionRules);
  if (most === 0) return;
  if (before) await storeRevision(blog, before, user);
  await storeRevision(blog, after, user);
  if (most > 0) await deleteOldRevisions(blog.db, after.id, most);
}

/** Keeps a post's words as a revision, unless the newest one says the same. */
async function storeRevision(blog: Blog, post: Post, user: User | undefined): Promise<void> {
  const { id: post_id, title, content, content_format, excerpt } = post;
  const [newest] = await revisionsOf(blog.db, post_id, 1);
  if (newest && saysTheSame(newest, post)) return;
  const author_id = newest ? (user?.id ?? null) : post.author_id;
  await insertRevision(blog.db, {
    post_id,
    author_id,
    title,
    content,
    content_format,
    excerpt,
    created_at: post.modified_at,
  });
}

/**
 * Brings an earlier text back; what stands there now is kept as a revision too, however few the owner wants.
 * @throws HttpError 404 when there is no such post or revision, 403 when it is not this person's to change
 */
export async function restoreRevision(
  blog: Blog,
  user: User,
  post_id: number,
  revision_id: number,
): Promise<Post> {
  const post = await findPost(blog.db, post_id);
  const revision = await findRevision(blog.db, post_id, revision_id);
  if (!post || !revision) throw notFound('revision');
  if (!mayEdit(user, post)) throw forbidden(say(post.type, 'may_not_change'));
  const { title, content, content_format, excerpt } = revision;
  const rendered = await renderContent(blog, { content, content_format, id: post_id });
  return inTransaction(blog, async (blog) => {
    const before = await lockPost(blog.db, post_id);
    if (!before) throw notFound('post');
    await storeRevision(blog, before, user);
    const words = { title, content, content_format, excerpt, ...rendered };
    const modified_at = momentAfter(before, blog.now());
    const changed = await updatePost(blog.db, post_id, { ...words, modified_at });
    await storeRevision(blog, changed, user);
    await wantEmbeds(blog, rendered.embed_urls);
    await announcePost(blog, changed, before.status);
    return changed;
  });
}

// attachments/follow-post.ts: a post that turns private closes the files of its comments, and opens them again.
import type { Blog } from '../blog.ts';
import { setPostPublic } from '../media/publish-files.ts';
import { findPost } from '../posts/queries/find.ts';
import { mediaIdsOfPost } from './queries.ts';

export async function followPost(blog: Blog, { post_id }: { post_id: number }): Promise<void> {
  const post = await findPost(blog.db, post_id);
  const isOpen = post?.status === 'publish' && !post.password;
  await setPostPublic(blog.db, await mediaIdsOfPost(blog.db, post_id), isOpen);
}

// site/attachment-address.ts: pages of their own for files, which WordPress had: they lead to the post, else to the file.
import type { Blog } from '../blog.ts';
import { fileUrl, type Media } from '../media/media.ts';
import { findMedia } from '../media/queries.ts';
import { permalink } from '../posts/permalink.ts';
import { findPost } from '../posts/queries/find.ts';
import { isPublic } from '../posts/visible.ts';
import { findMediaBySlug } from './queries.ts';

/** A site-relative address for `?attachment_id=`, or undefined when there is no such public file. */
export async function attachmentById(blog: Blog, id: number): Promise<string | undefined> {
  return addressOf(blog, await findMedia(blog.db, id));
}

/** The same for the last part of a path: /2024/02/01/some-post/name-of-the-file/. */
export async function attachmentBySlug(blog: Blog, slug: string): Promise<string | undefined> {
  return slug === '' || slug.length > 200 ? undefined : addressOf(blog, await findMediaBySlug(blog.db, slug));
}

async function addressOf(blog: Blog, media: Media | undefined): Promise<string | undefined> {
  // Files of comments follow their comment's visibility and have no such page.
  if (!media || media.source !== 'library') return undefined;
  const post = media.post_id ? await findPost(blog.db, media.post_id) : undefined;
  if (post) return isPublic(post) ? permalink(blog, post) : undefined;
  return media.file && media.status === 'ready' ? fileUrl(media.file) : undefined;
}

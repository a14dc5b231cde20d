// site/attachment-address.ts: WordPress's pages for files: off, as usual, they lead to the post, else to the file.
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { fileUrl, type Media } from '../media/media.ts';
import { findMedia } from '../media/queries.ts';
import { attachmentPages } from '../media/settings.ts';
import { permalink } from '../posts/addresses/permalink.ts';
import type { Post } from '../posts/post.ts';
import { findPost } from '../posts/queries/find.ts';
import { isPublic } from '../posts/visible.ts';
import { findMediaBySlug } from './queries.ts';

/** A file of the library that everybody may see, and the post that it hangs on. */
export interface ShownFile {
  media: Media;
  post: Post | undefined;
}

/** What an address of a file leads to: its page, another address, or neither when there is no such public file. */
interface Meant {
  page?: ShownFile;
  /** Relative to the site. */
  address?: string;
}

/** What `?attachment_id=` means. */
export async function attachmentById(blog: Blog, id: number): Promise<Meant> {
  return meant(blog, await findMedia(blog.db, id));
}

/** Where the last part of a path leads: /2024/02/01/some-post/name-of-the-file/. */
export async function attachmentBySlug(blog: Blog, slug: string): Promise<string | undefined> {
  if (slug === '' || slug.length > 200) return undefined;
  const { page, address } = await meant(blog, await findMediaBySlug(blog.db, slug));
  return page ? attachmentPath(page.media) : address;
}

export const attachmentPath = ({ id }: Pick<Media, 'id'>): string => `/?attachment_id=${id}`;

/** A file that lies elsewhere, or hangs on what is not public, has no page; nor have files of comments, which follow those. */
async function meant(blog: Blog, media: Media | undefined): Promise<Meant> {
  if (!media || media.source !== 'library') return {};
  const post = media.post_id ? await findPost(blog.db, media.post_id) : undefined;
  const file = media.status === 'ready' ? media.file : null;
  if (post && !isPublic(post)) return {};
  if (file && !post?.password && (await havePages(blog))) return { page: { media, post } };
  if (post) return { address: await permalink(blog, post) };
  return file ? { address: fileUrl(file) } : {};
}

const havePages = async (blog: Blog): Promise<boolean> =>
  (await settings(blog.db, attachmentPages)).wp_attachment_pages_enabled;

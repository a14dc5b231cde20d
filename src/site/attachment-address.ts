// site/attachment-address.ts: WordPress's pages for files: off, as usual, they lead to the post, else to the file.
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { fileUrl, type Media } from '../media/media.ts';
import { findMedia } from '../media/queries.ts';
import { attachmentPages } from '../media/settings.ts';
import { permalink } from '../posts/permalink.ts';
import type { Post } from '../posts/post.ts';
import { findPost } from '../posts/queries/find.ts';
import { isPublic } from '../posts/visible.ts';
import { findMediaBySlug } from './queries.ts';

/** A file of the library that everybody may see, and the post that it hangs on. */
export interface ShownFile {
  media: Media;
  post: Post | undefined;
}

/** The page of a file by `?attachment_id=`; undefined when there is no such public file, or files have no pages. */
export async function attachmentPageOf(blog: Blog, id: number): Promise<ShownFile | undefined> {
  return (await havePages(blog)) ? openFile(blog, await findMedia(blog.db, id)) : undefined;
}

/** A site-relative address for `?attachment_id=`, or undefined when there is no such public file. */
export async function attachmentById(blog: Blog, id: number): Promise<string | undefined> {
  return addressOf(blog, await findMedia(blog.db, id));
}

/** The same for the last part of a path: /2024/02/01/some-post/name-of-the-file/. */
export async function attachmentBySlug(blog: Blog, slug: string): Promise<string | undefined> {
  if (slug === '' || slug.length > 200) return undefined;
  const media = await findMediaBySlug(blog.db, slug);
  if (media && (await havePages(blog)) && (await openFile(blog, media))) return attachmentPath(media);
  return addressOf(blog, media);
}

export const attachmentPath = ({ id }: Pick<Media, 'id'>): string => `/?attachment_id=${id}`;

const havePages = async (blog: Blog): Promise<boolean> =>
  (await settings(blog.db, attachmentPages)).wp_attachment_pages_enabled;

/** A file that lies elsewhere, hangs on a comment or on what is not public has no page. */
async function openFile(blog: Blog, media: Media | undefined): Promise<ShownFile | undefined> {
  if (!media || media.source !== 'library' || !media.file || media.status !== 'ready') return undefined;
  const post = media.post_id ? await findPost(blog.db, media.post_id) : undefined;
  return post && (!isPublic(post) || post.password) ? undefined : { media, post };
}

async function addressOf(blog: Blog, media: Media | undefined): Promise<string | undefined> {
  // Files of comments follow their comment's visibility and have no such page.
  if (!media || media.source !== 'library') return undefined;
  const post = media.post_id ? await findPost(blog.db, media.post_id) : undefined;
  if (post) return isPublic(post) ? permalink(blog, post) : undefined;
  return media.file && media.status === 'ready' ? fileUrl(media.file) : undefined;
}

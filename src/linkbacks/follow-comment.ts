// linkbacks/follow-comment.ts: a comment is new or has changed: an answer goes back, and who is shown gets a face.
import type { Blog } from '../blog.ts';
import { planPhoto } from './photo.ts';
import { planReply } from './sending/reply.ts';

/** Hears `comment.posted` and `comment.changed`. */
export async function followComment(blog: Blog, comment: { comment_id: number }): Promise<void> {
  await planReply(blog, comment);
  await planPhoto(blog, comment);
}

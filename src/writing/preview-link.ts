// writing/preview-link.ts: lets somebody without an account look at a post before it is out, by a link that ends.
import crypto from 'node:crypto';
import type { User } from '../accounts/user.ts';
import { inTransaction } from '../base/database/database.ts';
import { httpError, notFound } from '../base/errors.ts';
import { __ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { draftStatuses, type Post, type PostStatus } from '../posts/post.ts';
import {
  deleteExpiredLinks,
  deletePreviewLink,
  hasPreviewLink,
  insertPreviewLink,
  previewLinksOf,
} from '../posts/queries/preview-links.ts';
import { lockPost } from '../posts/queries/write.ts';
import { refuseStranger } from './save.ts';
import { say } from './sayings.ts';

/** For how many days a link may be made. */
export const shareDays = [1, 2, 7, 30] as const;
export type ShareDays = (typeof shareDays)[number];

const most = 10;
const day = 86_400_000; // ms
const notOut: PostStatus[] = [...draftStatuses, 'future'];

/** Whether a post is one to show beforehand: what is out has an address, and what is private stays so. */
export const isSharable = ({ status }: Pick<Post, 'status'>): boolean => notOut.includes(status);

export const sharedPath = (id: number, token: string): string => `/?p=${id}&preview_token=${token}`;

interface Named {
  id: number;
  type: 'post' | 'page';
}

/**
 * Makes a link to a post that is not out yet. It ends by itself, when it is revoked, and when the post comes out.
 * @throws HttpError 404, 403, 409 when the post is out or lies in the trash, or has links enough
 */
export async function sharePreview(
  blog: Blog,
  user: User,
  { id, type }: Named,
  days: ShareDays,
): Promise<void> {
  await refuseStranger(blog, user, { id, type });
  await inTransaction(blog, async ({ db }) => {
    const post = await lockPost(db, id);
    if (!post) throw notFound(type);
    if (!isSharable(post)) throw httpError(409, 'not_sharable', say(type, 'not_waiting'));
    const now = blog.now();
    await deleteExpiredLinks(db, now);
    if ((await previewLinksOf(db, id, now)).length >= most)
      throw httpError(409, 'links_enough', __('There are %s links already. Revoke one first.', most));
    const token = crypto.randomBytes(32).toString('base64url');
    const expires_at = new Date(now.getTime() + days * day);
    await insertPreviewLink(db, { post_id: id, token, user_id: user.id, created_at: now, expires_at });
  });
}

/** Ends a link at once. @throws HttpError 404, 403, 409 when the post lies in the trash */
export async function revokePreview(
  blog: Blog,
  user: User,
  { id, type }: Named,
  link_id: number,
): Promise<void> {
  await refuseStranger(blog, user, { id, type });
  await deletePreviewLink(blog.db, id, link_id);
}

/**
 * The post as the holder of a link sees it: without its password, and nobody can answer there yet.
 * @returns undefined when the link opens nothing (any more)
 */
export async function sharedPost(blog: Blog, post: Post, token: string): Promise<Post | undefined> {
  if (!isSharable(post) || !/^[\w-]{43}$/.test(token)) return undefined;
  if (!(await hasPreviewLink(blog.db, { post_id: post.id, token }, blog.now()))) return undefined;
  return { ...post, password: '', comment_status: 'closed', ping_status: 'closed' };
}

// site/take-password.ts: a reader gives the password of a post: remembered as a keyed hash, or asked again.
import type { Request, Response } from 'express';
import { z } from 'zod';
import { countAttempt, forgetAttempts } from '../accounts/throttle.ts';
import { clientAddress } from '../base/http/client-address.ts';
import { badRequest, notFound } from '../base/errors.ts';
import { __ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { isSamePassword, passwordCookie, passwordKept, passwordProof } from '../posts/password.ts';
import { permalink } from '../posts/addresses/permalink.ts';
import { findPost } from '../posts/queries/find.ts';
import { mayRead } from '../posts/visible.ts';
import { sendSingle } from './single.ts';
import { cookieAttributes } from '../base/http/cookies.ts';
import { readId } from '../base/http/ids.ts';

const form = z.object({
  post_id: z
    .string()
    .refine((given) => readId(given) !== undefined)
    .transform(Number),
  post_password: z.string().max(255),
});

/** Always leads back to the post itself, so that nobody can be sent elsewhere. */
export async function takePassword(blog: Blog, req: Request, res: Response): Promise<void> {
  const read = form.safeParse(req.body);
  if (!read.success) throw badRequest(__('Open the post and type its password there.'));
  const post = await findPost(blog.db, read.data.post_id);
  if (!post || !mayRead(req.user, post)) throw notFound('post');
  const address = await permalink(blog, post);
  const attempt = { name: `post ${post.id}`, ip: clientAddress(req) };
  await countAttempt(blog, attempt);
  if (isSamePassword(blog, read.data.post_password, post.password)) {
    await forgetAttempts(blog, attempt);
    res.cookie(passwordCookie(blog), passwordProof(blog, post.password), {
      ...cookieAttributes(blog.url),
      maxAge: passwordKept,
    });
    res.redirect(303, address);
    return;
  }
  res.status(403);
  await sendSingle(blog, req, res, post, address, {
    page: 1,
    comment_page: undefined,
    password_problem: __('That is not the password of this post. Please try again.'),
  });
}

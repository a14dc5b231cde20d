// posts/rest/open-with-password.ts: the password of a post that a program sends.
import type { Request } from 'express';
import { countAttempt, forgetAttempts } from '../../accounts/throttle.ts';
import { clientAddress } from '../../base/http/client-address.ts';
import { restError } from '../../base/rest/route.ts';
import type { Blog } from '../../blog.ts';
import { isSamePassword } from '../password.ts';
import type { Post } from '../post.ts';

/** Whether the password that came opens the post; guessing is counted as at its form. @throws HttpError 403, 429 */
export async function isOpenedWith(
  blog: Blog,
  req: Request,
  post: Pick<Post, 'id' | 'password'>,
  password: string | undefined,
): Promise<boolean> {
  if (!post.password || !password) return false;
  const attempt = { name: `post ${post.id}`, ip: clientAddress(req) };
  await countAttempt(blog, attempt);
  if (!isSamePassword(blog, password, post.password))
    throw restError(403, 'rest_post_incorrect_password', 'Incorrect post password.');
  await forgetAttempts(blog, attempt);
  return true;
}

// writing/requested-post.ts: the post that an admin address names, for those who may change it.
import type { Request } from 'express';
import { forbidden, notFound } from '../base/errors.ts';
import { idFrom } from '../base/http/ids.ts';
import type { Blog } from '../blog.ts';
import { mayEdit } from '../posts/permissions.ts';
import type { Post } from '../posts/post.ts';
import { findPost } from '../posts/queries/find.ts';
import { say } from './sayings.ts';

/** @throws HttpError 404 when there is no such post of this type, 403 when it is not this person's to change */
export async function editablePost(blog: Blog, req: Request, type: 'post' | 'page'): Promise<Post> {
  const post = await findPost(blog.db, idFrom(req.params.id, type));
  if (post?.type !== type) throw notFound(type);
  if (!mayEdit(req.user, post)) throw forbidden(say(type, 'may_not_change'));
  return post;
}

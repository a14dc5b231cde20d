// comments/own/find-own.ts: the comment that an address names, for the one who wrote it; the same refusal for everybody else.
import type { Request, Response } from 'express';
import { readId } from '../../base/http/ids.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { frame, type FrameView } from '../../posts/frame.ts';
import { permalink } from '../../posts/addresses/permalink.ts';
import type { Post } from '../../posts/post.ts';
import { findPost } from '../../posts/queries/find.ts';
import type { Comment } from '../comment.ts';
import { commentWords, limits } from '../form/form.ts';
import { findComment } from '../queries/find.ts';
import { askerOf } from './asker.ts';
import { isOwn, ownPaths } from './ownership.ts';

/** What `comments/own-refused` shows. */
export interface OwnRefusedPage {
  frame: FrameView;
  title: string;
  mine_href: string;
  /** What was typed; else ''. */
  text: string;
}

export interface Own {
  comment: Comment;
  post: Post;
}

/** @returns undefined when there is no such comment, or it is somebody else's */
export async function findOwn(blog: Blog, req: Request): Promise<Own | undefined> {
  const id = readId(String(req.params.id));
  const comment = id ? await findComment(blog.db, id) : undefined;
  if (!comment || !isOwn(comment, askerOf(blog, req))) return undefined;
  const post = await findPost(blog.db, comment.post_id);
  return post && { comment, post };
}

/** The same whether there is no such comment or it is somebody else's. @param typed is given back */
export async function refuseOthers(
  blog: Blog,
  req: Request,
  res: Response,
  typed = commentWords(req.body).content,
): Promise<void> {
  const title = __('Only its author may do this');
  const view: OwnRefusedPage = {
    frame: await frame(blog, req, { title, robots: 'noindex' }),
    title,
    mine_href: ownPaths.mine,
    text: typed.slice(0, limits.comment).replaceAll('\0', ''),
  };
  res.status(403).render('comments/own-refused', view);
}

/** What only its author may see is kept by nobody. */
export function keepPrivate(_req: Request, res: Response, next: () => void): void {
  res.set('Cache-Control', 'private, no-store');
  next();
}

export const postLink = async (blog: Blog, post: Post) => ({
  title: post.title || __('Untitled'),
  href: await permalink(blog, post),
});

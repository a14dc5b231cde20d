// comments/thread/viewer.ts: who is looking at a conversation, and which held comments are theirs.
import type { Request } from 'express';
import type { Blog } from '../../blog.ts';
import { browserOf } from '../form/cookies.ts';
import { findComment } from '../queries/find.ts';
import type { Viewer } from './queries.ts';
import { isPreviewToken } from '../form/secret.ts';
import { readId } from '../../base/http/ids.ts';

/** A reader proves that a held comment is theirs by the link's token, the browser's key, or being signed in. */
export async function viewerOf(blog: Blog, req: Request): Promise<Viewer> {
  return {
    comment_id: await previewed(blog, req),
    browser_key_hash: browserOf(blog, req),
    user_id: req.user?.id ?? 0,
  };
}

async function previewed(blog: Blog, req: Request): Promise<number> {
  const { unapproved, 'moderation-hash': token } = req.query;
  const id = readId(unapproved);
  if (!id || typeof token !== 'string') return 0;
  const comment = await findComment(blog.db, id);
  return comment && isPreviewToken(blog, comment, token) ? comment.id : 0;
}

// media/permissions.ts: the file an address names, if the signed-in person may change it.
import type { Request } from 'express';
import { may, type User } from '../accounts/user.ts';
import { forbidden, notFound } from '../base/errors.ts';
import { idFrom } from '../base/http/ids.ts';
import type { Blog } from '../blog.ts';
import type { Media } from './media.ts';
import { findMedia } from './queries.ts';

/** @throws HttpError 404 or 403 */
export async function editableMedia(blog: Blog, req: Request): Promise<Media> {
  const media = await findMedia(blog.db, idFrom(req.params.id, 'file'));
  if (!media) throw notFound('file');
  if (!mayChange(req.user, media)) throw forbidden('This file is somebody else’s.');
  return media;
}

type Owned = Pick<Media, 'uploaded_by' | 'source'>;

/**
 * Their own files, or any for those who edit others' posts. A file that came with a comment is a moderator's matter, also
 * when its author works here: what was approved must not become something else afterwards.
 */
export const mayChange = (user: User | undefined, { source, uploaded_by }: Owned): boolean =>
  source === 'comment'
    ? may(user, 'moderate_comments')
    : user !== undefined && (uploaded_by === user.id || may(user, 'edit_others_posts'));

/** The poster of an embed goes only with its embed. */
export const mayRemove = (user: User | undefined, media: Owned): boolean =>
  media.source !== 'embed' && mayChange(user, media);

// library/edit.ts: the screen where a picture is edited or restored, a file replaced, its sizes made again.
import { Router, type Request, type Response } from 'express';
import { announce } from '../announcements.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { badRequest, isHttpError } from '../base/errors.ts';
import { fieldsOf, formBody } from '../base/http/form-body.ts';
import type { Blog } from '../blog.ts';
import { removeStaged } from '../media/uploads/commit.ts';
import { editImage, restoreImage, whyNotEditable } from '../media/pictures/edit-image.ts';
import type { Media } from '../media/media.ts';
import { mayBeReplaced, replaceFile } from '../media/replace-file.ts';
import { receiveFiles } from '../media/uploads/upload.ts';
import { editFrom, editFields } from './form.ts';
import { uploadRules } from './upload-rules.ts';
import { tileView } from './view.ts';
import { editableMedia } from '../media/permissions.ts';

const renditionsFollow = 'Its sizes are made anew in the background.';

export function mediaEditAdmin(blog: Blog): Router {
  const router = Router();

  router.get('/media/:id/edit', showImageEditor.bind(null, blog));
  router.post('/media/:id/edit', formBody(), saveEdit.bind(null, blog));
  router.post('/media/:id/restore', formBody(), restoreFile.bind(null, blog));
  router.post('/media/:id/regenerate', regenerateFile.bind(null, blog));

  router.post(
    '/media/:id/replace',
    // The file is asked for before a byte of the other is taken in, and again when that is there.
    receiveFiles(blog, async (req) => {
      const { source } = await replaceable(blog, req);
      const rules = await uploadRules(blog);
      return { ...rules, max_count: 1, keeps_metadata: rules.keeps_metadata && source === 'library' };
    }),
    replaceBytes.bind(null, blog),
  );

  return router;
}

async function showImageEditor(blog: Blog, req: Request, res: Response) {
  const media = await editableMedia(blog, req);
  await showEditor(blog, req, res, media);
}

async function saveEdit(blog: Blog, req: Request, res: Response) {
  const media = await editableMedia(blog, req);
  const typed = fieldsOf(req);
  try {
    await editImage(blog, asSeen(media, typed.version), editFrom(typed));
  } catch (error) {
    if (!isHttpError(error)) throw error;
    res.status(error.status);
    await showEditor(blog, req, res, media, { typed, problem: error.message });
    return;
  }
  leaveNotice(req, `The picture is edited. ${renditionsFollow}`);
  res.redirect(303, `/admin/media/${media.id}/edit`);
}

async function restoreFile(blog: Blog, req: Request, res: Response) {
  const { version } = fieldsOf(req);
  const media = asSeen(await editableMedia(blog, req), version);
  await restoreImage(blog, media);
  leaveNotice(req, `The picture is as it came. ${renditionsFollow}`);
  res.redirect(303, `/admin/media/${media.id}/edit`);
}

async function regenerateFile(blog: Blog, req: Request, res: Response) {
  const media = await editableMedia(blog, req);
  await announce(blog, 'media.kept', { media_id: media.id });
  leaveNotice(req, 'The sizes are being made anew in the background.');
  res.redirect(303, `/admin/media/${media.id}`);
}

async function replaceBytes(blog: Blog, req: Request, res: Response) {
  const media = await replaceable(blog, req);
  const problem = await replaced(blog, req, media);
  if (problem) leaveNotice(req, problem, 'error');
  else leaveNotice(req, 'The file is replaced; its address is the same.');
  res.redirect(303, `/admin/media/${media.id}`);
}

/** The file as the form showed it: a change of another version is refused. */
const asSeen = (media: Media, version: unknown): Media =>
  typeof version === 'string' ? { ...media, version: Number(version) } : media;

/** @throws HttpError 400, 403 or 404 */
async function replaceable(blog: Blog, req: Request): Promise<Media> {
  const media = await editableMedia(blog, req);
  if (!mayBeReplaced(media)) throw badRequest('This file cannot be replaced here.');
  return media;
}

/** What is wrong with the file that came; '' when it has taken the place of the old one. */
async function replaced(blog: Blog, req: Request, media: Media): Promise<string> {
  const { form_key, files, refused } = req.received!;
  const [file] = files;
  if (!file) return refused[0]?.reason ?? 'No file came. Choose one first.';
  try {
    await replaceFile(blog, media, file);
    return '';
  } catch (error) {
    if (!isHttpError(error)) throw error;
    await removeStaged(
      blog,
      form_key,
      files.map(({ id }) => id),
    );
    return error.message;
  }
}

async function showEditor(
  blog: Blog,
  req: Request,
  res: Response,
  media: Media,
  { typed = {}, problem }: { typed?: Record<string, unknown>; problem?: string } = {},
): Promise<void> {
  res.render('library/admin-file-edit', {
    frame: await adminFrame(blog, req, {
      title: 'Edit a picture',
      notice: problem ? { kind: 'error', text: problem } : undefined,
    }),
    file: {
      ...tileView(blog, media, 'large'),
      width: media.width ?? 0,
      height: media.height ?? 0,
      version: media.version,
      has_original: media.original_file !== null,
      why_not: whyNotEditable(media) ?? '',
    },
    values: editFields(media, typed),
  });
}

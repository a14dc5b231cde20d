// library/admin.ts: the media screens: the grid, uploading and describing files.
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { needs } from '../accounts/guard.ts';
import { storeScreenOptions } from '../accounts/screen-options.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { inTransaction } from '../base/database/database.ts';
import { badRequest } from '../base/errors.ts';
import { fieldsOf, formBody } from '../base/http/form-body.ts';
import { localAddress } from '../base/http/redirect.ts';
import type { Blog } from '../blog.ts';
import { describeMedia } from '../media/describe.ts';
import { storeMedia } from '../media/store.ts';
import { fileUrl, type Media } from '../media/media.ts';
import { receiveFiles } from '../media/uploads/upload.ts';
import { mediaBringAdmin } from './sideload.ts';
import { mediaDeleteAdmin } from './delete.ts';
import { mediaEditAdmin } from './edit.ts';
import { libraryView, mediaModes, mediaScreens } from './list.ts';
import { mediaPartsAdmin } from './chunks.ts';
import { uploadRules } from './upload-rules.ts';
import { fileView, markupOf } from './view.ts';
import { editableMedia } from '../media/permissions.ts';

const words = z.object({
  title: z.string().max(500).default(''),
  alternative_text: z.string().max(1000).default(''),
  caption: z.string().max(5000).default(''),
  description: z.string().max(10_000).default(''),
});

const described = z.object({ alternative_text: z.string().max(1000) });

export function mediaAdmin(blog: Blog): Router {
  const router = Router();
  router.use('/media', needs('upload_files'));
  router.use(mediaDeleteAdmin(blog), mediaEditAdmin(blog), mediaPartsAdmin(blog), mediaBringAdmin(blog));

  router.get('/media', showLibrary.bind(null, blog));

  for (const mode of mediaModes) {
    router.post(`/media/${mode}/screen-options/save`, formBody(), async function saveScreenOptions(req, res) {
      const { screen, columns } = mediaScreens[mode];
      const typed = fieldsOf(req);
      await storeScreenOptions(blog, req.user!, screen, columns, typed);
      res.redirect(303, localAddress(typed.back, blog.url, '/admin/media'));
    });
  }

  router.post(
    '/media/upload',
    receiveFiles(blog, () => uploadRules(blog)),
    takeUpload.bind(null, blog),
  );

  router.get('/media/:id', showFile.bind(null, blog));
  router.post('/media/:id/save', formBody(), saveTexts.bind(null, blog));
  router.post('/media/:id/describe', formBody(), saveDescription.bind(null, blog));

  return router;
}

async function showLibrary(blog: Blog, req: Request, res: Response) {
  const view = await libraryView(blog, req);
  res.render('library/admin-media', { frame: await adminFrame(blog, req, { title: 'Media' }), ...view });
}

async function takeUpload(blog: Blog, req: Request, res: Response) {
  const kept = await keepAll(blog, req);
  const refused = req.received?.refused ?? [];
  if (req.accepts(['html', 'json']) === 'json') {
    if (kept[0]) res.status(201).json(await keptAnswer(kept[0]));
    else
      res
        .status(refused[0]?.status ?? 400)
        .json({ error: refused[0]?.reason ?? 'No file came. Choose one first.' });
    return;
  }
  const reasons = [...new Set(refused.map(({ reason }) => reason))].join(' ');
  const done = kept.length === 1 ? 'The file is kept.' : `${kept.length} files are kept.`;
  if (reasons) leaveNotice(req, kept.length ? `${done} Not kept: ${reasons}` : reasons, 'error');
  else if (kept.length) leaveNotice(req, done);
  else leaveNotice(req, 'No file came. Choose one first.', 'warning');
  res.redirect(303, kept.length === 1 && !reasons ? `/admin/media/${kept[0]!.id}` : '/admin/media');
}

async function showFile(blog: Blog, req: Request, res: Response) {
  const media = await editableMedia(blog, req);
  res.render('library/admin-file', {
    frame: await adminFrame(blog, req, { title: 'File' }),
    file: await fileView(blog, req, media),
  });
}

async function saveTexts(blog: Blog, req: Request, res: Response) {
  const media = await editableMedia(blog, req);
  const read = words.safeParse(req.body ?? {});
  if (!read.success) throw badRequest('One of the texts is too long.');
  await describeMedia(blog, media, read.data);
  leaveNotice(req, 'Saved.');
  res.redirect(303, `/admin/media/${media.id}`);
}

async function saveDescription(blog: Blog, req: Request, res: Response) {
  const media = await editableMedia(blog, req);
  const read = described.safeParse(req.body ?? {});
  if (!read.success) throw badRequest('There is no text, or it is too long.');
  await describeMedia(blog, media, read.data);
  leaveNotice(req, `Saved: the alternative text of ${media.title || media.name}.`);
  const { back } = fieldsOf(req);
  res.redirect(303, localAddress(back, blog.url, '/admin/media?mode=list'));
}

/** What the editor needs to know of a file it has sent. */
async function keptAnswer(media: Media) {
  const { id, name, file } = media;
  return { id, name, url: file ? fileUrl(file) : '', markup: await markupOf(media) };
}

function keepAll(blog: Blog, req: Request): Promise<Media[]> {
  return inTransaction(blog, async (blog) => {
    const kept: Media[] = [];
    for (const file of req.received?.files ?? []) {
      kept.push(await storeMedia(blog, file, { source: 'library', uploaded_by: req.user!.id }));
    }
    return kept;
  });
}

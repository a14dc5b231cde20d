// export/admin.ts: Tools → Export: choose what leaves, and save it as a file.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { create as contentDisposition } from 'content-disposition';
import { Router, type Request, type Response } from 'express';
import { needs } from '../accounts/guard.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { isHttpError } from '../base/errors.ts';
import { fieldsOf, formBody } from '../base/http/form-body.ts';
import { __ } from '../base/language/gettext.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import { slugOf } from '../terms/term.ts';
import { exportWxr } from './export-wxr.ts';
import type { ExportFilter } from './filter.ts';
import { readFilter, type ExportWords } from './form.ts';
import { exportView } from './view.ts';

export function exportAdmin(blog: Blog): Router {
  const router = Router();
  router.use('/export', needs('export'), formBody());

  router.get('/export', showExport.bind(null, blog));
  router.post('/export', sendExport.bind(null, blog));

  return router;
}

function showExport(blog: Blog, req: Request, res: Response) {
  return show(blog, req, res, {}, undefined);
}

async function sendExport(blog: Blog, req: Request, res: Response) {
  const words = fieldsOf(req) as ExportWords;
  try {
    await send(blog, res, await readFilter(blog, words));
  } catch (error) {
    if (!isHttpError(error) || res.headersSent) throw error;
    await show(blog, req, res.status(422), words, error.fields);
  }
}

/** An answer that breaks off is no whole file to the browser; why it did is in the log. */
async function send(blog: Blog, res: Response, filter: ExportFilter): Promise<void> {
  const name = await fileName(blog);
  res.set({
    'Content-Type': 'text/xml; charset=UTF-8',
    'Content-Disposition': contentDisposition(name),
    // Packed on the way, a stream of any length would gather listeners (compression).
    'Cache-Control': 'no-store, no-transform',
  });
  try {
    await pipeline(Readable.from(exportWxr(blog, filter), { highWaterMark: 2 }), res);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

/** `name-of-the-site.2026-11-30.xml`, as WordPress calls such files. */
async function fileName(blog: Blog): Promise<string> {
  const { blogname, timezone_string: zone } = await settings(blog.db, general);
  return `${slugOf(blogname) || 'blog'}.${formatDate(blog.now(), 'Y-m-d', { zone })}.xml`;
}

async function show(
  blog: Blog,
  req: Request,
  res: Response,
  words: ExportWords,
  problems: Record<string, string> | undefined,
): Promise<void> {
  const frame = await adminFrame(blog, req, { title: __('Export') });
  res.render('export/admin', { frame, export: await exportView(blog, words, problems) });
}

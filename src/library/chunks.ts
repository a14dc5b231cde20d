// library/chunks.ts: large files of the library, sent in parts by the script of the media screen.
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { badRequest, isHttpError, notFound } from '../base/errors.ts';
import { formBody } from '../base/http/form-body.ts';
import type { Blog } from '../blog.ts';
import { partBytes, type PartialUpload } from '../media/uploads/partial.ts';
import { appendPartial } from '../media/uploads/partial-append.ts';
import { beginPartial } from '../media/uploads/partial-begin.ts';
import { finishPartial, forgetPartial } from '../media/uploads/partial-finish.ts';
import { findPartial } from '../media/uploads/partial-queries.ts';
import { uploadRules } from './upload-rules.ts';
import { markupOf } from './view.ts';

const begin = z.object({
  name: z.string().min(1).max(1000),
  byte_size: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  mark: z.string().max(100).default(''),
  id: z.uuid().optional(),
});

export function mediaPartsAdmin(blog: Blog): Router {
  const router = Router();

  /** 201 with the upload's id, where to go on, and how much to send at once. */
  router.post(
    '/media/uploads/begin',
    formBody(),
    asJson(async function beginUpload(req, res) {
      const read = begin.safeParse(req.body ?? {});
      if (!read.success) throw badRequest('Say what the file is called and how large it is.');
      const { id, offset } = await beginPartial(blog, req.user!.id, read.data, await uploadRules(blog));
      res.status(201).json({ id, offset, part_bytes: partBytes });
    }),
  );

  /** The body is the stretch itself, from `?offset=` on. */
  router.post(
    '/media/uploads/:id/append',
    asJson(async function appendPart(req, res) {
      const { offset } = req.query;
      if (typeof offset !== 'string' || !/^\d{1,15}$/.test(offset))
        throw badRequest('Say where the part begins.');
      res.json({ offset: await appendPartial(blog, { req, res }, await own(blog, req), Number(offset)) });
    }),
  );

  router.post(
    '/media/uploads/:id/finish',
    asJson(async function finishUpload(req, res) {
      const media = await finishPartial(blog, await own(blog, req), await uploadRules(blog));
      res.status(201).json({ id: media.id, name: media.name, markup: await markupOf(media) });
    }),
  );

  router.post(
    '/media/uploads/:id/discard',
    asJson(async function discardUpload(req, res) {
      await forgetPartial(blog, await own(blog, req));
      res.status(204).end();
    }),
  );

  return router;
}

/** @throws HttpError 404, also for what is somebody else's */
async function own(blog: Blog, req: Request): Promise<PartialUpload> {
  const id = z.uuid().safeParse(req.params.id);
  const partial = id.success ? await findPartial(blog.db, id.data, req.user!.id) : undefined;
  if (!partial) throw notFound('upload');
  return partial;
}

/** Refusals on these addresses are read by a script. */
function asJson(answer: (req: Request, res: Response) => Promise<void>): RequestHandler {
  const handler: RequestHandler = async (req, res) => {
    res.set('Cache-Control', 'no-store');
    try {
      await answer(req, res);
    } catch (error) {
      // Nobody is left to hear it.
      if (req.destroyed && !req.complete) return;
      if (!isHttpError(error)) throw error;
      res.status(error.status).json({ error: error.message });
    }
  };
  return Object.defineProperty(handler, 'name', { value: answer.name });
}

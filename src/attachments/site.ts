// attachments/site.ts: files sent ahead of their comment by the script of the form.
import { Router, type Request, type Response } from 'express';
import { __ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { isHttpError } from '../base/errors.ts';
import { clientAddress } from '../base/http/client-address.ts';
import { keyIn, removeStaged } from '../media/uploads/commit.ts';
import { kindOf } from '../media/file-types.ts';
import { receiveFiles } from '../media/uploads/upload.ts';
import { sizeLabel } from '../media/view.ts';
import { readersRules, receivedView } from './form.ts';

export function attachmentSite(blog: Blog): Router {
  const router = Router();
  const receive = receiveFiles(blog, (req) => readersRules(blog, { user: req.user, ip: clientAddress(req) }));

  /** One file, with `form_key`: 201 with what the form lists, or `{ error }` with 4xx or 507. */
  router.post('/attachments', asJson(receive), function takeFiles(req, res) {
    const { fresh, refused, form_key } = req.received!;
    const [refusal] = refused;
    const [file] = fresh;
    res.set('Cache-Control', 'no-store');
    if (refusal) res.status(refusal.status).json({ error: refusal.reason });
    else if (!file) res.status(400).json({ error: __('No file came. Choose one and try again.') });
    else {
      const { id, name, byte_size, mime_type } = file;
      const size_label = sizeLabel(byte_size);
      res.status(201).json({ id, form_key, name, size: byte_size, size_label, kind: kindOf(mime_type) });
    }
  });

  /** What a form has received so far: `{ files }` as it lists them, for a draft that is taken up again. */
  router.post('/attachments/received', asJson(receive), async function listFiles(req, res) {
    const { files } = req.received!;
    res.set('Cache-Control', 'no-store').json({ files: files.map(receivedView) });
  });

  router.post('/attachments/:id/remove', asJson(receive), async function removeFile(req, res) {
    const form_key = keyIn(req.body as Record<string, unknown>);
    if (form_key) await removeStaged(blog, form_key, [String(req.params.id)]);
    res.status(204).end();
  });

  return router;
}

type Middleware = ReturnType<typeof receiveFiles>;

/** Refusals on these addresses are read by a script. */
function asJson(middleware: Middleware): Middleware {
  return async (req: Request, res: Response, next) => {
    try {
      await middleware(req, res, next);
    } catch (error) {
      if (!isHttpError(error)) throw error;
      res.status(error.status).json({ error: error.message });
    }
  };
}

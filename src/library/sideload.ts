// library/sideload.ts: files that an import left at their old address are brought here, one or all.
import { Router } from 'express';
import { needs } from '../accounts/guard.ts';
import { announce, announceAll } from '../announcements.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import type { Blog } from '../blog.ts';
import { editableMedia } from '../media/permissions.ts';
import { mediaElsewhere } from './queries.ts';

/** Mount it before `/media/:id`. */
export function mediaBringAdmin(blog: Blog): Router {
  const router = Router();

  router.post('/media/bring', needs('import'), async function bringAll(req, res) {
    const ids = await mediaElsewhere(blog.db);
    await announceAll(
      blog,
      'media.wanted',
      ids.map((media_id) => ({ media_id })),
    );
    const files = ids.length === 1 ? 'One file is' : `${ids.length} files are`;
    leaveNotice(req, `${files} being brought over in the background, one after another.`);
    res.redirect(303, '/admin/media?view=elsewhere');
  });

  router.post('/media/:id/bring', async function bringOne(req, res) {
    const media = await editableMedia(blog, req);
    if (media.file === null) await announce(blog, 'media.wanted', { media_id: media.id });
    leaveNotice(req, 'The file is being brought over in the background. Look again in a moment.');
    res.redirect(303, `/admin/media/${media.id}`);
  });

  return router;
}

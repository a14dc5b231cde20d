// library/delete.ts: deleting files: first a page that says which are used and where, then the deed.
import { Router, type Request } from 'express';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { inTransaction } from '../base/database/database.ts';
import { fieldsOf, formBody } from '../base/http/form-body.ts';
import { idsFrom } from '../base/http/ids.ts';
import { localAddress } from '../base/http/redirect.ts';
import type { Blog } from '../blog.ts';
import { mediaByIds } from '../media/queries.ts';
import { removeMedia } from '../media/remove.ts';
import { usesOf } from '../media/uses.ts';
import { tileView } from './view.ts';
import { mayRemove } from '../media/permissions.ts';

const library = '/admin/media';

/** Mount it before `/media/:id`. */
export function mediaDeleteAdmin(blog: Blog): Router {
  const router = Router();

  router.get('/media/delete', async function askBeforeDelete(req, res) {
    const back = localAddress(req.query.back, blog.url, library);
    const { files, left } = await chosen(blog, req, idsFrom(req.query.ids));
    if (!files.length) {
      leaveNotice(req, left ? refused(left) : 'No items were selected.', 'warning');
      res.redirect(303, back);
      return;
    }
    const ids = files.map(({ id }) => id);
    const uses = await usesOf(blog, req, ids);
    res.render('library/admin-media-delete', {
      frame: await adminFrame(blog, req, {
        title: files.length === 1 ? 'Delete a file' : `Delete ${files.length} files`,
      }),
      files: files.map((media) => ({ ...tileView(blog, media), uses: uses.get(media.id) ?? [] })),
      used: ids.filter((id) => uses.get(id)?.length).length,
      left: left ? refused(left) : '',
      back,
    });
  });

  router.post('/media/delete', formBody(), async function deleteSeveral(req, res) {
    const { ids, back } = fieldsOf(req);
    const { files, left } = await chosen(blog, req, idsFrom(ids));
    await inTransaction(blog, (blog) =>
      removeMedia(
        blog,
        files.map(({ id }) => id),
      ),
    );
    const done = files.length === 1 ? `Deleted: ${files[0]!.name}.` : `Deleted: ${files.length} files.`;
    if (left) leaveNotice(req, `${done} ${refused(left)}`, 'warning');
    else if (files.length) leaveNotice(req, done);
    else leaveNotice(req, 'No items were selected.', 'warning');
    res.redirect(303, localAddress(back, blog.url, library));
  });

  return router;
}

/** Those of the ticked files that this person may delete, and how many are left as they are. */
async function chosen(blog: Blog, req: Request, ids: number[]) {
  const found = [...(await mediaByIds(blog.db, ids)).values()];
  const files = found.filter((media) => mayRemove(req.user, media));
  return { files, left: found.length - files.length };
}

const refused = (left: number) =>
  `Left as they were: ${left}, because they are somebody else’s or belong to an embed.`;

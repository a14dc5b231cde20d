// comments/admin-picture.ts: one’s own picture, shown next to one’s comments.
import { Router, type Request, type Response } from 'express';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { __ } from '../base/language/gettext.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { pictureLimits } from '../media/limits.ts';
import { mediaByIds } from '../media/queries.ts';
import { receiveFiles } from '../media/uploads/upload.ts';
import type { UploadRules } from '../media/uploads/rules.ts';
import { usesOf } from '../media/uses.ts';
import { sizeLabel } from '../media/view.ts';
import { avatarsOf } from './avatar.ts';
import { picturesOf } from './queries/pictures.ts';
import { pictureOf, setPicture } from './set-picture.ts';
import { discussion } from './settings.ts';

const path = '/profile/picture';
const rules: UploadRules = {
  ...pictureLimits,
  extensions: new Set(['jpg', 'jpeg', 'png', 'gif', 'webp', 'avif']),
  area: 'library',
};

export function pictureAdmin(blog: Blog): Router {
  const router = Router();

  router.get(path, function showPicture(req, res) {
    return show(blog, req, res);
  });

  router.post(
    `${path}/save`,
    receiveFiles(blog, () => rules),
    async function savePicture(req, res) {
      const [file] = req.received?.files ?? [];
      const [refused] = req.received?.refused ?? [];
      if (!file) {
        const problem = refused?.reason ?? __('No file came. Choose one first.');
        await show(blog, req, res.status(refused?.status ?? 422), problem);
        return;
      }
      await setPicture(blog, req.user!, { file, isElsewhere: elsewhere(blog, req) });
      leaveNotice(req, __('Your picture is kept.'));
      res.redirect(303, `/admin${path}`);
    },
  );

  router.post(`${path}/remove`, async function removePicture(req, res) {
    await setPicture(blog, req.user!, { file: undefined, isElsewhere: elsewhere(blog, req) });
    leaveNotice(req, __('Your picture is removed.'));
    res.redirect(303, `/admin${path}`);
  });

  return router;
}

/** Whether something else than a profile shows a file: a post, perhaps, as pictures stand in the library. */
const elsewhere = (blog: Blog, req: Request) => async (id: number) =>
  ((await usesOf(blog, req, [id])).get(id) ?? []).some(({ how }) => how !== pictureOf);

async function show(blog: Blog, req: Request, res: Response, problem = ''): Promise<void> {
  const { id, display_name: name, email, picture_media_id } = req.user!;
  const avatarOf = avatarsOf(blog, await settings(blog.db, discussion), await picturesOf(blog.db, [id]));
  const media =
    picture_media_id === null
      ? undefined
      : (await mediaByIds(blog.db, [picture_media_id])).get(picture_media_id);
  const notice = problem ? ({ kind: 'error', text: __('Not kept: %s', problem) } as const) : undefined;
  res.render('comments/admin-picture', {
    frame: await adminFrame(blog, req, { title: __('Profile picture'), notice }),
    avatar: avatarOf({ name, email, user_id: id }),
    has_picture: media !== undefined,
    is_waiting: media?.status === 'waiting',
    has_failed: media?.status === 'failed',
    most: sizeLabel(rules.max_bytes),
    accept: [...rules.extensions!].map((extension) => `.${extension}`).join(','),
    problem,
  });
}

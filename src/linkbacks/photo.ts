// linkbacks/photo.ts: the picture of an author whose mention is shown: fetched once, made anew and small, kept here.
import { z } from 'zod';
import { inTransaction } from '../base/database/database.ts';
import { addJob } from '../base/jobs/jobs.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { findComment } from '../comments/queries/find.ts';
import { mergeMeta } from '../comments/queries/write.ts';
import { discussion } from '../comments/settings.ts';
import { openImage } from '../media/pictures/images.ts';
import { storeBytes } from '../media/store.ts';
import { removeMedia } from '../media/remove.ts';
import { takeTurn } from './receiving/rate-limit-queries.ts';
import {
  countPhotosSince,
  findPhoto,
  forgetPhotos,
  lineOfPhoto,
  linkbackOfComment,
  setPhoto,
  unusedPhotos,
} from './photo-queries.ts';

const job = z.object({ comment_id: z.number() });
const day = 86_400_000;
/** Pictures that are fetched in a day, and that are kept in all; without one, initials stand there. */
const most = { in_day: 200, kept: 5000 };
/** Sharp at twice the size of a face. */
const side = 96;

/** Only for what is shown is a picture fetched. */
export async function planPhoto(blog: Blog, { comment_id }: { comment_id: number }): Promise<void> {
  if (!(await wantsPhoto(blog, comment_id))) return;
  await addJob(
    blog,
    'linkbacks.photo',
    { comment_id },
    { key: `photo ${comment_id}`, queue: 'linkbacks photos', max_attempts: 3 },
  );
}

/** The page shows another picture of its author: the one that is kept is not theirs any more. */
export async function changePhoto(blog: Blog, comment_id: number): Promise<void> {
  await mergeMeta(blog.db, comment_id, { author_photo: [] });
  await planPhoto(blog, { comment_id });
}

/** The job. A picture that was fetched within a day, in vain or not, is not asked for again. */
export async function fetchPhoto(blog: Blog, payload: unknown): Promise<void> {
  const { comment_id } = job.parse(payload);
  const url = await wantsPhoto(blog, comment_id);
  if (!url) return;
  const known = await findPhoto(blog.db, url);
  if (known && (known.media_id || known.fetched_at.getTime() > blog.now().getTime() - day)) {
    if (known.media_id) await show(blog, comment_id, known.media_id);
    return;
  }
  if (!(await hasRoom(blog))) return;
  if (!(await takeTurn(blog.db, 60))) {
    const run_at = new Date(Date.now() + 60_000);
    return addJob(
      blog,
      'linkbacks.photo',
      { comment_id },
      { key: `photo ${comment_id}`, queue: 'linkbacks photos', run_at },
    );
  }
  const body = await pictureAt(blog, url);
  await inTransaction(blog, async (blog) => {
    await lineOfPhoto(blog.db, url);
    const media =
      body && (await storeBytes(blog, { name: 'author.webp', body, source: 'embed', status: 'ready' }));
    await setPhoto(blog.db, { url, media_id: media?.id ?? null, fetched_at: blog.now() });
    if (media) await show(blog, comment_id, media.id);
  });
}

/** Once a day: pictures of nobody who is shown go, and addresses that gave none may be asked again. */
export async function sweepPhotos(blog: Blog): Promise<void> {
  const before = new Date(blog.now().getTime() - day);
  await inTransaction(blog, async (blog) => {
    await removeMedia(blog, await unusedPhotos(blog.db, before));
    await forgetPhotos(blog.db, before);
  });
}

/** The address of the picture; '' when none is to be shown. */
async function wantsPhoto(blog: Blog, comment_id: number): Promise<string> {
  const comment = await findComment(blog.db, comment_id);
  if (comment?.type !== 'webmention' || comment.status !== 'approve' || comment.meta.author_photo?.[0])
    return '';
  const { show_avatars } = await settings(blog.db, discussion);
  return show_avatars ? ((await linkbackOfComment(blog.db, comment_id))?.author_photo ?? '') : '';
}

async function hasRoom(blog: Blog): Promise<boolean> {
  const count = await countPhotosSince(blog.db, new Date(blog.now().getTime() - day));
  return count.recent < most.in_day && count.all < most.kept;
}

const show = (blog: Blog, comment_id: number, media_id: number) =>
  mergeMeta(blog.db, comment_id, { author_photo: [String(media_id)] });

/** The picture, its first frame alone, made anew: no other byte of the stranger's file is kept. */
async function pictureAt(blog: Blog, url: string): Promise<Buffer | undefined> {
  try {
    const { status, body } = await blog.fetch(url, { purpose: 'image', max_bytes: 2_000_000 });
    if (status !== 200 || !body.length) return undefined;
    const image = await openImage(body, { pages: 1, autoOrient: true });
    return await image.resize(side, side, { fit: 'cover' }).webp({ quality: 78 }).toBuffer();
  } catch {
    return undefined; // a face without a picture is a face all the same
  }
}

// comments/set-picture.ts: gives a user a picture, or takes it away.
import { lockUser, updateUser } from '../accounts/queries.ts';
import type { User } from '../accounts/user.ts';
import { inTransaction } from '../base/database/database.ts';
import type { Blog } from '../blog.ts';
import { storeMedia } from '../media/store.ts';
import type { StagedFile } from '../media/media.ts';
import { removeMedia } from '../media/remove.ts';

/** How a picture is used, in the library's words. */
export const pictureOf = 'Profile picture of';

/**
 * Keeps a received picture as that of the user; without one there is none any more.
 * @param isElsewhere whether a file is also used elsewhere; the former picture goes when it is not
 */
export async function setPicture(
  blog: Blog,
  user: User,
  { file, isElsewhere }: { file: StagedFile | undefined; isElsewhere: (id: number) => Promise<boolean> },
): Promise<void> {
  const former = user.picture_media_id;
  const isDone = former !== null && !(await isElsewhere(former));
  await inTransaction(blog, async (blog) => {
    const held = await lockUser(blog.db, user.id);
    const media = file && (await storeMedia(blog, file, { source: 'library', uploaded_by: user.id }));
    await updateUser(blog.db, user.id, { picture_media_id: media?.id ?? null });
    if (isDone && held?.picture_media_id === former) await removeMedia(blog, [former]);
  });
}

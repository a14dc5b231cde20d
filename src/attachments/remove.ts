// attachments/remove.ts: what becomes of files when their comment, or its post, is deleted for good.
import { inTransaction } from '../base/database/database.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { mediaByIds } from '../media/queries.ts';
import { removeMedia } from '../media/remove.ts';
import { unattached } from './queries.ts';
import { attachmentSettings } from './settings.ts';

/** Deletes files that no other comment holds, unless the settings keep them in the library. */
export async function removeAttachments(
  blog: Blog,
  { media_ids = [] }: { media_ids?: number[] },
): Promise<void> {
  const rules = await settings(blog.db, attachmentSettings);
  if (!rules.delete_with_comment || rules.delete_attachment_action === 0) return;
  await inTransaction(blog, async (blog) => {
    const loose = await unattached(blog.db, media_ids);
    const media = await mediaByIds(blog.db, loose);
    await removeMedia(
      blog,
      [...media.values()].filter(({ source }) => source === 'comment').map(({ id }) => id),
    );
  });
}

// media/remove.ts: deletes kept files: the rows now, the bytes when that is certain.
import { addJob } from '../base/jobs/jobs.ts';
import type { Blog } from '../blog.ts';
import { deleteMedia } from './queries.ts';

/** Deletes media with all renditions; call it in a transaction. Ids that are not there are passed over. */
export async function removeMedia(blog: Blog, ids: number[]): Promise<void> {
  if (!ids.length) return;
  const gone = await deleteMedia(blog.db, ids);
  const kept = gone.flatMap(({ file, original_file, renditions, variants }) => [
    ...[file, original_file].filter((one) => one !== null),
    ...[...renditions, ...variants].map((one) => one.file),
  ]);
  if (kept.length) await addJob(blog, 'media.let-go', { kept });
}

// import/fetch-attachment.ts: brings an imported file from its old host here, in the background.
import { z } from 'zod';
import { inTransaction } from '../base/database/database.ts';
import { isHttpError } from '../base/errors.ts';
import type { FetchError } from '../base/fetch/fetch.ts';
import { addJob } from '../base/jobs/jobs.ts';
import type { Blog } from '../blog.ts';
import { keepBytes } from '../media/keep.ts';
import type { Media } from '../media/media.ts';
import { deleteMedia, findMedia } from '../media/queries.ts';
import { featurePicture, postsFeaturing } from './queries/rows.ts';

const payloadShape = z.object({ media_id: z.number().int(), attempt: z.number().int().default(1) });
const mostAttempts = 6;

/** Puts the fetching of a file into the queue, in the caller's transaction. One file after another. */
export async function fetchLater(
  blog: Pick<Blog, 'db' | 'now'>,
  media_id: number,
  attempt = 1,
): Promise<void> {
  const minutes = attempt === 1 ? 0 : 4 ** (attempt - 1);
  await addJob(
    blog,
    'import.fetch-attachment',
    { media_id, attempt },
    {
      key: `import-attachment-${media_id}-${attempt}`,
      queue: 'import-attachments',
      ...(minutes ? { run_at: new Date(blog.now().getTime() + minutes * 60_000) } : {}),
    },
  );
}

/**
 * The job: fetches through the safe fetcher alone, checks the bytes like any upload, and puts them under a name of our
 * own. The row keeps its id. What cannot be had stays at its old address and is shown from there.
 */
export async function fetchAttachment(blog: Blog, payload: unknown): Promise<void> {
  const { media_id, attempt } = payloadShape.parse(payload);
  const media = await findMedia(blog.db, media_id);
  if (!media?.remote_url || media.file) return;
  const body = await fetchBytes(blog, media.remote_url);
  if (Buffer.isBuffer(body)) return keep(blog, media, body);
  const isLast = !body.may_work_later || attempt >= mostAttempts;
  blog.log.warn({ media_id, problem: body.problem, attempt }, 'a file of the import could not be fetched');
  if (!isLast) await fetchLater(blog, media_id, attempt + 1);
}

async function fetchBytes(
  blog: Blog,
  url: string,
): Promise<Buffer | { problem: string; may_work_later: boolean }> {
  try {
    const { status, body } = await blog.fetch(url, { purpose: 'media' });
    if (status === 200 && body.length) return body;
    return { problem: `status ${status}`, may_work_later: status >= 500 || status === 429 };
  } catch (error) {
    const { problem } = error as FetchError;
    if (!problem) throw error;
    return { problem, may_work_later: ['unreachable', 'timeout'].includes(problem) };
  }
}

async function keep(blog: Blog, media: Media, body: Buffer): Promise<void> {
  try {
    await inTransaction(blog, async (blog) => {
      const featuring = await postsFeaturing(blog.db, media.id);
      await deleteMedia(blog.db, [media.id]);
      await keepBytes(blog, { ...known(media), body });
      await featurePicture(blog.db, featuring, media.id);
    });
  } catch (error) {
    if (!isHttpError(error)) throw error;
    blog.log.warn({ media_id: media.id, problem: error.code }, 'a file of the import was not accepted');
  }
}

/** What stays of the row; the rest is known from the bytes. */
function known(media: Media) {
  const { id, remote_url, name, slug, title, caption, alternative_text, description } = media;
  const { uploaded_by, post_id, uploaded_at, meta } = media;
  const words = { name, slug, title, caption, alternative_text, description };
  return { id, remote_url, ...words, uploaded_by, post_id, uploaded_at, meta, source: 'library' as const };
}

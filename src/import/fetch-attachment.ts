// import/fetch-attachment.ts: brings an imported file from its old host here, in the background.
import { z } from 'zod';
import { inTransaction } from '../base/database/database.ts';
import { isHttpError } from '../base/errors.ts';
import type { FetchError } from '../base/fetch/fetch.ts';
import { addJob } from '../base/jobs/jobs.ts';
import type { Blog } from '../blog.ts';
import { storeBytes } from '../media/store.ts';
import type { Media } from '../media/media.ts';
import { deleteMedia, findMedia, updateMedia } from '../media/queries.ts';
import { featurePicture, hangAgain, hangingOn, postsFeaturing } from './queries/rows.ts';

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
  if (isLast) return noteProblem(blog, media_id, body.words);
  await noteProblem(blog, media_id, `${body.words} It is tried again by itself.`);
  await fetchLater(blog, media_id, attempt + 1);
}

async function fetchBytes(
  blog: Blog,
  url: string,
): Promise<Buffer | { problem: string; words: string; may_work_later: boolean }> {
  try {
    const { status, body } = await blog.fetch(url, { purpose: 'media' });
    if (status === 200 && body.length) return body;
    const words = status === 200 ? 'the file is empty there.' : `the other site answered with ${status}.`;
    return { problem: `status ${status}`, words, may_work_later: status >= 500 || status === 429 };
  } catch (error) {
    const { problem } = error as FetchError;
    if (!problem) throw error;
    const may_work_later = ['unreachable', 'timeout'].includes(problem);
    const words = may_work_later
      ? 'the other site did not answer.'
      : (reasons[problem] ?? 'its address leads nowhere.');
    return { problem, words, may_work_later };
  }
}

const reasons: Partial<Record<FetchError['problem'], string>> = {
  refused_address: 'its address is one that this blog asks nothing of.',
  too_large: 'the file is too large.',
  wrong_type: 'what came is no such file.',
};

const noteProblem = (blog: Blog, media_id: number, fetch_problem: string): Promise<void> =>
  updateMedia(blog.db, media_id, { fetch_problem });

async function keep(blog: Blog, media: Media, body: Buffer): Promise<void> {
  const refused = await keepFile(blog, media, body);
  if (refused) await noteProblem(blog, media.id, `what came was not accepted: ${refused}`);
}

/** Puts the bytes of an imported file in its place. Returns why they are not accepted. */
export async function keepFile(blog: Blog, media: Media, body: Buffer): Promise<string | undefined> {
  try {
    await inTransaction(blog, async (blog) => {
      const featuring = await postsFeaturing(blog.db, media.id);
      const hanging = await hangingOn(blog.db, media.id);
      await deleteMedia(blog.db, [media.id]);
      await storeBytes(blog, { ...known(media), body });
      await featurePicture(blog.db, featuring, media.id);
      await hangAgain(blog.db, hanging);
    });
  } catch (error) {
    if (!isHttpError(error)) throw error;
    blog.log.warn({ media_id: media.id, problem: error.code }, 'a file of the import was not accepted');
    return error.message;
  }
  return undefined;
}

/** What stays of the row; the rest is known from the bytes. */
function known(media: Media) {
  const { id, remote_url, name, slug, title, caption, alternative_text, description } = media;
  const { uploaded_by, post_id, uploaded_at, meta, source, is_public, post_is_public } = media;
  const words = { name, slug, title, caption, alternative_text, description };
  const visible = { source, is_public, post_is_public };
  return { id, remote_url, ...words, uploaded_by, post_id, uploaded_at, meta, ...visible };
}

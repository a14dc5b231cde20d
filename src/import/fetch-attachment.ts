// import/fetch-attachment.ts: brings an imported file from its old host here, in the background.
import { z } from 'zod';
import { inTransaction } from '../base/database/database.ts';
import { addJob } from '../base/jobs/jobs.ts';
import type { Blog } from '../blog.ts';

const payloadShape = z.object({ media_id: z.number().int() });

/** Puts the fetching of a file into the queue, in the caller's transaction. One file after another, with retries. */
export async function fetchLater(blog: Pick<Blog, 'db'>, media_id: number): Promise<void> {
  await addJob(
    blog,
    'import.fetch-attachment',
    { media_id },
    {
      key: `import-attachment-${media_id}`,
      max_attempts: 8,
      queue: 'import-attachments',
    },
  );
}

/** The job. Until the media room can fill a row, a file stays at its old address and is shown from there. */
export async function fetchAttachment(_blog: Blog, payload: unknown): Promise<void> {
  payloadShape.parse(payload);
  await inTransaction(_blog, () => Promise.resolve());
}

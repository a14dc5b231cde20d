// attachments/publish.ts: opens the files of comments to everybody, or closes them.
import type { Database } from '../base/database/database.ts';
import { setMediaPublic } from '../media/publish-files.ts';
import { mediaIdsOf } from './queries.ts';

/** Call it in the transaction that changes the comments' status: true when they are approved, else false. */
export async function publishAttachments(
  db: Database,
  comment_ids: number[],
  is_public: boolean,
): Promise<void> {
  if (comment_ids.length) await setMediaPublic(db, await mediaIdsOf(db, comment_ids), is_public);
}

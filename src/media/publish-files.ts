// media/publish-files.ts: opens kept files to everybody, or closes them.
import type { Database } from '../base/database/database.ts';
import { updateVisibility } from './queries.ts';

/** Says whether everybody may read these files; call it in the transaction that changes what they hang on. */
export async function setMediaPublic(db: Database, media_ids: number[], is_public: boolean): Promise<void> {
  await updateVisibility(db, media_ids, { is_public });
}

/** The same for the post above: closed while it is private or asks for a password. */
export async function setPostPublic(
  db: Database,
  media_ids: number[],
  post_is_public: boolean,
): Promise<void> {
  await updateVisibility(db, media_ids, { post_is_public });
}

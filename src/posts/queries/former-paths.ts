// posts/queries/former-paths.ts: posts and files by whole addresses that they had on another site.
import type { Database } from '../../base/database/database.ts';

export interface FormerPath {
  path: string;
  post_id: number | null;
  media_id: number | null;
}

export function findFormerPath(db: Database, path: string): Promise<FormerPath | undefined> {
  return db<FormerPath>('former_paths').where({ path }).first();
}

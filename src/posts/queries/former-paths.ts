// posts/queries/former-paths.ts: posts and files by whole addresses that they had on another site.
import type { Database } from '../../base/database/database.ts';

export interface FormerPath {
  path: string;
  post_id: number | null;
  media_id: number | null;
}

/** Those of some addresses that something had, by address. */
export async function formerPathsAt(db: Database, paths: string[]): Promise<Map<string, FormerPath>> {
  if (!paths.length) return new Map();
  const rows = await db<FormerPath>('former_paths')
    .whereIn('path', paths)
    .orderBy('path')
    .limit(paths.length);
  return new Map(rows.map((row) => [row.path, row]));
}

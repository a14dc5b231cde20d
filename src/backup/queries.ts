// backup/queries.ts: which files the database names.
import type { Database } from '../base/database/database.ts';
import { portions } from '../base/jobs/walk.ts';
import type { Media } from '../media/media.ts';

const portion = 1000;

/** Storage keys of all files that are here, portion after portion. */
export async function* keptFiles(db: Database): AsyncGenerator<string[]> {
  for await (const rows of portions(portion, (after) =>
    db<Media>('media')
      .whereNotNull('file')
      .where('id', '>', after)
      .orderBy('id')
      .limit(portion)
      .select('id', 'file'),
  ))
    yield rows.map(({ file }) => file!);
}

// media/words/queries.ts: the words of kept files as the table keeps them.
import type { Database } from '../../base/database/database.ts';
import { withParts } from '../../base/words/queries.ts';
import type { Media } from '../media.ts';
import { wordParts, wordsOfFile } from './words.ts';

/** A change of a file with the words of what it changes; those of the rest stay. */
export const withWords = <Change extends Partial<Media>>(db: Database, change: Change): Change =>
  withParts(db, change, wordParts(change));

/** A new file with its words. */
export const withAllWords = <New extends Partial<Media>>(media: New): New => ({
  ...media,
  words: wordsOfFile({ title: '', caption: '', description: '', alternative_text: '', ...media }),
});

/** Makes the words of some files that have none yet. @returns of how many */
export async function makeWords(db: Database, limit: number): Promise<number> {
  const files = await db<Media>('media')
    .whereRaw('words IS NULL')
    .orderBy('id')
    .limit(limit)
    .select('id', 'title', 'caption', 'description', 'alternative_text');
  if (!files.length) return 0;
  await db.raw(
    `UPDATE media SET words = made.words::tsvector
       FROM unnest(:ids::int[], :words::text[]) AS made (id, words)
      WHERE media.id = made.id AND media.words IS NULL`,
    { ids: files.map(({ id }) => id), words: files.map(wordsOfFile) },
  );
  return files.length;
}

// accounts/words-queries.ts: the names of users as searches look in them. Logins and addresses are not among them.
import type { Database } from '../base/database/database.ts';
import { vectorOf } from '../base/words/vector.ts';
import type { User } from './user.ts';

const wordsOfName = (name: string): string =>
  vectorOf(name, { weight: 'A', from: 1, until: 500, most: 20_000 });

/** A change of a user with the words of the name, if it changes. */
export const withWords = <Change extends Partial<User>>(change: Change): Change =>
  change.display_name === undefined ? change : { ...change, words: wordsOfName(change.display_name) };

/** Makes the words of some users who have none yet. @returns of how many */
export async function makeWords(db: Database, limit: number): Promise<number> {
  const users = await db<User>('users')
    .whereRaw('words IS NULL')
    .orderBy('id')
    .limit(limit)
    .select('id', 'display_name');
  if (!users.length) return 0;
  await db.raw(
    `UPDATE users SET words = made.words::tsvector
       FROM unnest(:ids::int[], :words::text[]) AS made (id, words)
      WHERE users.id = made.id AND users.words IS NULL`,
    { ids: users.map(({ id }) => id), words: users.map(({ display_name }) => wordsOfName(display_name)) },
  );
  return users.length;
}

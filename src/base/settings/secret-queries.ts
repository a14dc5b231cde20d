// base/settings/secret-queries.ts: the SQL about keys that all processes of one blog share.
import type { Database } from '../database/database.ts';

/** The key of this name; the first process to ask gives it the value that all have from then on. */
export async function sharedSecret(db: Database, name: string, initial: string): Promise<string> {
  await db('secrets').insert({ name, value: initial }).onConflict('name').ignore();
  const row = await db('secrets').where({ name }).first<{ value: string }>('value');
  return row.value;
}

// media/uploads/word-keys.ts: storage keys that keep the words of a file's name, for what everybody may read at once.
import crypto from 'node:crypto';
import type { Database } from '../../base/database/database.ts';
import { lockStem, stemsTaken } from '../queries.ts';

const mostLetters = 80;
const mostNumbers = 99;

/**
 * Keys for a file without their extension, the best first: `2026/11/holiday-photo`, `holiday-photo-2` where that is
 * taken. [] when the name has no word. Call it in the transaction that stores the file.
 * @param folder such as 2026/11/
 */
export async function wordKeys(db: Database, folder: string, name: string): Promise<string[]> {
  const words = await wordsOf(name);
  if (!words) return [];
  const stem = folder + words;
  const numbered = Array.from({ length: mostNumbers }, (_, at) => (at ? `${stem}-${at + 1}` : stem));
  // Nobody waits for another who stores a file of this name now: a number that nobody else takes is at hand.
  const isOurs = await lockStem(db, stem);
  const taken = isOurs ? await stemsTaken(db, numbered) : new Set(numbered);
  const free = numbered.filter((one) => !taken.has(one));
  return [...free.slice(0, 10), `${stem}-${crypto.randomInt(1e8, 1e9)}`];
}

/** In Latin letters, with dashes; never what an engine-made name of a size or a version ends with. */
async function wordsOf(name: string): Promise<string> {
  const { transliterate } = await import('transliteration');
  const words = transliterate(name.replace(/\.[^.]*$/, ''))
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, mostLetters)
    .replaceAll(/^-+|-+$/g, '');
  return /-(?:v\d+|\d+x\d+)$/.test(words) ? `${words}-1` : words;
}

// import/json.ts: exports that are JSON: read whole, within a size, and taken apart without trusting what they hold.
import { withoutForbidden } from '../base/xml/decode.ts';
import { unreadable } from './unreadable.ts';

/** All of such a file is in memory once, so it ends here. */
const mostBytes = 256 * 1024 ** 2;

export type Loose = Record<string, unknown>;

/**
 * Reads a JSON file whole.
 * @throws Unreadable when it is too large, cut short or no JSON
 */
export async function readJson(chunks: AsyncIterable<Uint8Array>): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > mostBytes)
      throw unreadable('The file is larger than 256 MB: JSON is read up to there. Nothing of it came in.');
    pieces.push(chunk);
  }
  try {
    return JSON.parse(new TextDecoder().decode(Buffer.concat(pieces)));
  } catch {
    throw unreadable('The file is no whole JSON: it is damaged, or was cut short. Nothing of it came in.');
  }
}

/** A value as a record; an empty one for anything else. */
export const loose = (value: unknown): Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {};

/** The records of a list; what is none is passed over. */
export const records = (value: unknown): Loose[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null).map(loose) : [];

/** A field as text: words and numbers; '' for anything else. What no database keeps (NUL, half a character) is dropped. */
export function textOf(record: Loose, name: string): string {
  const value = record[name];
  return typeof value === 'string' ? withoutForbidden(value) : typeof value === 'number' ? String(value) : '';
}

/** A moment as text: ISO, or the milliseconds of old exports; '' for none. */
export function momentOf(record: Loose, name: string): string {
  const value = record[name];
  if (typeof value !== 'number') return textOf(record, name);
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

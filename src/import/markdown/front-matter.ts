// import/markdown/front-matter.ts: what stands above a text: YAML between `---`, TOML between `+++`, or a JSON object.
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { withoutForbidden } from '../../base/xml/decode.ts';
import { loose, type Loose } from '../json.ts';

const longest = 256 * 1024;

export interface Parted {
  /** Fields by name; undefined when nothing stands above the text. */
  front: Loose | undefined;
  body: string;
  /** Why the fields cannot be read; '' when they can. */
  problem: string;
}

/** A file as its fields and its text. */
export function partFile(text: string): Parted {
  const found = headOf(text);
  if (!found) return { front: undefined, body: text, problem: '' };
  const { head, body, parse } = found;
  if (head.length > longest) return { front: {}, body, problem: 'is longer than 256 KB' };
  try {
    return { front: plain(parse(head)), body, problem: '' };
  } catch (error) {
    const [reason = ''] = String(error instanceof Error ? error.message : error).split('\n');
    return { front: {}, body, problem: reason.slice(0, 120).replace(/[.:]+$/, '') };
  }
}

/** The text of a file below its fields. */
export const bodyOf = (text: string): string => headOf(text)?.body ?? text;

interface Head {
  head: string;
  body: string;
  parse: (text: string) => unknown;
}

function headOf(text: string): Head | undefined {
  const mark = /^(---|\+\+\+)[ \t]*\n/.exec(text)?.[1];
  if (mark) return between(text, mark);
  return /^\{\s*"/.test(text) ? jsonHead(text) : undefined;
}

function between(text: string, mark: string): Head | undefined {
  const start = text.indexOf('\n') + 1;
  const end = new RegExp(
    mark === '---' ? String.raw`^(?:---|\.\.\.)[ \t]*$` : String.raw`^\+\+\+[ \t]*$`,
    'm',
  );
  const found = end.exec(text.slice(start));
  if (!found) return undefined;
  const after = start + found.index + found[0].length;
  return {
    head: text.slice(start, start + found.index),
    body: text.slice(after).replace(/^\n+/, ''),
    parse: mark === '---' ? readYaml : parseToml,
  };
}

/** Hugo ends a JSON head with a brace at a line's beginning. */
function jsonHead(text: string): Head | undefined {
  const end = /^\}[ \t]*$/m.exec(text);
  if (!end) return undefined;
  const after = end.index + 1;
  return {
    head: text.slice(0, after),
    body: text.slice(after).trimStart(),
    parse: (head) => JSON.parse(head) as unknown,
  };
}

/** Dates stay words; names that point to one another are followed a hundred times at most. */
export const readYaml = (text: string): unknown =>
  parseYaml(text, { schema: 'core', maxAliasCount: 100, logLevel: 'error' });

/** The fields of a configuration or of a text, in plain values. TOML has dates of its own. */
export function plain(given: unknown): Loose {
  return loose(plainValue(given, 0));
}

function plainValue(given: unknown, depth: number): unknown {
  if (given instanceof Date) return given.toISOString();
  if (typeof given === 'string') return withoutForbidden(given);
  if (typeof given === 'bigint') return Number(given);
  if (typeof given !== 'object' || given === null || depth > 8) return given;
  if (Array.isArray(given)) return given.slice(0, 1000).map((one) => plainValue(one, depth + 1));
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name.toLowerCase(), plainValue(value, depth + 1)]),
  );
}

/** The first of some fields that holds a word or a number; '' for none. */
export function wordOf(front: Loose, ...names: string[]): string {
  for (const name of names) {
    const value = Object.hasOwn(front, name) ? front[name] : undefined;
    if (typeof value === 'string' && value.trim()) return value.trim();
    if (typeof value === 'number') return String(value);
  }
  return '';
}

/** The words of a list; of a text what `separator` parts. */
export function wordsOf(front: Loose, name: string, separator: RegExp = /,/): string[] {
  const value = Object.hasOwn(front, name) ? front[name] : undefined;
  const all: unknown[] = Array.isArray(value)
    ? value
    : typeof value === 'string'
      ? value.split(separator)
      : [];
  const words = all.flat().filter((one) => typeof one === 'string' || typeof one === 'number');
  return [...new Set(words.map((one) => String(one).trim()).filter(Boolean))];
}

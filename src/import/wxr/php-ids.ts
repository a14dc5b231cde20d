// import/wxr/php-ids.ts: numbers that plugins keep in PHP's serialized form; nothing in it is ever revived as an object.
import { readId } from '../../base/http/ids.ts';

/** A number, `a:2:{i:0;i:81;i:1;s:2:"13";}` or such lists in one another, `81,13`: the ids in their order. */
export function idsIn(value: string): number[] {
  const given = value.trim();
  if (!/^[aOis]:\d/.test(given)) return given.split(/[\s,[\]"]+/).flatMap((one) => readId(one) ?? []);
  const found: number[] = [];
  readValue(given, 0, 0, found);
  return found;
}

const deepest = 6;
const most = 1000;

/** Reads the value that begins at a place; gives the place behind it, -1 when it is none. */
function readValue(text: string, at: number, depth: number, found: number[]): number {
  const kind = text[at];
  if (kind === 'i' || kind === 'd' || kind === 'b') {
    const end = text.indexOf(';', at);
    if (end < 0) return -1;
    if (kind === 'i') take(text.slice(at + 2, end), found);
    return end + 1;
  }
  if (kind === 'N') return at + 2;
  if (kind === 's') {
    const end = endOfText(text, at);
    if (end >= 0) take(text.slice(text.indexOf('"', at) + 1, end - 2), found);
    return end;
  }
  return kind === 'a' && depth < deepest ? readList(text, at, depth, found) : -1;
}

function readList(text: string, at: number, depth: number, found: number[]): number {
  const head = /^a:(\d{1,6}):\{/.exec(text.slice(at, at + 12));
  if (!head) return -1;
  let place = at + head[0].length;
  for (let count = Math.min(Number(head[1]), most); count > 0 && found.length < most; count -= 1) {
    const value = readValue(text, place, depth, []);
    if (value < 0) return -1;
    place = readValue(text, value, depth + 1, found);
    if (place < 0) return -1;
  }
  return text[place] === '}' ? place + 1 : -1;
}

/** PHP counts bytes, so the end of a text is looked for by its sign. */
function endOfText(text: string, at: number): number {
  const end = text.indexOf('";', text.indexOf('"', at) + 1);
  return end < 0 ? -1 : end + 2;
}

function take(given: string, found: number[]): void {
  const id = readId(given);
  if (id !== undefined) found.push(id);
}

// media/documents/clean-pdf.ts: PDF without authors, programs and times: its information and metadata are overwritten in place.
import zlib from 'node:zlib';
import { blankValues, newBudget, numbersIn, type Budget } from './pdf-values.ts';

/** Of one stream, unpacked; of all that are unpacked. */
const largestStream = 2 ** 22;
/** As it lies there. */
const largestPacked = 2 ** 23;
const mostUnpacked = 2 ** 26;
const mostFound = 2000;
const mostSaved = 10;
/** Of a dictionary, of XMP: nothing is looked for farther away. */
const longestHead = 2000;
const longestPacket = 2 ** 20;
const mostPackets = 200;
/** Of the numbers in front of objects that lie packed: enough for some ten thousand. */
const longestTable = 2 ** 18;

/** What a signature was made of (12.8.1): it stands packed nowhere, and no byte of it may change. */
const signed = /\/ByteRange\s{0,20}\[/;

/**
 * Overwrites what the document information says but for title, subject and keywords (ISO 32000-2, 14.3.3), and all XMP
 * (14.3.2). No byte moves, so the table of objects stays right. One
 * that is signed stays as it is: its signature would break.
 */
export function cleanPdf(bytes: Buffer): void {
  if (isSigned(bytes)) return;
  const budget = newBudget();
  const objects = informationOf(bytes);
  for (const object of objects) for (const at of placesOf(bytes, object)) blankValues(bytes, at, budget);
  blankPackets(bytes);
  cleanStreams(bytes, new Set(objects.map((object) => Number(object.split(' ')[0]))), budget);
}

function isSigned(bytes: Buffer): boolean {
  for (const at of placesIn(bytes, '/ByteRange'))
    if (signed.test(bytes.toString('latin1', at, at + 40))) return true;
  return false;
}

/** The objects that say who made the document, such as `12 0`: one for each time it was saved. */
function informationOf(bytes: Buffer): string[] {
  const found = new Set<string>();
  for (const at of placesIn(bytes, '/Info')) {
    const [, number, version] =
      /^\/Info\s{1,5}(\d{1,10})\s{1,5}(\d{1,5})\s{1,5}R/.exec(bytes.toString('latin1', at, at + 40)) ?? [];
    if (number) found.add(`${number} ${version}`);
  }
  return [...found].slice(0, mostSaved);
}

function* placesOf(bytes: Buffer, object: string): Generator<number> {
  for (const at of placesIn(bytes, `${object} obj`))
    if (!/\d/.test(String.fromCharCode(bytes[at - 1] ?? 0))) yield at + object.length + 4;
}

function* placesIn(bytes: Buffer, word: string): Generator<number> {
  let count = 0;
  for (
    let at = bytes.indexOf(word);
    at >= 0 && count < mostFound;
    at = bytes.indexOf(word, at + word.length)
  ) {
    count += 1;
    yield at;
  }
}

/** XMP that is not packed stands between two marks (ISO 16684-1, 7.3). */
function blankPackets(bytes: Buffer): void {
  let count = 0;
  for (const at of placesIn(bytes, '<?xpacket begin')) {
    const near = bytes.subarray(at, at + longestPacket);
    const from = near.indexOf('?>') + 2;
    const to = near.indexOf('<?xpacket end');
    if (from > 1 && to > from) near.fill(0x20, from, to);
    count += 1;
    if (count === mostPackets) return;
  }
}

interface Stream {
  /** Its dictionary, as text. */
  head: string;
  from: number;
  to: number;
}

function cleanStreams(bytes: Buffer, objects: Set<number>, budget: Budget): void {
  const sum = { unpacked: 0 };
  for (const stream of streamsWith(bytes, /\/Type\s{0,5}\/Metadata|\/Subtype\s{0,5}\/XML/, '/Metadata'))
    replace(bytes, stream, Buffer.from(' '));
  for (const stream of streamsWith(bytes, /\/Type\s{0,5}\/ObjStm/, '/ObjStm')) {
    if (!objects.size || sum.unpacked > mostUnpacked) return;
    const body = unpacked(bytes, stream);
    sum.unpacked += body?.length ?? largestStream;
    if (body && blankWithin(body, stream.head, { objects, budget })) replace(bytes, stream, body);
  }
}

/** Streams of FlateDecode alone whose dictionary fits; others cannot be read here. None begins within another. */
function* streamsWith(bytes: Buffer, pattern: RegExp, word: string): Generator<Stream> {
  const endOf = nextOf(bytes, 'endstream');
  let done = 0;
  for (const at of placesIn(bytes, word)) {
    const before = Math.max(0, at - longestHead);
    const begin = before + Math.max(0, bytes.subarray(before, at).lastIndexOf(' obj'));
    const away = bytes.subarray(at, at + longestHead).indexOf('stream');
    if (away < 0) continue;
    const keyword = at + away;
    const head = bytes.toString('latin1', begin, keyword);
    const isPlain =
      /\/Filter\s{0,5}\[?\s{0,5}\/FlateDecode\s{0,5}[\]/>\s]/.test(head) && !/\/DecodeParms/.test(head);
    if (!pattern.test(head) || !isPlain || head.includes('endobj')) continue;
    const from = keyword + (bytes[keyword + 6] === 0x0d ? 8 : 7);
    const said = Number(/\/Length\s{1,5}(\d{1,9})(?!\s{1,5}\d+\s{1,5}R)/.exec(head)?.[1] ?? NaN);
    const to = Number.isNaN(said) ? endOf(from) : from + said;
    if (from < done || to <= from || to > bytes.length || to - from > largestPacked) continue;
    done = to;
    yield { head, from, to };
  }
}

/** Where a word stands next; asked for places in their order it reads the bytes once. @returns Infinity behind the last */
function nextOf(bytes: Buffer, word: string): (from: number) => number {
  let next = -1;
  return (from) => {
    if (next < from) next = bytes.indexOf(word, from);
    if (next < 0) next = Infinity;
    return next;
  };
}

function unpacked(bytes: Buffer, { from, to }: Stream): Buffer | undefined {
  try {
    return zlib.inflateSync(bytes.subarray(from, to), { maxOutputLength: largestStream });
  } catch {
    return undefined; // encrypted, or broken
  }
}

/** Packs the body into the place of the old one; what is left behind it is passed over by readers. */
function replace(bytes: Buffer, { from, to }: Stream, body: Buffer): void {
  const packed = zlib.deflateSync(body, { level: 9 });
  if (packed.length > to - from) return;
  packed.copy(bytes, from);
  bytes.fill(0, from + packed.length, to);
}

/** Objects that lie packed in a stream: numbers and places first (ISO 32000-2, 7.5.7). */
function blankWithin(
  body: Buffer,
  head: string,
  { objects, budget }: { objects: Set<number>; budget: Budget },
): boolean {
  const first = Number(/\/First\s{1,5}(\d{1,9})/.exec(head)?.[1] ?? NaN);
  if (!(first <= body.length)) return false;
  const numbers = numbersIn(body.toString('latin1', 0, Math.min(first, longestTable)));
  let isChanged = false;
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    if (!objects.has(numbers[index]!)) continue;
    blankValues(body, first + numbers[index + 1]!, budget);
    isChanged = true;
  }
  return isChanged;
}

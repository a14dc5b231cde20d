// media/documents/clean-office.ts: Office files (OOXML, OpenDocument) without authors, companies and times: parts of their zip, written anew in place.
import zlib from 'node:zlib';

type Cleaner = (xml: string) => string;

function without(names: string): Cleaner {
  const element = new RegExp(
    `<(?:\\w{1,20}:)?(${names})(?:\\s[^<>]*)?(?:/>|>[^<]*</(?:\\w{1,20}:)?\\1>)`,
    'g',
  );
  return (xml) => xml.replace(element, '');
}

/** What companies write beside: labels with addresses of people, among others. */
function withoutProperties(xml: string): string {
  const [from, to] = [xml.indexOf('<property '), xml.lastIndexOf('</property>')];
  return from >= 0 && to > from ? xml.slice(0, from) + xml.slice(to + '</property>'.length) : xml;
}

/** What goes of which part. All of it may be absent. */
const parts = new Map<string, Cleaner>([
  ['docProps/core.xml', without('creator|lastModifiedBy|created|modified|lastPrinted|revision')],
  ['docProps/app.xml', without('Company|Manager|HyperlinkBase|TotalTime|Template')],
  ['docProps/custom.xml', withoutProperties],
  [
    'meta.xml',
    without(
      'creator|initial-creator|printed-by|date|creation-date|print-date|editing-duration|editing-cycles|generator|user-defined',
    ),
  ],
]);

interface Entry {
  name: string;
  /** Where its line in the directory begins. */
  line: number;
  method: number;
  has_descriptor: boolean;
  compressed: number;
  /** Where its own header begins. */
  header: number;
}

const largestPart = 2 ** 20;
const mostEntries = 20_000;
/** A document has four at most. */
const mostParts = 8;
/** The longest of a header's extra field. */
const mostExtra = 65_000;

/** Where a signature stands, which may be one of the parts that would change. */
const signatures = /^(?:_xmlsignatures\/|META-INF\/documentsignatures\.xml$)/;

/**
 * Takes out who wrote the document, for whom, and when. No other part moves: what a part gets shorter is filled up in its
 * header (APPNOTE 4.5.1). A document that is signed stays as it is.
 * @throws RangeError or an error of zlib for what is no whole zip
 */
export function cleanOffice(bytes: Buffer): void {
  const entries = entriesOf(bytes);
  if (entries.some(({ name }) => signatures.test(name))) return;
  const telling = new Map(
    entries.filter(({ name }) => parts.has(name)).map((entry) => [entry.header, entry] as const),
  );
  for (const entry of [...telling.values()].slice(0, mostParts))
    cleanPart(bytes, entry, parts.get(entry.name)!);
}

function entriesOf(bytes: Buffer): Entry[] {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0) return [];
  const entries: Entry[] = [];
  let line = bytes.readUInt32LE(end + 16);
  while (entries.length < mostEntries && line + 46 <= end && bytes.readUInt32LE(line) === 0x02014b50) {
    const lengths = [28, 30, 32].map((at) => bytes.readUInt16LE(line + at)) as [number, number, number];
    entries.push({
      name: bytes.toString('utf8', line + 46, line + 46 + lengths[0]),
      line,
      method: bytes.readUInt16LE(line + 10),
      has_descriptor: (bytes.readUInt16LE(line + 8) & 8) !== 0,
      compressed: bytes.readUInt32LE(line + 20),
      header: bytes.readUInt32LE(line + 42),
    });
    line += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  return entries;
}

function cleanPart(bytes: Buffer, entry: Entry, clean: Cleaner): void {
  const { header, compressed, method } = entry;
  const extra = header + 30 + bytes.readUInt16LE(header + 26);
  const data = extra + bytes.readUInt16LE(header + 28);
  const end = data + compressed;
  if (end > bytes.length || compressed > largestPart || (method !== 0 && method !== 8)) return;
  const packed = bytes.subarray(data, end);
  const whole = method ? zlib.inflateRawSync(packed, { maxOutputLength: largestPart }) : packed;
  const text = whole.toString('utf8');
  const cleaned = clean(text);
  if (cleaned === text || !Buffer.from(text).equals(whole)) return;
  const made = fitting(cleaned, method, compressed);
  if (!made) return;
  const { body, packed: smaller } = made;
  const slack = compressed - smaller.length;
  if (slack) {
    // An extra field that nobody knows, before the data.
    bytes.fill(0, data, data + slack);
    bytes.writeUInt16LE(0x5151, data);
    bytes.writeUInt16LE(slack - 4, data + 2);
    bytes.writeUInt16LE(data + slack - extra, header + 28);
  }
  smaller.copy(bytes, data + slack);
  say(bytes, entry, end, [zlib.crc32(body), smaller.length, body.length]);
}

const mostBlanks = 64;
/** Packed on trial, in UTF-16 units. */
const mostTried = 2 ** 21;

/** The part in at most so many bytes, with room for a field or for none; blanks behind the markup mean nothing. */
function fitting(text: string, method: number, room: number): { body: Buffer; packed: Buffer } | undefined {
  // A long text is packed a few times at most.
  const tries = Math.min(mostBlanks, Math.max(4, Math.floor(mostTried / (text.length + 1))));
  for (let blanks = 0; blanks < tries; blanks += 1) {
    const body = Buffer.from(text + ' '.repeat(blanks));
    const packed = method ? zlib.deflateRawSync(body, { level: 9 }) : body;
    const slack = room - packed.length;
    if (slack === 0 || (slack >= 4 && slack < mostExtra)) return { body, packed };
    // A few blanks will not bridge that: packing the same text again and again would hold everybody up.
    if (slack < -mostBlanks || slack >= mostExtra + mostBlanks) return undefined;
  }
  return undefined;
}

/** Its checksum and sizes, wherever they stand. */
function say(bytes: Buffer, { line, header, has_descriptor }: Entry, end: number, numbers: number[]): void {
  const signature = has_descriptor && bytes.readUInt32LE(end) === 0x08074b50 ? 4 : 0;
  for (const [index, number] of numbers.entries()) {
    bytes.writeUInt32LE(number, line + 16 + index * 4);
    bytes.writeUInt32LE(number, (has_descriptor ? end + signature : header + 14) + index * 4);
  }
}

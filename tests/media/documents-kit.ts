// tests/media/documents-kit.ts: PDFs, zips as Office writes them, and documents that are made to cost.
import zlib from 'node:zlib';
import { zip } from '../attachments/files.ts';

/** A zip of packed entries; with descriptors their sizes follow them, as writers do that cannot go back. */
export function deflated(entries: Record<string, string>, { has_descriptors = false } = {}): Buffer {
  const bodies: Buffer[] = [];
  const lines: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const body = Buffer.from(text);
    // The kind of an OpenDocument file stands unpacked at its front.
    const packed = name === 'mimetype' ? body : zlib.deflateRawSync(body);
    const sizes = Buffer.alloc(12);
    for (const [index, number] of [zlib.crc32(body), packed.length, body.length].entries())
      sizes.writeUInt32LE(number, index * 4);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(has_descriptors ? 8 : 0, 2);
    common.writeUInt16LE(name === 'mimetype' ? 0 : 8, 4);
    sizes.copy(common, 10);
    common.writeUInt16LE(name.length, 22);
    const own = Buffer.from(common);
    if (has_descriptors) own.fill(0, 10, 22);
    const after = has_descriptors
      ? Buffer.concat([Buffer.from('PK\x07\x08', 'latin1'), sizes])
      : Buffer.alloc(0);
    const all = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), own, Buffer.from(name), packed, after]);
    const line = Buffer.alloc(46);
    line.write('PK\x01\x02', 0, 'latin1');
    common.copy(line, 6);
    line.writeUInt32LE(offset, 42);
    bodies.push(all);
    lines.push(line, Buffer.from(name));
    offset += all.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(bodies.length, 8);
  end.writeUInt16LE(bodies.length, 10);
  end.writeUInt32LE(Buffer.concat(lines).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...lines, end]);
}

/** A PDF of objects and whatever else stands in it. */
export function pdf(...objects: (string | Buffer)[]): Buffer {
  const parts = objects.map((one) => (typeof one === 'string' ? Buffer.from(one, 'latin1') : one));
  return Buffer.concat([Buffer.from('%PDF-1.7\n%\xe2\xe3\n', 'latin1'), ...parts, Buffer.from('\n%%EOF\n')]);
}

/** An object with a stream. */
export const stream = (head: string, body: Buffer) =>
  Buffer.concat([
    Buffer.from(`${head.replace('LENGTH', String(body.length))}\nstream\n`),
    body,
    Buffer.from('\nendstream endobj\n'),
  ]);

/** Stands in a zip at several places of its directory, though it is there once. */
function namedAgain(times: number, body: string): Buffer {
  const name = 'docProps/core.xml';
  const part = zip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>', [name]: body });
  const line = part.lastIndexOf(name) - 46;
  const end = part.length - 22;
  const whole = Buffer.concat([
    part.subarray(0, end),
    ...Array.from({ length: times }, () => part.subarray(line, end)),
    part.subarray(end),
  ]);
  whole.writeUInt16LE(3 + times, whole.length - 14);
  whole.writeUInt16LE(3 + times, whole.length - 12);
  whole.writeUInt32LE(end + (end - line) * times - whole.readUInt32LE(whole.length - 6), whole.length - 10);
  return whole;
}

const trailer = 'trailer\n<</Info 7 0 R>>';

/** What a document may be made of that costs more to look through than to send: what, its name, its bytes. */
export const hostileDocuments: [string, string, () => Buffer][] = [
  [
    'strings that nothing closes',
    'open.pdf',
    () =>
      pdf(
        ...Array.from({ length: 10 }, (_, at) => `/Info ${at + 10} 0 R\n`),
        ...Array.from({ length: 2000 }, (_, at) => `${(at % 10) + 10} 0 obj<<(`.padEnd(2000, ' ')),
        ' '.repeat(70_000),
      ),
  ],
  [
    'streams without a length',
    'endless.pdf',
    () =>
      pdf(
        ...Array.from({ length: 2000 }, () => `1 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n`),
        'Info '.repeat(1_000_000),
        trailer,
      ),
  ],
  [
    'streams within each other',
    'nested.pdf',
    () =>
      pdf(
        ...Array.from(
          { length: 2000 },
          () => `1 0 obj<</Type/Metadata/Filter/FlateDecode/Length 6000000>>stream\n`,
        ),
        ' '.repeat(7_000_000),
      ),
  ],
  [
    'one object named again and again',
    'again.pdf',
    () => {
      const places = '7 0 '.repeat(50_000);
      const body = zlib.deflateSync(Buffer.from(`${places}<<${'/A (x) '.repeat(20_000)}`));
      const head = `3 0 obj\n<</Type/ObjStm/First ${places.length}/Length LENGTH/Filter/FlateDecode>>`;
      return pdf(...Array.from({ length: 12 }, () => stream(head, body)), trailer);
    },
  ],
  [
    'one long part named again and again',
    'equal.docx',
    () => namedAgain(7, '<cp:created>x</cp:created>'.repeat(200_000)),
  ],
];

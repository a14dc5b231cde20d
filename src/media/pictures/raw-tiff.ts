// media/pictures/raw-tiff.ts: the front of a TIFF file (TIFF 6.0) whose pixels follow as they are.

/** Rows that a reader holds at once. */
const rowsOfStrip = 64;
const typeSizes = { short: 2, long: 4, bytes: 1 };
type Entry = [tag: number, type: keyof typeof typeSizes, values: number[] | Buffer];

/**
 * Everything before the pixels of a picture: red, green, blue and alpha, a byte each, row by row.
 * @param icc a colour profile
 */
export function rawTiffHead(width: number, height: number, icc?: Buffer): Buffer {
  const strips = Math.ceil(height / rowsOfStrip);
  const bytesOf = (strip: number) => Math.min(rowsOfStrip, height - strip * rowsOfStrip) * width * 4;
  const entriesAt = (start: number): Entry[] => [
    [256, 'long', [width]],
    [257, 'long', [height]],
    [258, 'short', [8, 8, 8, 8]],
    [259, 'short', [1]], // not compressed
    [262, 'short', [2]], // RGB
    [273, 'long', numbers(strips, (strip) => start + strip * rowsOfStrip * width * 4)],
    [277, 'short', [4]],
    [278, 'long', [rowsOfStrip]],
    [279, 'long', numbers(strips, bytesOf)],
    [338, 'short', [2]], // the fourth is alpha
    ...(icc ? [[34_675, 'bytes', icc] satisfies Entry] : []),
  ];
  // The front is as long whatever the offsets in it.
  return written(entriesAt(written(entriesAt(0)).length));
}

const numbers = (count: number, of: (index: number) => number) =>
  Array.from({ length: count }, (_, at) => of(at));

function written(entries: Entry[]): Buffer {
  const directory = Buffer.alloc(2 + entries.length * 12 + 4);
  directory.writeUInt16LE(entries.length);
  const head = Buffer.from('49492a0008000000', 'hex');
  const behind: Buffer[] = [];
  let next = head.length + directory.length;
  for (const [index, [tag, type, values]] of entries.entries()) {
    const at = 2 + index * 12;
    const data = bytesFor(type, values);
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE({ short: 3, long: 4, bytes: 7 }[type], at + 2);
    directory.writeUInt32LE(values.length, at + 4);
    if (data.length <= 4) data.copy(directory, at + 8);
    else {
      directory.writeUInt32LE(next, at + 8);
      behind.push(data, Buffer.alloc(data.length % 2));
      next += data.length + (data.length % 2);
    }
  }
  return Buffer.concat([head, directory, ...behind]);
}

function bytesFor(type: keyof typeof typeSizes, values: number[] | Buffer): Buffer {
  if (Buffer.isBuffer(values)) return values;
  const size = typeSizes[type];
  const bytes = Buffer.alloc(values.length * size);
  for (const [index, value] of values.entries()) bytes.writeUIntLE(value, index * size, size);
  return bytes;
}

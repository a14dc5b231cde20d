// tests/media/upload-rules.test.ts: what is looked at while a file is received: the disk, the boxes of MP4, text, the names in a zip.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isHttpError } from '../../src/base/errors.ts';
import type { Blog } from '../../src/blog.ts';
import { boxesBetween, zero } from '../../src/media/pictures/boxes.ts';
import { checkDisk, checkWrite, expectBytes } from '../../src/media/uploads/disk.ts';
import { isPlainText } from '../../src/media/uploads/plain-text.ts';
import { zipEntries, zipFits } from '../../src/media/uploads/zip-entries.ts';

const megabyte = 2 ** 20;
const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'quillback-media-'));
afterAll(() => fs.rm(folder, { recursive: true }));

/** Does something with a file of these bytes. */
async function withFile<Result>(
  bytes: Buffer,
  work: (handle: fs.FileHandle) => Promise<Result>,
): Promise<Result> {
  const file = path.join(folder, 'file');
  await fs.writeFile(file, bytes);
  const handle = await fs.open(file, 'r+');
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}

test('a disk keeps 64 MiB free, and one who announces much shuts nobody out', async () => {
  const blog = (free: number) => ({ storage: { free: () => Promise.resolve(free) } }) as unknown as Blog;
  const said = async (asked: Promise<void>) =>
    asked.then(
      () => 'room',
      (error: unknown) => (isHttpError(error) ? error.status : error),
    );
  const kept = 64 * megabyte;

  expect(await said(checkDisk(blog(kept + 800), 800))).toBe('room');
  expect(await said(checkDisk(blog(kept + 800), 801))).toBe(507);
  expect(await said(checkWrite(blog(kept + 10), 10))).toBe('room');
  expect(await said(checkWrite(blog(kept + 10), 11))).toBe(507);
  expectBytes('ada', 50);
  expect(await said(checkDisk(blog(kept + 800), 750))).toBe('room');
  expect(await said(checkDisk(blog(kept + 800), 751))).toBe(507);
  expectBytes('ada', 10_000);
  expect(await said(checkDisk(blog(kept + 800), 700))).toBe('room');
  expect(await said(checkDisk(blog(kept + 800), 701))).toBe(507);
  expectBytes('ada', -10_050);
  expect(await said(checkDisk(blog(kept + 800), 800))).toBe('room');
});

const box = (size: number, type = 'free', long = false) => {
  const head = Buffer.alloc(long ? 16 : 8);
  head.writeUInt32BE(long ? 1 : size);
  head.write(type, 4, 'latin1');
  if (long) head.writeBigUInt64BE(BigInt(size), 8);
  return head;
};

test('boxes follow one another to the end, short ones and long ones', async () => {
  const bytes = Buffer.concat([
    box(12),
    Buffer.alloc(4),
    box(16, 'mdat', true),
    box(0, 'rest'),
    Buffer.alloc(5),
  ]);

  const boxes = await withFile(bytes, (handle) => boxesBetween(handle, 0, bytes.length));

  expect(boxes).toEqual([
    { type: 'free', start: 0, content: 8, end: 12 },
    { type: 'mdat', start: 12, content: 28, end: 28 },
    { type: 'rest', start: 28, content: 36, end: 41 },
  ]);
});

test('a box that is smaller than its head, or leaves its stretch, is no box', async () => {
  const walked = (bytes: Buffer, to = bytes.length) =>
    withFile(bytes, (handle) => boxesBetween(handle, 0, to)).then(
      (boxes) => boxes.length,
      (error: Error) => error.message,
    );

  expect(await walked(box(8))).toBe(1);
  expect(await walked(box(7))).toMatch(/does not fit/);
  expect(await walked(box(9))).toMatch(/does not fit/);
  expect(await walked(box(15, 'mdat', true))).toMatch(/does not fit/);
  expect(await walked(Buffer.concat([box(8), Buffer.alloc(7)]))).toBe(1);
  expect(await walked(box(8), 20)).toMatch(/ends within a box|1/);
  expect(await walked(Buffer.concat(Array(5000).fill(box(8))))).toBe(5000);
  expect(await walked(Buffer.concat(Array(5001).fill(box(8))))).toBe('too many boxes');
});

test('zeros are written over a stretch, and not beside it', async () => {
  const bytes = Buffer.alloc(140_000, 7);

  const after = await withFile(bytes, async (handle) => {
    await zero(handle, 10, 139_990);
    await zero(handle, 5, 5);
    return fs.readFile(path.join(folder, 'file'));
  });

  expect([after[9], after[10], after[139_989], after[139_990], after.length]).toEqual([7, 0, 0, 7, 140_000]);
  expect(after.subarray(10, 139_990).some((byte) => byte !== 0)).toBe(false);
});

test.each<[string, Buffer, boolean]>([
  ['words', Buffer.from('Dear\tblog,\r\n\f\x1a\x1b ä'), true],
  ['a NUL', Buffer.from('a\0b'), false],
  ['a control character', Buffer.from([97, 8]), false],
  ['the highest control character', Buffer.from([97, 31]), false],
  ['a blank', Buffer.from([97, 32]), true],
  ['UTF-16, big end first', Buffer.from([0xfe, 0xff, 0, 97]), true],
  ['UTF-16, little end first', Buffer.from([0xff, 0xfe, 97, 0]), true],
  ['a byte alone', Buffer.from([0xfe]), true],
  ['a page', Buffer.from('<html><script>'), false],
  ['a page across two pieces', Buffer.from(`${'x'.repeat(65_532)}<script>alert(1)</script>`), false],
  ['a NUL far behind', Buffer.from(`${'x'.repeat(70_000)}\0`), false],
])('%s is a plain text: %s', async (_what, bytes, isIt) => {
  expect(await withFile(bytes, isPlainText)).toBe(isIt);
});

/** A zip's directory and its end, as APPNOTE has them. */
function zip(names: string[], { comment = 0, length = 0, extra = '' } = {}): Buffer {
  const entries = names.map((name) => {
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50);
    head.writeUInt16LE(name.length, 28);
    head.writeUInt16LE(extra.length, 30);
    return Buffer.concat([head, Buffer.from(name + extra)]);
  });
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22 + comment);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt32LE(length || directory.length, 12);
  return Buffer.concat([directory, end]);
}
const entriesOf = (bytes: Buffer) => withFile(bytes, (handle) => zipEntries(handle, bytes.length));

test('the names in a zip are read from its directory at the end, and nothing where that is broken', async () => {
  expect(await entriesOf(zip(['a', 'bc'], { extra: 'xyz' }))).toEqual(['a', 'bc']);
  expect(await entriesOf(zip(['a'], { comment: 65_535 }))).toEqual(['a']);
  expect(await entriesOf(zip(['a'], { comment: 65_536 }))).toEqual([]);
  expect(await entriesOf(zip(['a']).subarray(0, -1))).toEqual([]);
  expect(await entriesOf(zip(['a'], { length: 70 }))).toEqual([]);
  expect(await entriesOf(Buffer.from('no zip'))).toEqual([]);
  const large = Buffer.concat([Buffer.alloc(2 ** 20 + 1), zip([], { length: 2 ** 20 + 1 })]);
  expect(await entriesOf(large)).toEqual([]);
});

test.each<[string, string[], boolean]>([
  ['docx', ['[Content_Types].xml', 'word/document.xml'], true],
  ['docx', ['word/document.xml'], false],
  ['docx', ['[Content_Types].xml', 'xl/book.xml'], false],
  ['docx', ['[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin'], false],
  ['xlsx', ['[Content_Types].xml', 'xl/book.xml'], true],
  ['xlsx', ['[Content_Types].xml', 'xl/book.xml', 'xl/macrosheets/1.xml'], false],
  ['pptx', ['[Content_Types].xml', 'ppt/show.xml'], true],
  ['zip', ['anything', 'vbaProject.bin'], true],
])('a %s with %j is taken: %s', async (signature, names, isTaken) => {
  const bytes = zip(names);

  expect(await withFile(bytes, (handle) => zipFits(handle, bytes.length, signature as 'zip'))).toBe(isTaken);
});

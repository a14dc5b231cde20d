// tests/attachments/files.ts: small files of every kind, made in code.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import sharp from 'sharp';
import type { TestBlog } from '../blog.ts';

const colours = { create: { width: 40, height: 30, channels: 3 as const, background: 'teal' } };

export const png = await sharp(colours).png().toBuffer();
export const jpeg = await sharp(colours).jpeg().toBuffer();
export const gif = await sharp(colours).gif().toBuffer();
export const webp = await sharp(colours).webp().toBuffer();

/** A zip of stored entries. */
export function zip(entries: Record<string, string | Buffer>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, given] of Object.entries(entries)) {
    const body = Buffer.from(given);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt32LE(zlib.crc32 ? zlib.crc32(body) : 0, 14);
    head.writeUInt32LE(body.length, 18);
    head.writeUInt32LE(body.length, 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    head.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(offset, 42);
    bodies.push(head, Buffer.from(name), body);
    directory.push(entry, Buffer.from(name));
    offset += 30 + name.length + body.length;
  }
  const length = directory.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(entries).length, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

/** An ISO base media box. */
export function box(type: string, ...content: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(content.map((one) => Buffer.from(one)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

/** A film of `size` bytes: a front that says so, then nothing. */
export function mp4(size = 2000): Buffer {
  const front = box('ftyp', 'isom\0\0\x02\0isomiso2mp41');
  return Buffer.concat([front, box('mdat', Buffer.alloc(Math.max(0, size - front.length - 8)))]);
}

export const mp3 = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\0'), Buffer.alloc(200)]);
export const pdf = Buffer.from('%PDF-1.4\n%âãÏÓ\n1 0 obj <</Type/Catalog>> endobj\ntrailer <<>>\n%%EOF\n');
export const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1000)]);
export const docx = zip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' });

/** Names of everything in the uploads folder but the folders themselves. */
export function filesIn(site: TestBlog): string[] {
  const { folder } = site.blog.storage;
  const all = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return all.filter((name) => fs.statSync(path.join(folder, name)).isFile()).toSorted();
}

/** Sends a file ahead, as the form's script does. */
export function sendAhead(site: TestBlog, name: string, body: Buffer, form_key = 'a-form-of-this-test') {
  return site.request.post('/attachments').field('form_key', form_key).attach('attachment', body, name);
}

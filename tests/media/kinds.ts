// tests/media/kinds.ts: small files of the kinds that phones and recorders make.
import sharp from 'sharp';
import { box } from '../attachments/files.ts';

const colours = { create: { width: 40, height: 30, channels: 3 as const, background: 'teal' } };

export const avif = await sharp(colours).avif({ effort: 0 }).toBuffer();
export const tiff = await sharp(colours).tiff().toBuffer();

/** 64 × 48 pixels in HEVC: a green band above, red below it on the left, blue on the right. */
export const heic = Buffer.from(
  [
    'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAa1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA',
    'AA5waXRtAAAAAAACAAAAEGlkYXQAAAAAAEAAMAAAADhpbG9jAQAAAERAAAIAAQAAAAAAAAHRAAEAAAAAAAAApAACAAEAAAAAAAAA',
    'AQAAAAAAAAAIAAAAOGlpbmYAAAAAAAIAAAAVaW5mZQIAAAEAAQAAaHZjMQAAAAAVaW5mZQIAAAAAAgAAZ3JpZAAAAADYaXBycAAA',
    'ALZpcGNvAAAAdmh2Y0MBA3AAAAAAAAAAAAAe8AD8/fj4AAAPAyAAAQAYQAEMAf//A3AAAAMAkAAAAwAAAwAeugJAIQABACpCAQED',
    'cAAAAwCQAAADAAADAB6gIIEFlurkprm4EBAwIAAAAwAgAAADACEiAAEABkQBwXPAiQAAABRpc3BlAAAAAAAAAEAAAABAAAAAFGlz',
    'cGUAAAAAAAAAQAAAADAAAAAQcGl4aQAAAAADCAgIAAAAGmlwbWEAAAAAAAAAAgABAoECAAICA4QAAAAaaXJlZgAAAAAAAAAOZGlt',
    'ZwACAAEAAQAAAKxtZGF0AAAAoCgBrwngFVuk/3U//twf/xsLMKomZ/zZ49Aca7yfzA5L8MWD9LOm7vAb7TKjEcOOODyKGHeS+eAl',
    'UgGnIstBLCZY5EiLw6/XNHWTj55Dcdhpa8T5AdoEGe4V81CLqYgxnHq4Mg5/idlE+xNMypmlFNCyqd254hQtPsBgIFmCfIRBAvag',
    'SKwAnsnpDXPXoZwJYN36Jj4FndFkknSACjSQcVg=',
  ].join(''),
  'base64',
);

/** A voice note as telephones record it: a front that says so, then nothing. */
export const m4a = Buffer.concat([box('ftyp', 'M4A \0\0\0\0M4A mp42isom'), box('mdat', Buffer.alloc(500))]);
export const ogg = Buffer.concat([
  Buffer.from('OggS\0\x02'),
  Buffer.alloc(22),
  Buffer.from('OpusHead\x01\x01'),
]);
export const wav = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt '), Buffer.alloc(100)]);
export const adts = Buffer.concat([Buffer.from([0xff, 0xf1, 0x50, 0x80]), Buffer.alloc(100)]);
export const webm = Buffer.concat([
  Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84]),
  Buffer.from('webm'),
  Buffer.alloc(100),
]);

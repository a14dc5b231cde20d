// tests/media/documents.test.ts: who wrote a PDF or an Office file, for whom and when, goes; the document itself stays whole.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import yauzl from 'yauzl';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { mediaSettings } from '../../src/media/settings.ts';
import { sendAhead, zip } from '../attachments/files.ts';
import { startBlog } from '../blog.ts';
import { leastHeld } from '../loop-meter.ts';
import { deflated, hostileDocuments, pdf, stream } from './documents-kit.ts';

const site = await startBlog();
const { db, storage } = site.blog;
const author = await site.signIn(await site.hasUser({ role: 'author' }));
let form = 0;

beforeEach(async () => {
  form += 1;
  await db('media').delete();
  await saveSettings(db, mediaSettings, { strip_metadata: true });
});

/** The bytes as they lie on the disk after a reader sent them. */
async function afterSending(name: string, body: Buffer): Promise<Buffer> {
  const answer = await sendAhead(site, name, body, `form-of-documents-${form}`);
  expect(answer.status).toBe(201);
  const { file } = await db('waiting_files').where({ id: answer.body.id }).first();
  return fs.readFileSync(path.join(storage.staging, file));
}

const info = (author: string) =>
  `<</Title (A paper)/Author ${author}/Creator (Secret Writer 5)/Producer<536563726574>/CreationDate (D:20260101)/ModDate(D:2026)/Company (Secret Ltd)/Keywords (sea, salt)>>`;
const xmp =
  '<?xpacket begin="\u00ef\u00bb\u00bf" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>Secret Ada</dc:creator></x:xmpmeta><?xpacket end="w"?>';

/** Objects 7 and 8 packed into one stream, as writers do since PDF 1.5. */
function packed(...objects: string[]): Buffer {
  let at = 0;
  const places = objects.map((object, index) => {
    const place = `${index + 7} ${at}`;
    at += object.length + 1;
    return place;
  });
  const front = `${places.join(' ')} `;
  const body = zlib.deflateSync(Buffer.from(front + objects.join(' '), 'latin1'));
  return stream(
    `3 0 obj\n<</Type/ObjStm/N ${objects.length}/First ${front.length}/Length LENGTH/Filter/FlateDecode>>`,
    body,
  );
}

/** All that a reader of the file could find in it, packed or not. */
function readable(bytes: Buffer): string {
  const texts = [bytes.toString('latin1')];
  for (let at = bytes.indexOf('stream\n'); at >= 0; at = bytes.indexOf('stream\n', at + 1)) {
    try {
      texts.push(
        zlib
          .inflateSync(bytes.subarray(at + 7), { finishFlush: zlib.constants.Z_SYNC_FLUSH })
          .toString('latin1'),
      );
    } catch {
      // not packed
    }
  }
  return texts.join('\n');
}

const trailer = 'trailer\n<</Root 1 0 R/Info 7 0 R>>\nstartxref\n0';
const root = '1 0 obj\n<</Type/Catalog/Author (Ada of the text)>>\nendobj\n';
test.each<[string, Buffer]>([
  ['in the information', pdf(root, `7 0 obj\n${info('(Secret Ada)')}\nendobj\n`, trailer)],
  ['with brackets in it', pdf(root, `7 0 obj\n${info('(Secret \\) (Ada) Secret)')}\nendobj\n`, trailer)],
  ['in hexadecimal', pdf(root, `7 0 obj ${info('<feff0053006500630072006500740020>')} endobj `, trailer)],
  [
    'saved twice',
    pdf(
      root,
      `7 0 obj\n${info('(Secret Ada)')}\nendobj\n`,
      trailer,
      `\n7 0 obj\n${info('(Secret Ben)')}\nendobj\n`,
      trailer,
    ),
  ],
  ['packed with others', pdf(root, packed(info('(Secret Ada)'), '<</Text (Secretary)>>'), trailer)],
  [
    'in XMP',
    pdf(root, `9 0 obj<</Type/Metadata/Subtype/XML/Length 300>>stream\n${xmp}\nendstream endobj\n`, trailer),
  ],
  [
    'in packed XMP',
    pdf(
      root,
      stream(
        '9 0 obj <</Type /Metadata /Subtype /XML /Filter /FlateDecode /Length LENGTH>>',
        zlib.deflateSync(Buffer.from(xmp)),
      ),
      trailer,
    ),
  ],
])('the author of a PDF %s is gone, and no byte has moved', async (_where, body) => {
  expect(/Secret|0053006500630072/.test(readable(body))).toBe(true);

  const kept = await afterSending('paper.pdf', body);

  const text = readable(kept).replaceAll('Secretary', '');
  expect(text).not.toMatch(/Secret|536563726574|0053006500630072|D:2026/);
  expect(kept.length).toBe(body.length);
  expect(text).toContain('Ada of the text');
  if (readable(body).includes('A paper')) expect(text).toContain('/Title (A paper)');
  if (readable(body).includes('Secretary')) expect(readable(kept)).toContain('(Secretary)');
});

const core =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>A paper</dc:title><dc:creator>Secret Ada</dc:creator><cp:lastModifiedBy>Secret Ben</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:created></cp:coreProperties>';
const app =
  '<Properties><Template>Secret.dotx</Template><Company>Secret Ltd</Company><Manager>Secret</Manager><Pages>3</Pages></Properties>';
const custom =
  '<Properties><property pid="2" name="Owner"><vt:lpwstr>Secret@example.com</vt:lpwstr></property></Properties>';
const odf =
  '<office:document-meta><office:meta><dc:title>A paper</dc:title><meta:initial-creator>Secret Ada</meta:initial-creator><dc:creator>Secret Ben</dc:creator><dc:date>2026-01-01</dc:date><meta:user-defined meta:name="x">Secret</meta:user-defined></office:meta></office:document-meta>';
const word = {
  '[Content_Types].xml': '<Types/>',
  'word/document.xml': '<w>Ada wrote the Secretary</w>',
  'docProps/core.xml': core,
  'docProps/app.xml': app,
  'docProps/custom.xml': custom,
};
const odt = {
  mimetype: 'application/vnd.oasis.opendocument.text',
  'content.xml': '<c>Ada</c>',
  'meta.xml': odf,
};

/** Entries as a reader of zips sees them; it checks sizes and checksums. */
function entriesIn(bytes: Buffer): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    const found: Record<string, string> = {};
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, file) => {
      if (error) return reject(error);
      file.on('entry', (entry: yauzl.Entry) => {
        file.openReadStream(entry, (failure, content) => {
          if (failure) return reject(failure);
          const pieces: Buffer[] = [];
          content.on('data', (piece: Buffer) => pieces.push(piece));
          content.on('error', reject);
          content.on('end', () => {
            const body = Buffer.concat(pieces);
            if (zlib.crc32(body) !== entry.crc32) reject(new Error(`checksum of ${entry.fileName}`));
            found[entry.fileName] = body.toString();
            file.readEntry();
          });
        });
      });
      file.on('end', () => resolve(found));
      file.readEntry();
    });
  });
}

test.each<[string, Buffer]>([
  ['paper.docx', zip(word)],
  ['packed.docx', deflated(word)],
  ['streamed.docx', deflated(word, { has_descriptors: true })],
  ['sheet.xlsx', deflated({ ...word, 'xl/workbook.xml': '<x/>' })],
  ['slides.pptx', deflated({ ...word, 'ppt/presentation.xml': '<x/>' })],
  ['paper.odt', deflated(odt)],
])('%s loses its authors and stays a whole zip', async (name, body) => {
  const before = await entriesIn(body);
  const kept = await afterSending(name, body);

  const after = await entriesIn(kept);
  const text = Object.values(after).join('\n').replaceAll('Secretary', '');
  expect(kept.length).toBe(body.length);
  expect(Object.keys(after)).toEqual(Object.keys(before));
  expect(text).not.toMatch(/Secret|2026-01-01/);
  expect(text).toContain('<dc:title>A paper</dc:title>');
  for (const part of ['word/document.xml', 'content.xml']) expect(after[part]).toBe(before[part]);
});

test('RTF loses its author', async () => {
  const body = Buffer.from(
    '{\\rtf1{\\info{\\title A paper}{\\author Secret Ada}{\\operator Secret}{\\*\\company Secret}}Ada wrote {\\b this}.}',
  );

  const kept = (await afterSending('paper.rtf', body)).toString();

  expect(kept).not.toContain('Secret');
  expect(kept).toContain('{\\title A paper}{\\author');
  expect(kept).toContain('Ada wrote {\\b this}.');
});

test('files of the library keep their authors where the owner wants that; those of readers never', async () => {
  await saveSettings(db, mediaSettings, { strip_metadata: false });
  const body = deflated(word);

  await author.post('/admin/media/upload').attach('file', body, 'paper.docx');
  const { file } = await db('media').first();
  const ofReader = await afterSending('paper.docx', body);

  expect(fs.readFileSync(storage.path(file)).equals(body)).toBe(true);
  expect(Object.values(await entriesIn(ofReader)).join()).not.toContain('Secret Ada');
});

test.each<[string, string, Buffer]>([
  ['a PDF', 'signed.pdf', signedPdf()],
  ['a Word file', 'signed.docx', deflated({ ...word, '_xmlsignatures/sig1.xml': '<Signature/>' })],
  ['an OpenDocument file', 'signed.odt', deflated({ ...odt, 'META-INF/documentsignatures.xml': '<s/>' })],
])('%s that is signed stays as it is, for its signature covers it', async (_what, name, body) => {
  expect((await afterSending(name, body)).equals(body)).toBe(true);
});

function signedPdf(): Buffer {
  const signature = '8 0 obj\n<</Type/Sig/ByteRange [0 840 960 240]/Contents<00ff>>>\nendobj\n';
  return pdf(root, `7 0 obj\n${info('(Secret Ada)')}\nendobj\n`, signature, trailer);
}

test.each(hostileDocuments)('a document of %s holds nobody up', async (_what, name, make) => {
  const body = make();

  const held = await leastHeld(200, () => sendAhead(site, name, body, `form-of-hostile-${(form += 1)}`));

  expect(held.result.status).toBe(201);
  expect(held.longest).toBeLessThan(400);
  expect(held.all).toBeLessThan(4000);
});

test('what is put together otherwise is taken as it is', async () => {
  const odd = pdf('7 0 obj\n<</Author (Ada', '\ntrailer <</Info 7 0 R>>');
  const lying = deflated(word);
  lying.writeUInt32LE(0xffff_ffff, lying.lastIndexOf('PK\x05\x06', undefined, 'latin1') + 16);

  expect((await afterSending('odd.pdf', odd)).equals(odd)).toBe(true);
  expect((await sendAhead(site, 'lying.docx', lying, 'form-of-lying-docx')).status).toBe(415);
});

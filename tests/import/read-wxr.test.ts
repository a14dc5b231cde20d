// tests/import/read-wxr.test.ts: exports are read whole, in small memory, and hostile ones not at all.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { parseXml, readXml } from '../../src/base/xml/read.ts';
import { readWxr } from '../../src/import/wxr/read-wxr.ts';
import type { WxrRecord } from '../../src/import/wxr/wxr.ts';
import { processorTime } from '../processor-time.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-wxr-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const fixture = path.resolve(import.meta.dirname, '../fixtures/wxr/harbour.xml');

async function records(text: string | Buffer, size = 64): Promise<WxrRecord[]> {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  const found: WxrRecord[] = [];
  for await (const { record } of readWxr(Readable.from(chunks))) found.push(record);
  return found;
}

const wxr = (inside: string, version = '1.2') =>
  `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/${version}/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/${version}/"><channel><title>Old</title>
<wp:base_blog_url>http://old.example</wp:base_blog_url>${inside}</channel></rss>`;

test.each(['1.0', '1.1', '1.2'])(
  'an export of version %s gives its records, however it is cut',
  async (version) => {
    const text = fs.readFileSync(fixture, 'utf8').replaceAll('/export/1.2/', `/export/${version}/`);

    const byFew = await records(text, 7);
    const atOnce = await records(text, 1_000_000);

    expect(byFew).toEqual(atOnce);
    expect(atOnce.map(({ kind }) => kind)).toContain('author');
    const item = atOnce.find((record) => record.kind === 'item')!;
    expect(item).toMatchObject({
      fields: { post_id: '11', status: 'publish', creator: 'mara' },
      excerpt: 'Short words on ropes.',
      terms: [
        { taxonomy: 'category', slug: 'knots', name: 'Knots & ropes' },
        { taxonomy: 'post_tag', slug: 'rope', name: 'rope' },
      ],
    });
    expect(item.content).toContain('<p>A rope has two ends');
    expect(item.comments.map(({ fields }) => [fields.id, fields.parent])).toEqual([
      ['22', '21'],
      ['21', '0'],
      ['23', '0'],
    ]);
  },
);

test('control characters of real exports are dropped, not fatal', async () => {
  const found = await records(wxr('<item><title>Bell\u0007 and\u0000 \u000bshell</title></item>'), 11);

  expect(found.at(-1)).toMatchObject({ fields: { title: 'Bell and shell' } });
});

test('an export in another charset is read by its declaration', async () => {
  const text = wxr('<item><title>Größe</title></item>').replace('UTF-8', 'ISO-8859-1');

  const found = await records(Buffer.from(text, 'latin1'));

  expect(found.at(-1)).toMatchObject({ fields: { title: 'Größe' } });
});

test('comments of one item come in bounded batches', async () => {
  const one = (id: number) => `<wp:comment><wp:comment_id>${id}</wp:comment_id></wp:comment>`;
  const many = Array.from({ length: 450 }, (_, index) => one(index + 1)).join('');

  const found = await records(wxr(`<item><title>Busy</title>${many}</item>`), 4096);

  const sizes = found.map((record) => ('comments' in record ? record.comments.length : 0));
  expect(sizes).toEqual([0, 200, 200, 50]);
});

test('what stood before a mistake is handed out, and the line is named', async () => {
  const found: WxrRecord[] = [];
  const text = `${wxr('<item><title>First</title></item>\n<item><title>Second</oops>')}`;

  const reading = async () => {
    for await (const { record } of readWxr(Readable.from([Buffer.from(text)]))) found.push(record);
  };

  await expect(reading()).rejects.toThrow(/^line 6: /);
  expect(found.at(-1)).toMatchObject({ fields: { title: 'First' } });
});

const bomb = Array.from({ length: 12 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('');
const long = 'a'.repeat(100_000);
test.each([
  ['billion laughs', `<!DOCTYPE x [<!ENTITY e0 "ha">${bomb}]><x>&e12;</x>`],
  ['quadratic blow-up', `<!DOCTYPE x [<!ENTITY a "${long}">]><x>${'&a;'.repeat(10_000)}</x>`],
  ['an external entity', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'],
  ['a harmless DTD', '<!DOCTYPE x><x/>'],
  ['an undefined entity', '<x>&ha;</x>'],
  ['deep nesting', '<x>'.repeat(100_000)],
  ['many attributes', `<x ${Array.from({ length: 10_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`],
  ['no XML', 'PK\u0003\u0004 not at all'],
  ['nothing', ''],
  ['half a document', '<x><y>'],
])('refused at once: %s (D2, D3)', async (_name, text) => {
  const { spent } = await processorTime(() => expect(() => parseXml(text)).toThrow(/^line \d+: /));

  expect(spent).toBeLessThan(2000);
});

test('a text without end is given up, not collected (D2)', async () => {
  async function* endless() {
    yield Buffer.from('<x><![CDATA[');
    for (;;) yield Buffer.alloc(64 * 1024, 'a');
  }

  const reading = async () => {
    for await (const _ of readXml(endless(), { limits: { text: 1_000_000 } }));
  };

  await expect(reading()).rejects.toThrow('longer than 1000000 characters');
});

test('a large export is read in small memory, and fast', { timeout: 60_000 }, async () => {
  const file = path.join(folder, 'large.xml');
  const out = fs.openSync(file, 'w');
  const [head, tail] = wxr('HERE').split('HERE') as [string, string];
  const comment = `<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_content><![CDATA[${'word '.repeat(100)}]]></wp:comment_content></wp:comment>`;
  const item = `<item><title>One</title><content:encoded><![CDATA[${'Some words. '.repeat(800)}]]></content:encoded>${comment.repeat(20)}</item>\n`;
  fs.writeSync(out, head);
  for (let written = 0; written < 110e6; written += item.length * 50) fs.writeSync(out, item.repeat(50));
  fs.writeSync(out, tail);
  fs.closeSync(out);

  const script = path.resolve(import.meta.dirname, 'read-large.ts');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--expose-gc', '--max-old-space-size=96', '--import', 'tsx', script, file],
    { cwd: path.resolve(import.meta.dirname, '../..') },
  );

  const { items, growth } = JSON.parse(stdout) as { items: number; growth: number };
  expect(items).toBeGreaterThan(4000);
  expect(growth).toBeLessThan(24e6);
});

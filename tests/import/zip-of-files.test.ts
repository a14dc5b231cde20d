// tests/import/zip-of-files.test.ts: a copy of the old site's files comes along as a ZIP file, and what a hostile one may do.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import type { Media } from '../../src/media/media.ts';
import { filesOfZip } from '../../src/import/files.ts';
import { isUnreadable } from '../../src/import/unreadable.ts';
import { startBlog } from '../blog.ts';
import { attachment, wxr } from './kit.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-zips-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

async function zipOf(files: Record<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, body] of Object.entries(files)) zip.addBuffer(body, name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

const written = (name: string, bytes: Buffer): string => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, bytes);
  return file;
};

const picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'teal' } })
  .png()
  .toBuffer();
const old = 'https://old.example/wp-content/uploads/2025/03';
const file = Buffer.from(
  wxr(attachment(15, `${old}/quay.png`) + attachment(16, `${old}/gone.png`), 'https://old.example'),
);

test('the admin takes it beside the export, and the table says what was not in it', async () => {
  const site = await startBlog();
  const owner = await site.signIn(await site.hasUser({ role: 'administrator' }));
  const zip = await zipOf({
    'backup/wp-content/uploads/2025/03/quay.png': picture,
    '__MACOSX/backup/wp-content/uploads/2025/03/._quay.png': Buffer.from('x'),
  });

  const sent = await owner
    .post('/admin/import')
    .attach('file', file, 'old.xml')
    .attach('uploads', zip, 'uploads.zip');
  await site.work();
  const page = await owner.get(sent.headers.location!);

  expect(sent.status).toBe(303);
  expect(page.text).toMatch(/<th scope="row">files<\/th>\s*<td>1<\/td>\s*<td>0<\/td>\s*<td>1<\/td>/);
  expect(page.text).toContain('not in the ZIP file');
  const media = await site.blog.db<Media>('media').where({ id: 15 }).first();
  expect((await site.request.get(`/uploads/${media!.file}`)).headers['content-type']).toBe('image/png');
  // Nothing of what was sent stays.
  expect(fs.readdirSync(path.join(site.blog.storage.folder, '.imports'))).toEqual([]);
});

test('an export of Ghost and an address come in by the same form', async () => {
  const site = await startBlog();
  const owner = await site.signIn(await site.hasUser({ role: 'administrator' }));
  const ghost = JSON.stringify({
    db: [
      {
        meta: {},
        data: {
          posts: [
            {
              id: 'a1',
              title: 'Hello',
              slug: 'hello',
              status: 'published',
              html: '<img src="__GHOST_URL__/content/images/x.png">',
            },
          ],
        },
      },
    ],
  });

  const sent = await owner
    .post('/admin/import')
    .attach('file', Buffer.from(ghost), 'ghost.json')
    .field('address', 'https://old.example');
  await site.work();
  const list = await owner.get('/admin/import');

  expect((await owner.get(sent.headers.location!)).text).toContain('Done');
  expect(list.text).toMatch(/ghost\.json<\/a><\/th>\s*<td>Ghost<\/td>/);
  expect(await site.blog.db<Media>('media').select('remote_url')).toEqual([
    { remote_url: 'https://old.example/content/images/x.png' },
  ]);
});

test.each([
  ['no ZIP file', Buffer.from('PK no zip')],
  ['cut short', (await zipOf({ 'a.png': picture })).subarray(0, -30)],
])('uploads that are %s are refused at once, and nothing is kept', async (_name, bytes) => {
  const site = await startBlog();
  const owner = await site.signIn(await site.hasUser({ role: 'administrator' }));

  const answer = await owner
    .post('/admin/import')
    .attach('file', file, 'x.xml')
    .attach('uploads', bytes, 'u.zip');

  expect(answer.status).toBe(422);
  expect(answer.text).toContain('The ZIP file cannot be read');
  expect(fs.readdirSync(path.join(site.blog.storage.folder, '.imports'))).toEqual([]);
});

test('an address that is none is refused with a sentence', async () => {
  const site = await startBlog();
  const owner = await site.signIn(await site.hasUser({ role: 'administrator' }));

  const answer = await owner
    .post('/admin/import')
    .attach('file', file, 'x.xml')
    .field('address', 'javascript:alert(1)');

  expect([answer.status, answer.text.includes('begins with https://')]).toEqual([422, true]);
});

test('a path that leads out of the archive ends it; what is packed like a bomb is not unpacked', async () => {
  const evil = await zipOf({ 'aa/evil.png': picture });
  const named = Buffer.from(evil.toString('latin1').replaceAll('aa/evil', '../evil'), 'latin1');
  const bomb = written('bomb.zip', await zipOf({ 'a.png': Buffer.alloc(40_000_000), 'b.png': picture }));

  const refused = await filesOfZip(written('evil.zip', named)).catch((error: unknown) => error);
  const files = await filesOfZip(bomb);

  expect(isUnreadable(refused) && refused.message).toContain('leads out of it');
  expect(await files.find(['a.png'])).toBeUndefined();
  expect(await files.find(['b.png'])).toEqual(picture);
  expect(await files.find(['c.png', 'no/b.png'])).toBeUndefined();
  await files.close();
});

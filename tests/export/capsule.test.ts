// tests/export/capsule.test.ts: everything of a blog in one file: made by the admin and the command, checked, read from disk.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPromise } from 'yauzl';
import { capsuleCommand } from '../../src/export/capsule/command.ts';
import { makeCapsule } from '../../src/export/capsule/make-capsule.ts';
import { verifyCapsule } from '../../src/export/capsule/verify.ts';
import { startBrowser } from '../browser.ts';
import { contentOf, exportText } from './exported.ts';
import { startFullBlog } from './full-blog.ts';

const { site, ids } = await startFullBlog();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-capsule-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const file = path.join(folder, 'blog.zip');
const unpacked = path.join(folder, 'unpacked');

beforeAll(async () => {
  const { storage, db } = site.blog;
  fs.mkdirSync(path.join(storage.folder, '2026/07'), { recursive: true });
  fs.writeFileSync(path.join(storage.folder, '2026/07/abcdef.png'), 'a picture');
  fs.writeFileSync(path.join(storage.folder, '2026/07/reader.png'), 'another');
  const open = await site.hasPost({
    title: 'Open post',
    slug: 'open',
    html: `<p>See <a href="/?page_id=${ids.page}">the page</a>, <a href="http://blog.example/?s=rope">a search</a> and <img src="/uploads/2026/07/abcdef.png" alt="quay">.</p>`,
  });
  await db('posts').where({ id: open.id }).update({ parent_id: null });
  for (let number = 0; number < 25; number += 1)
    await site.hasPost({
      title: `Older ${number}`,
      slug: `older-${number}`,
      published_at: new Date(`2026-06-${String(number + 1).padStart(2, '0')}T10:00:00Z`),
    });
  await makeCapsule(site.blog, file);
  await unpack(file, unpacked);
}, 120_000);

async function unpack(from: string, to: string): Promise<void> {
  const zip = await openPromise(from);
  for await (const entry of zip.eachEntry()) {
    const target = path.join(to, entry.fileName);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    const pieces: Buffer[] = [];
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
    fs.writeFileSync(target, Buffer.concat(pieces));
  }
}

const all = () =>
  fs
    .readdirSync(unpacked, { recursive: true, encoding: 'utf8' })
    .filter((name) => fs.statSync(path.join(unpacked, name)).isFile());
const read = (name: string) => fs.readFileSync(path.join(unpacked, name), 'utf8');

test('it is whole, by its own list and by the tools of others', async () => {
  const verified = await verifyCapsule(file);

  expect(verified.problems).toEqual([]);
  expect(verified.files).toBe(all().length - 1);
  const said = execFileSync('sha256sum', ['-c', '--quiet', 'manifest-sha256.txt'], {
    cwd: unpacked,
    encoding: 'utf8',
  });
  expect(said).toBe('');
  expect(fs.readdirSync(folder).toSorted()).toEqual(['blog.zip', 'unpacked']);
});

test('it holds the texts in WordPress’s format, the records, and every file; no secret', async () => {
  expect(await contentOf(read('wordpress-export.xml'))).toEqual(await contentOf(await exportText(site.blog)));
  const users = read('data/users.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(users.map(({ login }) => login)).toContain('ada');
  expect(users.some((user) => 'password_hash' in user)).toBe(false);
  expect(read('data/comments.jsonl')).toContain('Held, with a picture ]]>');
  expect(read('files/2026/07/abcdef.png')).toBe('a picture');
  expect(read('files/2026/07/reader.png')).toBe('another');
});

test('public pages are there, and those of no stranger are not', () => {
  const pages = all().filter((name) => name.startsWith('site/') && name.endsWith('index.html'));

  for (const page of [
    'site/index.html',
    'site/page/2/index.html',
    'site/2026/08/01/open/index.html',
    'site/top/child/index.html',
    'site/category/häfen/index.html',
    'site/2026/06/index.html',
  ])
    expect(pages).toContain(page);
  const text = pages.map(read).join('\n');
  expect(text).toContain('Older 3');
  expect(text).not.toContain('Held, with a picture');
  expect(text).not.toContain('*star*');
  expect(text).not.toContain('gallery ids');
});

test('each link of each page leads to a file that is there, or away', () => {
  const wrong: string[] = [];
  for (const page of all().filter((name) => name.endsWith('.html'))) {
    for (const [, address] of read(page).matchAll(/(?:href|src)="([^"#]+)/g)) {
      if (/^(?:https?|mailto|data):/.test(address!)) continue;
      const target = path.join(
        unpacked,
        path.dirname(page),
        decodeURIComponent(address!.replaceAll('&amp;', '&')),
      );
      if (!fs.existsSync(target)) wrong.push(`${page} → ${address}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('a browser reads it from disk, with its style, from page to page', async () => {
  const browser = await startBrowser();
  const page = await browser.newPage();
  await page.goto(pathToFileURL(path.join(unpacked, 'site/index.html')).href);

  await page.getByRole('link', { name: 'Open post' }).first().click();
  const heading = await page.getByRole('heading', { name: 'Open post' }).first().isVisible();
  const isStyled = await page.evaluate<boolean>(
    'document.styleSheets.length > 0 && getComputedStyle(document.body).marginTop !== "8px"',
  );
  const away = await page.getByRole('link', { name: 'a search' }).getAttribute('href');
  await page.getByRole('link', { name: 'the page' }).click();

  expect(heading).toBe(true);
  expect(isStyled).toBe(true);
  expect(away).toBe('http://blog.example/?s=rope');
  expect(page.url()).toContain('site/top/child/index.html');
});

test('one cut short, or damaged, is told with the file named', async () => {
  const bytes = fs.readFileSync(file);
  const cut = path.join(folder, 'cut.zip');
  const damaged = path.join(folder, 'damaged.zip');
  const at = bytes.indexOf('files/2026/07/abcdef.png') + 'files/2026/07/abcdef.png'.length;
  fs.writeFileSync(cut, bytes.subarray(0, at + 24));
  const changed = Buffer.from(bytes);
  changed.write('A picture', bytes.indexOf('a picture', at));
  fs.writeFileSync(damaged, changed);

  const ofCut = await verifyCapsule(cut);
  const ofDamaged = await verifyCapsule(damaged);
  const code = await capsuleCommand.run(site.blog, ['verify', cut]);

  expect(ofCut.problems.join()).toContain('files/2026/07/abcdef.png');
  expect(ofCut.problems.join()).toContain('cut short');
  expect(ofDamaged.problems).toEqual(['files/2026/07/abcdef.png: is damaged (its checksum is another).']);
  expect(code).toBe(1);
});

test('the admin makes one in the background and gives it to administrators alone', async () => {
  const owner = await site.signIn(await site.hasUser({ role: 'administrator' }));
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

  const refused = await editor.post('/admin/capsules').type('form').send({});
  await owner.post('/admin/capsules').type('form').send({});
  const waiting = await owner.get('/admin/capsules');
  const early = await owner.get('/admin/capsules/1/file');
  await site.work();
  const ready = await owner.get('/admin/capsules');
  const sent = await owner.get('/admin/capsules/1/file');
  const notSent = await editor.get('/admin/capsules/1/file');
  const stranger = await site.request.get('/admin/capsules/1/file');
  const { file: name } = await site.blog.db('capsules').first();
  const served = await site.request.get(`/uploads/.exports/${name}`);
  await owner.post('/admin/capsules/1/delete').type('form').send({});

  expect(refused.status).toBe(403);
  expect(waiting.text).toContain('Waiting for its turn.');
  expect(early.status).toBe(404);
  expect(ready.text).toContain('Download');
  expect(sent.headers['content-disposition']).toContain('blog.example.2026-08-01.zip');
  expect(notSent.status).toBe(403);
  expect(stranger.status).not.toBe(200);
  expect(served.status).toBe(404);
  expect(fs.readdirSync(path.join(site.blog.storage.folder, '.exports'))).toEqual([]);
});

// tests/backup/backup.test.ts: a backup of a running blog, and the blog that is restored from it.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import crypto from 'node:crypto';
import pg from 'pg';
import { afterAll, expect, inject, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { connectDatabase } from '../../src/base/database/database.ts';
import { openStorage } from '../../src/base/storage/storage.ts';
import { copyUploads } from '../../src/backup/copy-uploads.ts';
import { letGo, makeBackup } from '../../src/backup/make-backup.ts';
import { backupsIn, readManifest } from '../../src/backup/manifest.ts';
import { restore } from '../../src/backup/restore.ts';
import type { Blog } from '../../src/blog.ts';
import { features } from '../../src/features.ts';
import supertest from 'supertest';
import { startFullBlog } from '../export/full-blog.ts';
import { contentOf, exportText } from '../export/exported.ts';
import { startBlog } from '../blog.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-backup-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const backups = path.join(folder, 'backups');
const { site } = await startFullBlog();
const uploads = site.blog.storage.folder;
const put = (key: string, words: string) => {
  fs.mkdirSync(path.dirname(path.join(uploads, key)), { recursive: true });
  fs.writeFileSync(path.join(uploads, key), words);
};
put('2026/07/abcdef.png', 'a picture');

async function emptyDatabase() {
  const database = `test_${crypto.randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ ...inject('postgres'), database: 'postgres' });
  await client.connect();
  await client.query(`CREATE DATABASE ${database}`);
  await client.end();
  return { ...inject('postgres'), database };
}

/** Two in one second would have one name. */
const older = (name: string, as: string) => fs.renameSync(path.join(backups, name), path.join(backups, as));

test('what is restored is the same blog: rows, numbers, files, and its pages', async () => {
  const { name, manifest } = await makeBackup(site.blog, backups);
  const connection = await emptyDatabase();
  const to = path.join(folder, 'uploads');

  await restore(path.join(backups, name), to, connection);

  const db = connectDatabase(connection);
  const storage = await openStorage(to);
  const blog: Blog = { ...site.blog, db, connection, storage };
  expect(manifest.uploads).toMatchObject({ files: 1, bytes: 9, copied: 9, missing: ['2026/07/reader.png'] });
  expect(fs.readFileSync(path.join(to, '2026/07/abcdef.png'), 'utf8')).toBe('a picture');
  expect(await contentOf(await exportText(blog))).toEqual(await contentOf(await exportText(site.blog)));
  for (const table of [
    'users',
    'posts',
    'comments',
    'media',
    'terms',
    'menu_items',
    'attachments',
    'settings',
  ])
    expect(await db(table).orderBy(1).select(), table).toEqual(await site.blog.db(table).orderBy(1).select());
  const page = await supertest(createApp(blog, features)).get('/top/child/');
  expect(page.text).toContain('Child');
  // Numbers go on, and keys hold again.
  const [{ id }] = await db('terms')
    .insert({ taxonomy: 'category', name: 'New', slug: 'new' })
    .returning('id');
  expect(id).toBeGreaterThan((await site.blog.db('terms').max('id'))[0]!.max);
  await expect(db('comments').insert({ post_id: 999_999, status: 'hold', content: '' })).rejects.toThrow(
    'foreign key',
  );
  await db.destroy();
  older(name, '2026-01-01T00-00-00Z');
});

test('a filled target is refused, and stays as it is', async () => {
  const backup = path.join(backups, '2026-01-01T00-00-00Z');
  const filled = path.join(folder, 'filled');
  fs.mkdirSync(filled);
  fs.writeFileSync(path.join(filled, 'mine.txt'), 'mine');
  const other = await startBlog();
  const before = await other.hasPost();

  await expect(restore(backup, path.join(folder, 'none'), other.blog.connection)).rejects.toThrow(
    'not empty',
  );
  await expect(restore(backup, filled, await emptyDatabase())).rejects.toThrow('mine.txt');

  expect(await other.blog.db('posts').count()).toEqual([{ count: 1 }]);
  expect(await other.blog.db('posts').first()).toMatchObject({ title: before.title });
  expect(fs.existsSync(path.join(folder, 'none'))).toBe(false);
  expect(fs.readdirSync(filled)).toEqual(['mine.txt']);
});

test('a damaged backup is refused with the file named, and the next restore of a good one begins anew', async () => {
  const good = path.join(backups, '2026-01-01T00-00-00Z');
  const bad = path.join(folder, 'bad');
  fs.cpSync(good, bad, { recursive: true });
  const table = path.join(bad, 'database/own.posts.copy.gz');
  fs.writeFileSync(table, fs.readFileSync(table).subarray(0, 100));
  const connection = await emptyDatabase();
  const to = path.join(folder, 'again');

  await expect(restore(bad, to, connection)).rejects.toThrow('own.posts.copy.gz is damaged');
  await restore(good, to, connection);

  const db = connectDatabase(connection);
  expect((await db('posts').count())[0]).toEqual((await site.blog.db('posts').count())[0]);
  await db.destroy();
});

test('a list of files that leads out of the uploads is refused', async () => {
  const bad = path.join(folder, 'slip');
  fs.cpSync(path.join(backups, '2026-01-01T00-00-00Z'), bad, { recursive: true });
  const line = JSON.stringify({ key: '../../escaped', size: 1, changed: 0, sha256: '0'.repeat(64) });
  fs.writeFileSync(path.join(bad, 'uploads.jsonl'), `${line}\n`);
  const manifest = readManifest(bad);
  const sha256 = crypto.createHash('sha256').update(`${line}\n`).digest('hex');
  fs.writeFileSync(
    path.join(bad, 'manifest.json'),
    JSON.stringify({ ...manifest, uploads: { ...manifest.uploads, sha256 } }),
  );

  await expect(restore(bad, path.join(folder, 'slipped'), await emptyDatabase())).rejects.toThrow('damaged');

  expect(fs.existsSync(path.join(folder, 'escaped'))).toBe(false);
});

test('files that are in the backup before are not copied again; those that changed are', async () => {
  put('2026/07/second.png', 'new here');

  const { name, manifest } = await makeBackup(site.blog, backups);

  const inode = (backup: string) => fs.statSync(path.join(backups, backup, 'uploads/2026/07/abcdef.png')).ino;
  expect(manifest.uploads).toMatchObject({ files: 2, bytes: 17, copied: 8 });
  expect(inode(name)).toBe(inode('2026-01-01T00-00-00Z'));
  put('2026/07/abcdef.png', 'A PICTURE');
  fs.utimesSync(path.join(uploads, '2026/07/abcdef.png'), 1, 1);
  const changed = fs.mkdtempSync(path.join(folder, 'changed-'));
  expect(await copyUploads(uploads, changed, path.join(backups, name))).toMatchObject({ copied: 9 });
  expect(fs.readFileSync(path.join(backups, name, 'uploads/2026/07/abcdef.png'), 'utf8')).toBe('a picture');
});

test('the snapshot is of one moment, whatever is written meanwhile', async () => {
  const before = Number((await site.blog.db('comments').count())[0]!.count);
  let made = 0;
  older(backupsIn(backups).at(-1)!, '2026-01-02T00-00-00Z');

  const { manifest } = await makeBackup(site.blog, backups, (words) => {
    // Attachments are dumped first: comments that come now belong to no moment that was seen.
    if (words.startsWith('the database: ') && made++ === 0) void site.hasComment({ post_id: 1 });
  });

  const rows = manifest.dump.tables.find(({ name }) => name === 'comments')!.rows;
  expect(rows).toBe(before);
});

test('old ones go, and what they shared stays', async () => {
  const gone = letGo(backups, 1);

  expect(gone).toEqual(['2026-01-01T00-00-00Z', '2026-01-02T00-00-00Z']);
  const [left] = backupsIn(backups);
  expect(fs.readFileSync(path.join(backups, left!, 'uploads/2026/07/second.png'), 'utf8')).toBe('new here');
});

test('a folder among the uploads is refused: they are served', async () => {
  await expect(makeBackup(site.blog, path.join(uploads, 'backups'))).rejects.toThrow('lies in the uploads');
});

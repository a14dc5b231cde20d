// tests/backup/daily.test.ts: the daily backup, its screen, and who may see it.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { backupsIn } from '../../src/backup/manifest.ts';
import { planDaily } from '../../src/backup/daily.ts';
import { startBlog } from '../blog.ts';

const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-daily-')), 'backups');
afterAll(() => fs.rmSync(path.dirname(folder), { recursive: true }));
const site = await startBlog({ BACKUP_DIR: folder });
const owner = await site.signIn(await site.hasUser({ role: 'administrator' }));

test('nothing is made before somebody asks for it, nor at another hour', async () => {
  await planDaily(site.blog);
  await site.work();
  expect(backupsIn(folder)).toEqual([]);

  await owner
    .post('/admin/settings/backup')
    .type('form')
    .send({ backup_daily: '1', backup_hour: '3', backup_keep: '1' });
  await planDaily(site.blog);
  await site.work();
  expect(backupsIn(folder)).toEqual([]);
});

test('at its hour one is made, and those beyond the number go', async () => {
  fs.mkdirSync(path.join(folder, '2020-01-01T00-00-00Z'), { recursive: true });
  site.setTime('2026-08-02T03:11:00Z');

  await planDaily(site.blog);
  await site.work();
  const shown = await owner.get('/admin/settings/backup');

  const [name, ...more] = backupsIn(folder);
  expect(more).toEqual([]);
  expect(name).not.toContain('2020');
  expect(shown.text).toContain(name);
  expect(fs.statSync(path.join(folder, name!)).mode & 0o077).toBe(0);
});

test('an editor neither sees the screen nor makes one', async () => {
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

  expect((await editor.get('/admin/settings/backup')).status).toBe(403);
  expect((await editor.post('/admin/settings/backup/now').type('form').send({})).status).toBe(403);
  expect(
    (
      await owner
        .post('/admin/settings/backup/now')
        .set('Origin', 'https://evil.example')
        .type('form')
        .send({})
    ).status,
  ).toBe(403);
});

test('a number out of bounds is refused with what was typed', async () => {
  const answer = await owner
    .post('/admin/settings/backup')
    .type('form')
    .send({ backup_daily: '1', backup_hour: '99', backup_keep: '0' });

  expect(answer.status).toBe(422);
  expect(answer.text).toContain('value="99"');
});

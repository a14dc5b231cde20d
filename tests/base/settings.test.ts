// tests/base/settings.test.ts: who reads which value while settings change: copies of a process, and transactions.
import { expect, test } from 'vitest';
import { inTransaction } from '../../src/base/database/database.ts';
import { general } from '../../src/base/settings/general.ts';
import { saveSettings, settings } from '../../src/base/settings/settings.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const title = async () => /<title>([^<]*)/.exec((await site.request.get('/')).text)![1];

test('what a transaction saves is read in it at once, and by nobody when it fails', async () => {
  await saveSettings(db, general, { blogname: 'Before' });
  let within = '';

  const failed = inTransaction(site.blog, async (blog) => {
    await saveSettings(blog.db, general, { blogname: 'Never' });
    within = (await settings(blog.db, general)).blogname;
    throw new Error('the power went');
  });

  await expect(failed).rejects.toThrow('the power went');
  expect(within).toBe('Never');
  expect(await title()).toBe('Before');
});

test('a transaction reads what another process has just saved; pages read it when they are told', async () => {
  await saveSettings(db, general, { blogname: 'Old' });
  const before = await title();
  await db('settings')
    .where({ name: 'blogname' })
    .update({ value: JSON.stringify('New') });

  const { blogname } = await inTransaction(site.blog, (blog) => settings(blog.db, general));
  const copied = await title();
  await saveSettings(db, general, { blogdescription: 'Told' });

  expect([before, blogname, copied]).toEqual(['Old', 'New', 'Old']);
  expect(await title()).toContain('New');
});

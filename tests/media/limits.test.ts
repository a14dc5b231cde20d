// tests/media/limits.test.ts: how large files may be is said once: what depends on it follows, and no other file says it.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { attachmentSettings } from '../../src/attachments/settings.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import {
  fileLimits,
  formBytes,
  minStagingQuota,
  mostFilesOfForm,
  mostMegabytes,
} from '../../src/media/limits.ts';
import { png, sendAhead } from '../attachments/files.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const agent = await site.signIn(await site.hasUser({ role: 'administrator' }));
const screen = '/admin/settings/attachments';

test('the owner’s limit goes as far as the bound, not beyond it, and the comment form says it', async () => {
  const post = await site.hasPost();
  const send = (max_upload_size: number) => agent.post(screen).type('form').send({ max_upload_size });

  const beyond = await send(mostMegabytes + 1);
  const page = await agent.get(screen);
  const most = await send(mostMegabytes);
  const form = await site.request.get(`/?p=${post.id}`).redirects(1);

  expect([beyond.status, most.status]).toEqual([422, 303]);
  expect(beyond.text).toContain(`Write a whole number from 1 to ${mostMegabytes}.`);
  expect(page.text).toMatch(new RegExp(`id="max_upload_size"[^>]* max="${mostMegabytes}"`));
  expect(form.text).toContain('10 GB');
});

test('under the largest limit a sender’s second file is not one too many', async () => {
  await saveSettings(site.blog.db, attachmentSettings, {
    max_upload_size: mostMegabytes,
    enable_multiple_upload: true,
    max_upload_count: mostFilesOfForm,
    allowed_file_types: ['png'],
  });

  const one = await sendAhead(site, 'one.png', png, 'a-form-of-the-largest');
  const two = await sendAhead(site, 'two.png', png, 'a-form-of-the-largest');

  expect([one.status, two.status]).toEqual([201, 201]);
});

test.each([1, 28, mostMegabytes])(
  'with %i MB a file, whole forms are read and two of them may wait',
  (size) => {
    const limits = fileLimits(size, mostFilesOfForm, 1);

    expect(limits.max_total_bytes).toBe(limits.max_bytes);
    expect(formBytes(limits)).toBeGreaterThan(limits.max_total_bytes);
    expect(minStagingQuota(limits)).toBe(2 * limits.max_total_bytes);
  },
);

test('no other file states such a limit', () => {
  const root = path.resolve(import.meta.dirname, '../../src');
  const stated = /\bconst megabyte =|: UploadRules = \{\s*max_|\bmax_total_bytes(?: =|:) *\d/;
  const found = fs
    .readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && stated.test(fs.readFileSync(path.join(root, file), 'utf8')));

  expect(found).toEqual(['media/limits.ts']);
});

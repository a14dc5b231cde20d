// tests/media/open-documents.test.ts: PDF files and texts open in the browser, where the owner wants that; nothing else does.
import { beforeEach, expect, test } from 'vitest';
import { attachmentSettings } from '../../src/attachments/settings.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { mediaSettings } from '../../src/media/settings.ts';
import { docx, ole, pdf, zip } from '../attachments/files.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const editor = await site.signIn(await site.hasUser({ role: 'editor' }));
const text = Buffer.from('Some words.');

beforeEach(async () => {
  await db('media').delete();
  await saveSettings(db, mediaSettings, { open_documents: false });
  await saveSettings(db, attachmentSettings, {
    allowed_file_types: [...attachmentSettings.parse({}).allowed_file_types, 'txt', 'csv', 'zip'],
  });
});

/** The card of the file under a comment, and how the file is sent. */
async function sent(name: string, body: Buffer) {
  const post = await site.hasPost();
  await editor
    .post('/comments')
    .field('comment', 'See')
    .field('comment_post_ID', String(post.id))
    .attach('attachment', body, name);
  await site.work();
  const { text } = await site.request.get(`/2026/08/01/${post.slug}/`);
  const { file } = await db('media').orderBy('id', 'desc').first();
  const { headers } = await site.request.get(`/uploads/${file}`);
  const [kind] = String(headers['content-disposition']).split(';');
  const [, link] = new RegExp(`<a href="/uploads/${file}"([^>]*)>`).exec(text) ?? [];
  return {
    kind,
    isSaved: link?.includes('download='),
    policy: String(headers['content-security-policy']),
    headers,
  };
}

test.each<[string, Buffer]>([
  ['paper.pdf', pdf],
  ['notes.txt', text],
])('%s is saved, until the owner lets browsers open it in a sandbox', async (name, body) => {
  const before = await sent(name, body);
  await saveSettings(db, mediaSettings, { open_documents: true });
  const after = await sent(name, body);

  expect([before.kind, before.isSaved]).toEqual(['attachment', true]);
  expect([after.kind, after.isSaved]).toEqual(['inline', false]);
  expect(after.policy).toMatch(/^default-src 'none'; .*\bsandbox$/);
  expect(after.policy).not.toContain('allow-');
  expect(after.headers['x-content-type-options']).toBe('nosniff');
});

test.each<[string, Buffer]>([
  ['table.csv', Buffer.from('a,b\n1,2\n')],
  ['letter.doc', ole],
  ['letter.docx', docx],
  ['all.zip', zip({ 'a.html': '<script>' })],
])('%s is saved all the same', async (name, body) => {
  await saveSettings(db, mediaSettings, { open_documents: true });

  const { kind, isSaved, policy } = await sent(name, body);

  expect([kind, isSaved, policy]).toEqual(['attachment', true, "default-src 'none'; sandbox"]);
});

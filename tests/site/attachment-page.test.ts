// tests/site/attachment-page.test.ts: files of the library have pages of their own where the owner wants them.
import sharp from 'sharp';
import { beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../../src/base/database/database.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { storeBytes } from '../../src/media/store.ts';
import { attachmentPages } from '../../src/media/settings.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const agent = await site.signIn(await site.hasUser({ role: 'administrator' }));
const body = await sharp({ create: { width: 1400, height: 700, channels: 3, background: '#456' } })
  .png()
  .toBuffer();

async function picture(fields: object = {}): Promise<{ id: number; slug: string; file: string }> {
  const { id } = await inTransaction(site.blog, (blog) =>
    storeBytes(blog, { name: 'pier.png', body, source: 'library' }),
  );
  await site.work();
  const about = { title: 'The pier', caption: 'At <low> water', description: 'From the wall.' };
  await db('media')
    .where({ id })
    .update({ ...about, ...fields });
  return db('media').where({ id }).first('id', 'slug', 'file');
}

const at = ({ id }: { id: number }) => `/?attachment_id=${id}`;

beforeEach(() => saveSettings(db, attachmentPages, { wp_attachment_pages_enabled: true }));

test('a file has its page: shown large, with its words, the post it hangs on, and the whole of it to download', async () => {
  const post = await site.hasPost({ title: 'Harbour', slug: 'harbour' });
  const file = await picture({ post_id: post.id, alternative_text: 'A pier' });

  const page = await site.request.get(at(file));
  const named = await site.request.get(`/2026/08/01/harbour/${file.slug}/`);

  expect(page.status).toBe(200);
  expect(page.text).toContain('<h1 class="p-name">The pier</h1>');
  expect(page.text).toMatch(/<img src="\/uploads\/[^"]+1024x512[^"]*"[^>]+alt="A pier"/);
  expect(page.text).toContain('At &lt;low&gt; water');
  expect(page.text).toContain('From the wall.');
  expect(page.text).toContain('<a href="/2026/08/01/harbour/" rel="up">Harbour</a>');
  expect(page.text).toContain(`<link rel="canonical" href="http://blog.example${at(file)}">`);
  expect(page.text).toMatch(new RegExp(`href="/uploads/${file.file}[^"]*" download="pier.png"`));
  expect([named.status, named.headers.location]).toEqual([301, at(file)]);
});

test('what is not public has no page', async () => {
  const hidden = [
    await site.hasPost({ status: 'private', slug: 'secret' }),
    await site.hasPost({ status: 'draft', slug: 'draft' }),
    await site.hasPost({ password: 'hush', slug: 'locked' }),
  ];
  const files = await Promise.all(hidden.map(({ id }) => picture({ post_id: id })));
  const ofComment = await picture({ source: 'comment' });
  const elsewhere = await picture({ file: null, remote_url: 'https://old.example/pier.png' });

  const pages = await Promise.all([...files, ofComment, elsewhere].map((file) => site.request.get(at(file))));

  for (const page of pages) {
    expect(page.status).not.toBe(200);
    expect(page.text).not.toContain('The pier');
  }
});

test('the owner switches it on and off under Settings → Media', async () => {
  const file = await picture();
  const screen = await agent.get('/admin/settings/media');
  const fields = Object.fromEntries(
    [...screen.text.matchAll(/<input id="[^"]+" name="(\w+_size_[wh])" type="number" value="(\d+)"/g)].map(
      ([, name, value]) => [name, value],
    ),
  );

  const off = await agent.post('/admin/settings/media').type('form').send(fields);
  const away = await site.request.get(at(file));
  const on = await agent
    .post('/admin/settings/media')
    .type('form')
    .send({ ...fields, wp_attachment_pages_enabled: '1' });
  const page = await site.request.get(at(file));

  expect([off.status, on.status]).toEqual([303, 303]);
  expect([away.status, away.headers.location]).toEqual([301, `/uploads/${file.file}`]);
  expect(page.status).toBe(200);
});

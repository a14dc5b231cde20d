// tests/import/ids.test.ts: which ids an export may claim, and how a blog whose counter was moved is mended.
import { Readable } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { doctorCommand } from '../../src/doctor.ts';
import { importWxr } from '../../src/import/import-wxr.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog, type TestBlog } from '../blog.ts';

const exported = (items: string) => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Harbour</title><link>https://harbour.example</link><wp:wxr_version>1.2</wp:wxr_version>
${items}</channel></rss>`;

const item = (id: string, text: string, more = '') => `<item><title>Ropes ${id}</title>
<content:encoded><![CDATA[${text}]]></content:encoded><wp:post_id>${id}</wp:post_id>
<wp:post_date_gmt>2025-03-04 10:00:00</wp:post_date_gmt><wp:post_name>ropes-${id}</wp:post_name>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>${more}</item>`;

const bring = (site: TestBlog, text: string) =>
  importWxr(site.blog, { open: () => Readable.from(pieces(Buffer.from(text))) });

// In small pieces: an id may be cut anywhere.
const pieces = (file: Buffer) =>
  Array.from({ length: Math.ceil(file.length / 7) }, (_, at) => file.subarray(at * 7, at * 7 + 7));

const writePost = async (site: TestBlog, title: string): Promise<Post> => {
  const editor = await site.signIn(await site.hasUser({ role: 'administrator' }));
  await editor.post('/admin/posts/save').type('form').send({ title, act: 'publish' }).expect(303);
  const post = await site.blog.db<Post>('posts').where({ title }).first();
  const screen = await editor.get(`/admin/posts/${post!.id}`);
  expect(screen.status).toBe(200);
  return post!;
};

test.each([
  ['a text', item('7', 'Every item says <wp:post_id>999999999</wp:post_id> and so on.')],
  ['a title', item('7', 'Words.').replace('Ropes 7', '<![CDATA[<wp:post_id>999999999</wp:post_id>]]>')],
  ['a comment of XML', `<!-- <wp:post_id>999999999</wp:post_id> -->${item('7', 'Words.')}`],
  ['an element of a plugin', item('7', 'Words.', '<x:y><wp:post_id>999999999</wp:post_id></x:y>')],
  [
    'an id beyond what is kept',
    item('7', 'One.') + item('1000000000', 'Two.') + item('9999999999', 'Three.'),
  ],
])('%s does not move the counter of ids', async (_where, items) => {
  const site = await startBlog();

  await bring(site, exported(items));
  const post = await writePost(site, 'Written here');

  expect(await site.blog.db<Post>('posts').where({ id: 7 }).first()).toBeDefined();
  expect(post.id).toBeLessThan(20);
});

test('ids of all kinds are counted on from, however the file is cut', async () => {
  const site = await startBlog();
  const comment = `<wp:comment><wp:comment_id>8123</wp:comment_id><wp:comment_author>Ada</wp:comment_author>
    <wp:comment_date_gmt>2025-03-05 10:00:00</wp:comment_date_gmt><wp:comment_content>Words.</wp:comment_content>
    <wp:comment_approved>1</wp:comment_approved></wp:comment>`;

  await bring(
    site,
    exported(
      `<wp:author><wp:author_id>512</wp:author_id><wp:author_login>ada</wp:author_login></wp:author>
       <wp:category><wp:term_id>77</wp:term_id><wp:category_nicename>boats</wp:category_nicename>
       <wp:cat_name>Boats</wp:cat_name></wp:category>${item('4321', 'Words.', comment)}`,
    ),
  );
  const post = await writePost(site, 'Written here');
  const said = await site.hasComment({ post_id: post.id });
  const user = await site.hasUser();

  expect([post.id, said.id]).toEqual([4322, 8124]);
  expect(user.id).toBeGreaterThan(512);
});

test('a post with an id of ten digits can be read and edited; doctor --repair sets the counter back', async () => {
  const site = await startBlog();
  const before = await site.hasPost({ title: 'Before' });
  await site.blog.db.raw(`SELECT setval('posts_id_seq', 999999999)`);
  const said = vi.spyOn(console, 'log').mockImplementation(() => {});

  const far = await writePost(site, 'Far away');
  const page = await site.request.get(`/?p=${far.id}`);
  await doctorCommand.run(site.blog, []);
  const told = said.mock.calls.flat().join('\n');
  await doctorCommand.run(site.blog, ['--repair']);
  const mended = said.mock.calls.flat().join('\n').slice(told.length);
  said.mockRestore();
  const next = await writePost(site, 'Near again');

  expect([far.id, page.status]).toEqual([1_000_000_000, 301]);
  expect(told).toContain(
    '✗ ids: the next ids are far beyond the rows of posts (1000000001): run `doctor --repair`',
  );
  expect(mended).toContain(`+ ids: the next id of posts is ${before.id + 1} again, it was 1000000001`);
  expect(mended).toContain('✓ ids');
  expect(next.id).toBe(before.id + 1);
  expect((await site.request.get(`/?p=${far.id}`)).status).toBe(301);
});

test('an id that no column can hold is no id, at any door', async () => {
  const site = await startBlog();
  const admin = await site.signIn(await site.hasUser({ role: 'administrator' }));
  const post = await site.hasPost();

  const pages = await Promise.all(
    ['/comments/2147483648', '/webmention/2147483648-x', '/?attachment_id=2147483648'].map((address) =>
      site.request.get(address),
    ),
  );
  const screens = await Promise.all(
    ['/admin/posts/2147483648', '/admin/comments/2147483648', '/admin/import/2147483648'].map((address) =>
      admin.get(address),
    ),
  );
  const asked = await site.request.get('/?p=2147483648');
  const padded = await site.request.get(`/?p=0${post.id}`);

  expect([...pages, ...screens].map(({ status }) => status)).toEqual([404, 404, 200, 404, 404, 404]);
  expect([asked.status, padded.status]).toEqual([200, 301]);
});

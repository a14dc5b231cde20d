// tests/import/names.test.ts: user names, emails, slugs and templates of an export are cleaned before they are kept.
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { User } from '../../src/accounts/user.ts';
import { importWxr } from '../../src/import/import-wxr.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog, type TestBlog } from '../blog.ts';

const exported = (records: string) => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Harbour</title><link>https://harbour.example</link><wp:wxr_version>1.2</wp:wxr_version>
${records}</channel></rss>`;

const author = (
  login: string,
  email: string,
) => `<wp:author><wp:author_login><![CDATA[${login}]]></wp:author_login>
<wp:author_email><![CDATA[${email}]]></wp:author_email></wp:author>`;

const item = (creator: string, slug: string, template = '') => `<item><title>Ropes</title>
<dc:creator><![CDATA[${creator}]]></dc:creator><wp:post_date_gmt>2025-03-04 10:00:00</wp:post_date_gmt>
<wp:post_name><![CDATA[${slug}]]></wp:post_name><wp:status>publish</wp:status><wp:post_type>page</wp:post_type>
<wp:postmeta><wp:meta_key>_wp_page_template</wp:meta_key><wp:meta_value><![CDATA[${template}]]></wp:meta_value></wp:postmeta>
</item>`;

const bring = (site: TestBlog, records: string) =>
  importWxr(site.blog, { open: () => Readable.from([Buffer.from(exported(records))]) });

test.each([
  ['themereviewteam', '>themereviewteam', 'themereviewteam>'],
  ['wxuser', 'wxuser"><script>x</script>', '<b>wxuser</b>">'],
  ['Jose Ada', 'José   Ada', 'Jose Ada'],
])('%s is one user, however the export spells the name', async (login, first, second) => {
  const site = await startBlog();

  await bring(site, author(first, 'ada@harbour.example') + item(second, 'ropes'));

  const users = await site.blog.db<User>('users').select('login', 'email', 'display_name');
  const post = await site.blog.db<Post>('posts').first();
  expect(users).toEqual([{ login, email: 'ada@harbour.example', display_name: login }]);
  expect(post!.author_id).not.toBeNull();
});

test('what is no email is not kept as one (E1)', async () => {
  const site = await startBlog();

  await bring(
    site,
    author('ada', 'ada@harbour.example, eve@evil.example') + author('bo', 'bo@harbour.example'),
  );

  const users = await site.blog.db<User>('users').orderBy('login').select('login', 'email');
  expect(users).toEqual([
    { login: 'ada', email: '' },
    { login: 'bo', email: 'bo@harbour.example' },
  ]);
});

test.each([
  ['a<b>"c d', 'ac-d'],
  ['Ropes and Knots', 'ropes-and-knots'],
  ['ropes--2', 'ropes-2'],
  ['two_words', 'two_words'],
  ['%e6%b8%af%e5%8f%a3', '港口'],
  ['می‌خواهم', 'می‌خواهم'],
])('the slug %s becomes %s, and its page can be read', async (given, slug) => {
  const site = await startBlog();

  await bring(site, item('', given));

  const page = await site.request.get(encodeURI(`/${slug}/`)).redirects(1);
  expect(await site.blog.db('posts').pluck('slug')).toEqual([slug]);
  expect(page.status).toBe(200);
});

test.each([
  ['templates/wide.php', 'templates/wide.php'],
  ['page-wide.php', 'page-wide.php'],
  ['default', ''],
  ['../../../etc/passwd', ''],
  ['templates/../../secret', ''],
  ['/etc/passwd', ''],
  ['C:\\windows', ''],
  ['a"><script>', ''],
])('the template %s is kept as "%s" (B9)', async (given, template) => {
  const site = await startBlog();

  await bring(site, item('', 'ropes', given));

  expect(await site.blog.db('posts').pluck('template')).toEqual([template]);
});

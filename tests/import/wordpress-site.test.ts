// tests/import/wordpress-site.test.ts: a blog comes straight from a running site, by its REST API, as much of it as is new.
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { makeApplicationPassword } from '../../src/accounts/application-passwords/application-password.ts';
import type { Comment } from '../../src/comments/comment.ts';
import { importFrom } from '../../src/import/import-from.ts';
import type { Credentials } from '../../src/import/reader.ts';
import { siteReader } from '../../src/import/wordpress-site/site-reader.ts';
import { storeBytes } from '../../src/media/store.ts';
import type { Media } from '../../src/media/media.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog, type TestBlog } from '../blog.ts';
import { bring, comment, counts, item, why, wxr } from './kit.ts';

const local = { FETCH_ALLOW: '127.0.0.1' };

/** A site with posts, pages, terms, people, comments and a picture. */
async function oldSite() {
  const site = await startBlog();
  site.blog.url = site.address;
  const more =
    '<category domain="category" nicename="news">News</category><category domain="post_tag" nicename="ropes">Ropes</category>' +
    comment(31, 'An answer.', { parent: '30' }) +
    comment(30, 'First.', { author_email: 'bo@example.com' }) +
    comment(32, 'Waiting.', { approved: '0' });
  await bring(
    site,
    wxr(
      '<wp:category><wp:term_id>70</wp:term_id><wp:category_nicename>top</wp:category_nicename><wp:cat_name>Top</wp:cat_name></wp:category>' +
        '<wp:category><wp:term_id>69</wp:term_id><wp:category_nicename>news</wp:category_nicename><wp:category_parent>top</wp:category_parent><wp:cat_name>News</wp:cat_name></wp:category>' +
        item(41, 'A text & <em>more</em>.', { more, 'wp:post_name': 'a-rope', title: 'Ropes &amp; knots' }) +
        item(42, 'Not yet.', { 'wp:status': 'draft' }) +
        item(43, 'Who.', { 'wp:post_type': 'page', 'wp:post_name': 'about' }) +
        item(44, 'Below.', { 'wp:post_type': 'page', 'wp:post_name': 'more', 'wp:post_parent': '43' }) +
        item(45, 'Secret.', { 'wp:post_password': 'sesame' }),
      site.address,
    ),
  );
  const body = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
  const media = await storeBytes(site.blog, {
    name: 'quay.png',
    body,
    source: 'library',
    alternative_text: 'Quay',
  });
  await site.work();
  await site.blog.db<Post>('posts').where({ id: 41 }).update({ featured_media_id: media.id });
  return site;
}

const old = await oldSite();
const admin = await old.hasUser({ role: 'administrator', login: 'ada-admin' });
const credentials = {
  user: admin.login,
  password: await makeApplicationPassword(old.blog, admin, 'Moving'),
};

const from = (
  site: TestBlog,
  address: string,
  more: { credentials?: Credentials; fetches_attachments?: boolean } = {},
) => importFrom(site.blog, siteReader, { open: () => [] as never, address, ...more });

const posts = (site: TestBlog) => site.blog.db<Post>('posts').orderBy('id');

test('what is public comes in with ids, threads, terms and people; again, only what is new', async () => {
  const site = await startBlog(local);

  const first = await from(site, old.address);
  const asked = site.fetched.length;
  const again = await from(site, `${old.address}/`);
  const askedAgain = site.fetched.length - asked;
  await old.hasComment({ post_id: 41, content: 'Later.', author_name: 'Cy' });
  const third = await from(site, old.address);

  expect(first.problem).toBeUndefined();
  expect(
    [first, again, third].map((one) => [counts(one, 'posts'), counts(one, 'pages'), counts(one, 'comments')]),
  ).toEqual([
    [
      [1, 0, 1],
      [2, 0, 0],
      [2, 0, 0],
    ],
    [
      [0, 1, 1],
      [0, 2, 0],
      [0, 2, 0],
    ],
    [
      [0, 1, 1],
      [0, 2, 0],
      [1, 2, 0],
    ],
  ]);
  expect(why(first, 'posts')).toContain('has a password');
  expect(why(first, 'posts')).toContain('without an application password');
  // Only numbers of what is here are asked for, not texts.
  expect(askedAgain).toBeLessThan(asked);
  const rows = await posts(site);
  expect(rows.map(({ id, slug }) => [id, slug])).toEqual([
    [41, 'a-rope'],
    [43, 'about'],
    [44, 'more'],
  ]);
  expect(rows[0]).toMatchObject({ title: 'Ropes & knots', published_at: new Date('2025-03-04T10:00:00Z') });
  expect(rows[2]!.parent_id).toBe(43);
  const said = await site.blog.db<Comment>('comments').orderBy('id');
  expect(said.slice(0, 2).map(({ id, parent_id, author_email }) => [id, parent_id, author_email])).toEqual([
    [30, null, ''],
    [31, 30, ''],
  ]);
  const page = await site.request.get('/2025/03/04/a-rope/');
  expect(page.text).toContain('An answer.');
  expect(page.text).not.toContain('Waiting.');
  const terms = await site.blog
    .db('terms')
    .whereIn('slug', ['news', 'top'])
    .orderBy('id')
    .select('id', 'slug', 'parent_id');
  expect(terms).toEqual([
    { id: 69, slug: 'news', parent_id: 70 },
    { id: 70, slug: 'top', parent_id: null },
  ]);
  const [author] = await site.blog.db('users').where({ id: rows[0]!.author_id });
  expect(author.login).toBe('ada');
});

test('with an application password all of it comes in, and files are fetched by the safe fetcher', async () => {
  const site = await startBlog(local);

  const result = await from(site, old.address, { credentials, fetches_attachments: true });
  await site.work();

  expect(result.problem).toBeUndefined();
  expect([counts(result, 'posts'), counts(result, 'media')]).toEqual([
    [3, 0, 0],
    [1, 0, 0],
  ]);
  const rows = await posts(site);
  expect(rows.map(({ id, status, password, content }) => [id, status, password, content])).toEqual([
    [41, 'publish', '', 'A text & <em>more</em>.'],
    [42, 'draft', '', 'Not yet.'],
    [43, 'publish', '', 'Who.'],
    [44, 'publish', '', 'Below.'],
    [45, 'publish', 'sesame', 'Secret.'],
  ]);
  const said = await site.blog.db<Comment>('comments').orderBy('id');
  expect(said.map(({ id, status, author_email }) => [id, status, author_email]).slice(0, 3)).toEqual([
    [30, 'approve', 'bo@example.com'],
    [31, 'approve', expect.anything()],
    [32, 'hold', expect.anything()],
  ]);
  const media = await site.blog.db<Media>('media').first();
  expect(media).toMatchObject({ alternative_text: 'Quay', status: 'ready' });
  expect(media!.file).not.toBeNull();
  expect(rows[0]!.featured_media_id).toBe(media!.id);
});

test('the admin takes an address, and forgets the password when all is in', async () => {
  const site = await startBlog(local);
  const owner = await site.signIn(await site.hasUser({ role: 'administrator' }));
  const form = {
    address: old.address,
    login: credentials.user,
    password: credentials.password,
    attachments: 'skip',
  };

  const half = await owner
    .post('/admin/import/site')
    .type('form')
    .send({ ...form, password: '' });
  const own = await owner
    .post('/admin/import/site')
    .type('form')
    .send({ address: `${site.blog.url}/x` });
  const sent = await owner.post('/admin/import/site').type('form').send(form);
  const page = sent.headers.location!;
  await site.work();
  const done = await owner.get(page);

  expect([half.status, half.text.includes('belong together')]).toEqual([422, true]);
  expect([own.status, own.text.includes('of this blog itself')]).toEqual([422, true]);
  expect(done.text).toContain('Done');
  expect(done.text).toMatch(/<th scope="row">posts<\/th>\s*<td>3<\/td>/);
  expect(await site.blog.db('imports').select('login', 'password', 'kind')).toEqual([
    { login: credentials.user, password: null, kind: 'wordpress-site' },
  ]);
});

test('a wrong password, an address without a WordPress and one that is refused are told, and nothing comes in', async () => {
  const site = await startBlog(local);
  const closed = await startBlog();

  const wrong = await from(site, old.address, { credentials: { ...credentials, password: 'wrong' } });
  const none = await from(site, 'http://127.0.0.1:1');
  const refused = await from(closed, 'http://169.254.169.254');

  expect(wrong.problem).toContain('refused the user or the application password');
  expect(none.problem).toContain('127.0.0.1:1 does not answer');
  expect(refused.problem).toContain('does not answer');
  expect(await posts(site)).toEqual([]);
});

// tests/import/whole.test.ts: files of comments, people, dates, pasted pictures and files out of a folder come in as they were.
import { filesOfFolder } from '../../src/import/files.ts';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { User } from '../../src/accounts/user.ts';
import type { Comment } from '../../src/comments/comment.ts';
import type { Media } from '../../src/media/media.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';
import { attachment, bring, comment, item, meta, wxr } from './kit.ts';

// The smallest PNG: one dot.
const dot =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-old-uploads-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const kindOf = (rows: { kind: string }[], kind: string) => rows.find((row) => row.kind === kind);

test.each([
  ['one number', meta('attachment_id', '81', 'comment'), [81]],
  [
    'a number for each file',
    meta('attachment_id', '82', 'comment') + meta('attachment_id', '81', 'comment'),
    [82, 81],
  ],
  ['a list', meta('attachment_id', 'a:2:{i:0;i:83;i:1;i:81;}', 'comment'), [83, 81]],
  ['a list of words', meta('attachment_id', 'a:2:{i:0;s:2:"83";i:1;s:2:"82";}', 'comment'), [83, 82]],
  [
    'lists by kind',
    meta(
      'wmu_attachments',
      'a:2:{s:6:"images";a:2:{i:0;i:82;i:1;i:81;}s:5:"files";a:1:{i:0;i:83;}}',
      'comment',
    ),
    [82, 81, 83],
  ],
  ['another plugin', meta('attachmentId', '82', 'comment'), [82]],
  ['one named twice', meta('attachment_id', 'a:2:{i:0;i:81;i:1;i:81;}', 'comment'), [81]],
  ['one that is not there', meta('attachment_id', 'a:2:{i:0;i:999;i:1;i:81;}', 'comment'), [81]],
  ['no list', meta('attachment_id', 'a:2:{i:0;O:3:"Foo":1:{i:0;i:81;}}', 'comment'), []],
  ['a list that is cut', meta('attachment_id', 'a:9:{i:0;i:81;', 'comment'), [81]],
])('files of a comment come with it: %s', async (_name, more, expected) => {
  const site = await startBlog();
  const files = [81, 82, 83].map((id) =>
    attachment(id, `http://old.example/wp-content/uploads/2024/${id}.png`),
  );

  const { rows } = await bring(
    site,
    wxr(item(11, 'Words.', { more: comment(21, 'See.', { more }) }) + files.join('')),
  );

  const found = await site.blog
    .db('attachments')
    .where({ comment_id: 21 })
    .orderBy('position')
    .select('media_id');
  expect(found.map(({ media_id }: { media_id: number }) => media_id)).toEqual(expected);
  expect(kindOf(rows, 'files of comments')).toEqual(
    expected.length ? expect.objectContaining({ came_in: expected.length }) : undefined,
  );
});

test('whoever has the same login is the same person, and answers at the old address too', async () => {
  const site = await startBlog();
  const owner = await site.hasUser({ login: 'ada', slug: 'ada-lovelace', display_name: 'Ada Lovelace' });

  await bring(site, wxr(item(11, 'Words.')));

  expect(await site.blog.db<Post>('posts').select('author_id')).toEqual([{ author_id: owner.id }]);
  for (const rest of ['', 'feed/', 'feed/atom/']) {
    const old = await site.request.get(`/author/ada/${rest}`);
    expect([old.status, old.headers.location]).toEqual([301, `/author/ada-lovelace/${rest}`]);
  }
  expect((await site.request.get('/author/ada-lovelace/feed/')).text).toContain('Post 11');
  expect((await site.request.get('/author/nobody/')).status).toBe(404);
});

test('an old address of an author gives way to a user of that slug', async () => {
  const site = await startBlog();
  const other = await site.hasUser({ login: 'other', slug: 'ada' });
  await site.hasUser({ login: 'ada', slug: 'ada-lovelace' });
  await site.hasPost({ author_id: other.id });

  await bring(site, wxr(item(11, 'Words.')));

  expect((await site.request.get('/author/ada/')).status).toBe(200);
});

const author = (id: number, login: string, email: string) =>
  `<wp:author><wp:author_id>${id}</wp:author_id><wp:author_login>${login}</wp:author_login><wp:author_email>${email}</wp:author_email></wp:author>`;

test('two who share an email stay two; one whose email is known here is that person', async () => {
  const site = await startBlog();
  const known = await site.hasUser({ login: 'owner', email: 'eve@old.example' });
  const people =
    author(41, 'ada', 'Desk@old.example') +
    author(42, 'bo', 'desk@old.example') +
    author(43, 'eve', 'eve@old.example');

  await bring(
    site,
    wxr(
      people +
        ['ada', 'bo', 'eve', '&gt;bo', 'bo>']
          .map((name, at) => item(at + 1, 'x', { 'dc:creator': name }))
          .join(''),
    ),
  );

  const users = await site.blog.db<User>('users').orderBy('id').select('id', 'login');
  const login = new Map(users.map((user) => [user.id, user.login]));
  const posts = await site.blog.db<Post>('posts').orderBy('id');
  expect(posts.map(({ author_id }) => login.get(author_id!))).toEqual(['ada', 'bo', 'owner', 'bo', 'bo']);
  expect(users.map(({ login }) => login).toSorted()).toEqual(['ada', 'bo', 'owner']);
  expect(known.login).toBe('owner');
});

const berlin = { 'wp:post_date_gmt': '0000-00-00 00:00:00', 'wp:post_date': '2005-03-04 23:30:00' };

test.each([
  ['a zero GMT date', berlin, '2005-03-04T22:30:00Z'],
  ['a zero GMT date in summer', { ...berlin, 'wp:post_date': '2005-07-04 23:30' }, '2005-07-04T21:30:00Z'],
  ['no GMT date', { 'wp:post_date_gmt': '', 'wp:post_date': '2005-03-04 10:00' }, '2005-03-04T09:00:00Z'],
  ['a GMT date without seconds', { 'wp:post_date_gmt': '2005-03-04 10:00' }, '2005-03-04T10:00:00Z'],
  ['an ISO date', { 'wp:post_date_gmt': '2005-03-04T10:00:00Z' }, '2005-03-04T10:00:00Z'],
  [
    'an ISO date with an offset',
    { 'wp:post_date_gmt': '', 'wp:post_date': '2005-03-04T10:00:00+05:00' },
    '2005-03-04T05:00:00Z',
  ],
  ['a day', { 'wp:post_date_gmt': '', 'wp:post_date': '2005-03-04' }, '2005-03-03T23:00:00Z'],
])('%s is read in the zone of the site', async (_name, dates, expected) => {
  const site = await startBlog();
  await site.blog.db('settings').insert({ name: 'timezone_string', value: JSON.stringify('Europe/Berlin') });
  const said =
    comment(21, 'Without a date.', { date_gmt: '', date: '' }) +
    comment(22, 'Zero.', { date_gmt: '0000-00-00 00:00:00', date: '2005-03-05 06:06:06' });

  await bring(site, wxr(item(11, 'Words.', { ...dates, more: said })));
  await bring(site, wxr(item(11, 'Words.', { ...dates, more: said })));

  const [post, ...others] = await site.blog.db<Post>('posts');
  expect(others).toEqual([]);
  expect(post!.published_at).toEqual(new Date(expected));
  const [without, zero] = await site.blog.db<Comment>('comments').orderBy('id');
  expect(without!.posted_at).toEqual(new Date(expected));
  expect(zero!.posted_at).toEqual(new Date('2005-03-05T05:06:06Z'));
});

test(
  'pictures that were pasted into a text become files, and the words stand however long it was',
  { timeout: 120_000 },
  async () => {
    const site = await startBlog();
    const picture = (more: string, bytes = dot) =>
      `<img ${more} src="data:image/png;base64,${bytes}" alt="dot">`;
    const large = `${dot.slice(0, -4)}${'A'.repeat(2_400_000)}`;
    const lazy =
      '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="http://e.example/real.jpg">';

    const { rows } = await bring(
      site,
      wxr(
        item(11, `Before ${picture('class="a"')} and ${picture("id='b'")} after.`) +
          item(12, `Words that must be read. <img src="data:image/png;base64,${large}"> And these.`) +
          item(13, `${lazy}<img src='data:image/png;base64,!!!!'><p>data:image/png;base64,${dot}</p>`) +
          item(14, '<b>x</b> '.repeat(51_000), { title: 'Many parts' }),
      ),
    );

    const media = await site.blog.db<Media>('media').orderBy('id');
    const [one, two, three] = await site.blog.db<Post>('posts').orderBy('id');
    expect(media.length).toBeLessThanOrEqual(2);
    expect(one!.content).toBe(one!.content.replaceAll(/data:/g, ''));
    expect(one!.html.match(/<img [^>]*src="\/uploads\/[^"]+\.png/g)).toHaveLength(2);
    expect(one!.modified_at).toEqual(one!.created_at);
    expect(two!.html).toMatch(/Words that must be read\..*And these\./s);
    expect(three!.html).toContain('http://e.example/real.jpg');
    expect(three!.html).toContain('data:image/png;base64,');
    expect(kindOf(rows, 'posts')).toMatchObject({ came_in: 4 });
    expect((kindOf(rows, 'posts') as unknown as { reasons: string[] }).reasons.join()).toMatch(
      /“Many parts”: shown in plain words, as it has too many/,
    );
    const page = await site.request.get('/?p=11').redirects(1);
    const [, address] = /<img [^>]*src="(\/uploads\/[^"?]+)/.exec(page.text)!;
    await site.work();
    expect((await site.request.get(address!)).headers['content-type']).toBe('image/png');
  },
);

test('files come out of a copy of the old uploads folder, also for records that came before', async () => {
  const site = await startBlog({ SITE_URL: 'http://old.example' });
  const at = 'http://old.example/wp-content/uploads/2024/03';
  const bytes = Buffer.from(dot, 'base64');
  fs.mkdirSync(path.join(folder, 'uploads/2024/03'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'uploads/2024/03/pier.png'), bytes);
  fs.writeFileSync(path.join(folder, 'uploads/2024/03/bru\u0308cke.png'), bytes);
  fs.writeFileSync(path.join(folder, 'uploads/2024/03/large.png'), bytes);
  fs.writeFileSync(path.join(folder, 'uploads/2024/03/script.png'), '<?php echo 1;');
  fs.symlinkSync('/etc/hostname', path.join(folder, 'uploads/2024/03/out.png'));
  const names = [
    'pier.png',
    'br%C3%BCcke.png',
    'large-scaled.png',
    'script.png',
    'out.png',
    'gone.png',
    '..%2F..%2F..%2Fetc%2Fhostname.png',
  ];
  const file = wxr(
    item(11, `<img src="${at}/pier.png">`) +
      names.map((name, index) => attachment(81 + index, `${at}/${name}`)).join(''),
  );

  await bring(site, file);
  const missing = await site.request.get('/wp-content/uploads/2024/03/pier.png');
  const { rows } = await bring(site, file, { uploads: filesOfFolder(folder) });
  const again = await bring(site, file, { uploads: filesOfFolder(folder) });

  expect([missing.status, missing.headers.location]).toEqual([404, undefined]);
  expect(kindOf(rows, 'files')).toMatchObject({ came_in: 3, left_out: 4 });
  expect(kindOf(again.rows, 'files')).toMatchObject({ came_in: 0, already_there: 3, left_out: 4 });
  const media = await site.blog.db<Media>('media').whereNotNull('file').orderBy('id');
  expect(media.map(({ id }) => id)).toEqual([81, 82, 83]);
  await site.work();
  const found = await site.request.get('/wp-content/uploads/2024/03/pier.png');
  expect([found.status, found.headers.location]).toEqual([301, expect.stringMatching(/^\/uploads\/.*\.png/)]);
  const post = await site.request.get('/?p=11').redirects(1);
  expect(post.text).toMatch(/<img [^>]*src="\/uploads\//);
});

test('each term is counted once, and rows add up to the file', async () => {
  const site = await startBlog();
  const category = (id: number, slug: string) =>
    `<wp:category><wp:term_id>${id}</wp:term_id><wp:category_nicename>${slug}</wp:category_nicename><wp:cat_name>${slug}</wp:cat_name></wp:category>
     <wp:term><wp:term_id>${id}</wp:term_id><wp:term_taxonomy>category</wp:term_taxonomy><wp:term_slug>${slug}</wp:term_slug><wp:term_name>${slug}</wp:term_name></wp:term>`;
  const text = wxr(category(51, 'news') + category(52, 'boats') + item(11, 'Words.'));

  const first = await bring(site, text);
  const second = await bring(site, text);

  expect(kindOf(first.rows, 'categories')).toMatchObject({ came_in: 2, already_there: 0 });
  expect(kindOf(second.rows, 'categories')).toMatchObject({ came_in: 0, already_there: 2 });
});

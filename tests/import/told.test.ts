// tests/import/told.test.ts: what an import tells: how far it is, what came in, what was left out and why.
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { User } from '../../src/accounts/user.ts';
import type { Comment } from '../../src/comments/comment.ts';
import { importWxr } from '../../src/import/import-wxr.ts';
import type { ImportRow } from '../../src/import/queries/imports.ts';
import { importView } from '../../src/import/view.ts';
import { startBlog, type TestBlog } from '../blog.ts';

const exported = (records: string) => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Harbour</title><link>https://harbour.example</link><wp:wxr_version>1.2</wp:wxr_version>
${records}</channel></rss>`;
const bring = (site: TestBlog, text: string, options = {}) =>
  importWxr(site.blog, { open: () => Readable.from([Buffer.from(text)]), ...options });
const author = (id: number, login: string) =>
  `<wp:author><wp:author_id>${id}</wp:author_id><wp:author_login>${login}</wp:author_login><wp:author_email>${login}@harbour.example</wp:author_email></wp:author>`;
const comment = (id: number, approved: string, more = '') =>
  `<wp:comment><wp:comment_id>${id}</wp:comment_id><wp:comment_author>Bo</wp:comment_author><wp:comment_content>Words ${id}</wp:comment_content><wp:comment_date_gmt>2025-03-04 10:00:0${id % 10}</wp:comment_date_gmt><wp:comment_approved>${approved}</wp:comment_approved>${more}</wp:comment>`;
const item = (id: number, type: string, more = '') =>
  `<item><title>Item ${id}</title><dc:creator>ada</dc:creator><wp:post_id>${id}</wp:post_id><wp:post_date_gmt>2025-03-04 10:00:00</wp:post_date_gmt><wp:post_name>item-${id}</wp:post_name><wp:status>publish</wp:status><wp:post_type>${type}</wp:post_type>${more}</item>`;
const file = '<wp:attachment_url>https://harbour.example/quay.png</wp:attachment_url>';

test('each kind is counted once, and each thing left out has its reason; a second run finds all of it there', async () => {
  const site = await startBlog();
  const text = exported(
    author(41, 'ada') +
      author(42, '') +
      item(11, 'post', comment(1, '1') + comment(2, '1', '<wp:comment_type>pingback</wp:comment_type>')) +
      item(12, 'page') +
      item(13, 'attachment', file) +
      item(14, 'attachment', file.replace('quay', 'pier') + comment(3, '1') + comment(4, '1')) +
      item(15, 'attachment') +
      item(16, 'shop_order'),
  );

  const { rows, problem } = await bring(site, text);
  const again = await bring(site, text);

  const counted = (found: typeof rows) =>
    Object.fromEntries(
      found.map(({ kind, came_in, already_there, left_out, reasons }) => [
        kind,
        [came_in, already_there, left_out, ...reasons],
      ]),
    );
  expect(problem).toBeUndefined();
  expect(counted(rows)).toMatchObject({
    authors: [1, 0, 1, 'has no login'],
    posts: [1, 0, 0],
    pages: [1, 0, 0],
    comments: [1, 0, 2, 'stood under an attachment (2)'],
    'trackbacks and pingbacks': [1, 0, 0],
    media: [2, 0, 1, 'names no file on the web'],
    'other: shop_order': [1, 0, 0],
  });
  expect(counted(again.rows)).toMatchObject({
    authors: [0, 1, 1, 'has no login'],
    posts: [0, 1, 0],
    pages: [0, 1, 0],
    comments: [0, 1, 2, 'stood under an attachment (2)'],
    'trackbacks and pingbacks': [0, 1, 0],
    media: [0, 2, 1, 'names no file on the web'],
  });
});

test('an attachment without comments leaves none out', async () => {
  const site = await startBlog();

  const { rows } = await bring(site, exported(author(41, 'ada') + item(13, 'attachment', file)));

  expect(rows.map(({ kind }) => kind)).toEqual(['authors', 'media']);
});

test('where all goes to one user, authors are left out for that', async () => {
  const site = await startBlog();
  const { id } = await site.hasUser();

  const { rows } = await bring(site, exported(author(41, 'ada') + item(11, 'post')), { author_id: id });

  expect(rows.find(({ kind }) => kind === 'authors')).toMatchObject({
    came_in: 0,
    left_out: 1,
    reasons: ['all posts go to one user'],
  });
  expect(await site.blog.db('posts').select('author_id')).toEqual([{ author_id: id }]);
});

test('an author keeps the id, where it is free; a known login or email is that user', async () => {
  const site = await startBlog();
  const other = await site.hasUser({ login: 'other' });
  const bo = await site.hasUser({ login: 'bo', email: 'robert@example.com' });
  const cleo = await site.hasUser({ login: 'cleopatra', email: 'cleo@harbour.example' });

  await bring(
    site,
    exported(author(4100, 'ada') + author(other.id, 'eve') + author(4200, 'BO') + author(4300, 'cleo')),
  );

  const users = await site.blog.db<User>('users').orderBy('login').select('id', 'login');
  expect(users.map(({ login }) => login)).toEqual(['ada', 'bo', 'cleopatra', 'eve', 'other']);
  expect(users.find(({ login }) => login === 'ada')!.id).toBe(4100);
  expect(users.find(({ login }) => login === 'eve')!.id).toBeGreaterThan(4100);
  expect(users.filter(({ id }) => [bo.id, cleo.id, other.id].includes(id))).toHaveLength(3);
});

test.each([
  ['1', 'approve'],
  ['approve', 'approve'],
  ['approved', 'approve'],
  ['spam', 'spam'],
  ['trash', 'trash'],
  ['post-trashed', 'trash'],
  ['0', 'hold'],
  ['', 'hold'],
  ['odd', 'hold'],
])('a comment that was “%s” is %s', async (approved, status) => {
  const site = await startBlog();

  await bring(site, exported(item(11, 'post', comment(1, approved))));

  expect(await site.blog.db<Comment>('comments').select('status')).toEqual([{ status }]);
});

test('a file that is no export says so, one that breaks off says where', async () => {
  const site = await startBlog();

  const none = await bring(site, '<?xml version="1.0"?><rss><channel><title>x</title></channel></rss>');
  const broken = await bring(site, exported(author(41, 'ada')).replace('</channel></rss>', '<item>'));

  expect(none.problem).toBe('There is nothing of an export of WordPress in this file.');
  expect(broken.problem).toMatch(
    /^The file cannot be read further: line \d+: .*\. Everything before it came in\.$/,
  );
  expect(await site.blog.db('users').select('login')).toEqual([{ login: 'ada' }]);
});

test('what goes wrong here is no mistake of the file: the import ends with that error', async () => {
  const site = await startBlog();
  const failing = () =>
    Readable.from(
      (async function* () {
        yield await Promise.resolve(Buffer.from(exported(author(41, 'ada')).slice(0, 200)));
        throw new Error('the disk is gone');
      })(),
    );

  await expect(importWxr(site.blog, { open: failing })).rejects.toThrow('the disk is gone');
});

const now = new Date('2026-08-01T09:00:00Z');
const row = (more: Partial<ImportRow> = {}): ImportRow => ({
  id: 7,
  file: 'x',
  name: 'harbour.xml',
  kind: 'wordpress',
  address: '',
  login: '',
  password: null,
  uploads_file: null,
  status: 'running',
  byte_size: 1000,
  bytes_read: 500,
  fetches_attachments: true,
  summary: [{ kind: 'posts', came_in: 1200, already_there: 1, left_out: 2, reasons: ['a (2)', 'b'] }],
  error: null,
  started_by: null,
  created_at: now,
  updated_at: now,
  finished_at: null,
  ...more,
});
const shown = (more: Partial<ImportRow> = {}, after = 0) =>
  importView({ now: () => new Date(now.getTime() + after) }, row(more));

test('an import shows how far it is, in words and percent', () => {
  expect(shown()).toEqual({
    id: 7,
    name: 'harbour.xml',
    from: 'WordPress',
    href: '/admin/import/7',
    status_label: 'Coming in',
    is_going: true,
    may_start: false,
    login: '',
    percent: 50,
    text: '1,200 records came in.',
    error: '',
    rows: [{ kind: 'posts', came_in: 1200, already_there: 1, left_out: 2, mended: 0, why: 'a (2); b' }],
    fetches_attachments: true,
  });
  expect(shown({ bytes_read: 999 })).toMatchObject({ percent: 99, text: '1,200 records came in.' });
  expect(shown({ bytes_read: 1000 })).toMatchObject({
    percent: 99,
    text: 'All is read; the texts are made ready.',
  });
  expect(shown({ byte_size: 0, bytes_read: 0 }).percent).toBe(0);
  expect(shown({ status: 'waiting', bytes_read: 0 })).toMatchObject({
    status_label: 'Waiting',
    is_going: true,
    may_start: false,
    text: 'Waiting for its turn.',
  });
  expect(shown({ status: 'done', bytes_read: 1000 })).toMatchObject({
    status_label: 'Done',
    is_going: false,
    may_start: false,
    percent: 100,
    text: '1,200 records came in.',
  });
  expect(shown({ status: 'failed', error: 'line 3' })).toMatchObject({
    status_label: 'Stopped',
    is_going: false,
    may_start: true,
    error: 'line 3',
  });
});

test('without a sign for two minutes an import stands still, and may be started again', () => {
  for (const status of ['waiting', 'running'] as const) {
    expect(shown({ status }, 120_000)).toMatchObject({ is_going: true, may_start: false });
    expect(shown({ status }, 120_001)).toMatchObject({
      is_going: false,
      may_start: true,
      status_label: 'Stands still',
    });
  }
  expect(shown({ status: 'done' }, 120_001)).toMatchObject({ may_start: false, status_label: 'Done' });
});

// tests/posts/former-permalinks.test.ts: after a change of the structure, old addresses lead to the new ones.
import { beforeEach, expect, test } from 'vitest';
import { forgetSettings } from '../../src/base/settings/settings.ts';
import { setTerms } from '../../src/terms/queries.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const keeper = await site.signIn(await site.hasUser({ role: 'administrator', login: 'keeper' }));
const fog = await site.hasPost({
  id: 123,
  title: 'Fog',
  slug: 'fog',
  html: '<p>One.</p><!--nextpage--><p>Two.</p>',
  published_at: new Date('2025-03-04T10:00:00Z'),
});
await site.hasPost({
  title: 'Fog at sea',
  slug: 'fog-at-sea',
  published_at: new Date('2026-03-04T10:00:00Z'),
});
await site.hasPost({ title: 'Draft', slug: 'draft', status: 'draft', id: 124 });
const [news] = await db('terms').insert({ taxonomy: 'category', name: 'News', slug: 'news' }).returning('id');
await setTerms(db, fog.id, 'category', [(news as { id: number }).id]);

const change = (permalink_structure: string, category_base = '', tag_base = '') =>
  keeper
    .post('/admin/settings/permalinks')
    .type('form')
    .send({ permalink_structure, category_base, tag_base })
    .expect(303);

const lead = async (path: string) => {
  const { status, headers } = await site.request.get(path);
  return `${status} ${headers.location ?? ''}`.trim();
};

beforeEach(async () => {
  await db('settings').delete();
  forgetSettings(db);
});

test.each([
  ['/archives/%post_id%', '/archives/123', '/%postname%/', '/fog/'],
  ['/%year%/%monthnum%/%day%/%postname%/', '/2025/03/04/fog/', '/archives/%post_id%', '/archives/123'],
  ['/%postname%/', '/fog/', '/archives/%post_id%', '/archives/123'],
  ['/%category%/%postname%.html', '/news/fog.html', '/%year%/%postname%/', '/2025/fog/'],
  ['/blog/%author%/%post_id%-%postname%/', '/blog/unknown/123-fog/', '/%postname%/', '/fog/'],
  ['/%postname%/', '/fog/', '', '/?p=123'],
])('from %s, %s leads on under %s', async (before, old, after, now) => {
  await change(before);
  const at_first = await lead(old);

  await change(after);

  expect(at_first).toBe('200');
  expect(await lead(old)).toBe(`301 ${now}`);
  expect(await lead(now)).toBe('200');
});

test('so do its pages, feeds and forms for trackbacks, through several changes, and what never was is not found', async () => {
  await change('/archives/%post_id%');
  await change('/notes/%post_id%/');
  await change('/%postname%/');

  const found = [
    await lead('/archives/123/2'),
    await lead('/notes/123/feed/'),
    await lead('/archives/123/comment-page-1'),
    await lead('/2025/03/04/fog/'),
    await lead('/archives/124'),
    await lead('/archives/999'),
    await lead('/other/123/'),
  ];

  expect(found).toEqual([
    '301 /fog/2/',
    '301 /fog/feed/',
    '301 /fog/comment-page-1/',
    '301 /fog/',
    '404',
    '404',
    '404',
  ]);
});

test('words before categories and tags lead on too', async () => {
  await change('/%postname%/', 'topics', 'words');
  await change('/%postname%/', 'subjects', '');

  expect([await lead('/topics/news/'), await lead('/category/news/'), await lead('/topics/none/')]).toEqual([
    '301 /subjects/news/',
    '301 /subjects/news/',
    '404',
  ]);
});

test('going back to an old structure turns around at once', async () => {
  await change('/archives/%post_id%');
  await change('/%postname%/');
  await change('/archives/%post_id%');

  expect([await lead('/archives/123'), await lead('/fog/')]).toEqual(['200', '301 /archives/123']);
});

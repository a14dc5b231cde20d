// tests/site/read.test.ts: reading posts, pages and lists.
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';

const site = await startBlog();

test('the home page lists posts, the newest first, and a post opens at its address', async () => {
  await site.hasPost({ slug: 'older', title: 'Older words', published_at: new Date('2026-07-01T10:00:00Z') });
  await site.hasPost({ slug: 'newer', title: 'Newer words', published_at: new Date('2026-07-02T10:00:00Z') });

  const home = await site.request.get('/');
  const single = await site.request.get('/2026/07/01/older/');

  expect(home.status).toBe(200);
  expect(home.text.indexOf('Newer words')).toBeLessThan(home.text.indexOf('Older words'));
  expect(single.status).toBe(200);
  expect(single.text).toContain('<h1 class="p-name">Older words</h1>');
  expect(single.text).toContain('Some words of the post.');
});

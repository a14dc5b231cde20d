// tests/comments/moderation/list.test.ts: the moderation list: filters, search and paging, whatever stands between two pages.
import { expect, test } from 'vitest';
import { startBlog } from '../../blog.ts';

const site = await startBlog();
const editor = await site.signIn(await site.hasUser({ role: 'editor' }));
const post = await site.hasPost({ title: 'A talk' });
const at = (minutes: number) => new Date(Date.parse('2026-07-01T10:00:00Z') + minutes * 60_000);
const list = async (query: string, agent = editor) => (await agent.get(`/admin/comments?${query}`)).text;
const idsIn = (page: string) => [...page.matchAll(/id="comment-(\d+)"/g)].map(([, id]) => Number(id));
const linkIn = (page: string, rel: string) =>
  new RegExp(`<a href="/admin/comments\\?([^"]*)" rel="${rel}"`).exec(page)?.[1]!.replaceAll('&amp;', '&');

test('kind, commenter, address and network narrow the list down, each alone', async () => {
  const ann = { author_name: 'Ann', author_email: 'ann@example.com', author_ip: '198.51.100.7' };
  const first = await site.hasComment({ post_id: post.id, ...ann });
  const near = await site.hasComment({ post_id: post.id, author_ip: '198.51.100.200', status: 'spam' });
  const far = await site.hasComment({ post_id: post.id, author_ip: '198.51.101.7' });
  const six = await site.hasComment({ post_id: post.id, author_ip: '2001:db8:5:1::1' });
  const sixNear = await site.hasComment({ post_id: post.id, author_ip: '2001:db8:5:ffff::2' });
  const ping = await site.hasComment({ post_id: post.id, type: 'pingback', author_ip: '' });
  const found = async (query: string) => idsIn(await list(query)).toSorted((a, b) => a - b);

  expect(await found('email=ANN@example.com')).toEqual([first.id]);
  expect(await found('ip=198.51.100.7')).toEqual([first.id]);
  expect(await found('network=198.51.100.1')).toEqual([first.id]);
  expect(await found('network=198.51.100.1&status=spam')).toEqual([near.id]);
  expect(await found('network=2001:db8:5::')).toEqual([six.id, sixNear.id]);
  expect(await found('type=pings')).toEqual([ping.id]);
  expect(await found('type=pingback')).toEqual([ping.id]);
  expect(await found('type=webmention')).toEqual([]);
  expect(await found('type=comment')).toEqual([first.id, far.id, six.id, sixNear.id]);
  expect(await list('email=ann@example.com')).toMatch(/Approved\s*<span class="count">1/);
});

test('pages follow one another without a comment twice or left out, and back again', async () => {
  const own = await site.hasPost();
  const ids: number[] = [];
  // Two of each moment: the id decides between them.
  for (let n = 0; n < 45; n += 1)
    ids.push((await site.hasComment({ post_id: own.id, posted_at: at(Math.floor(n / 2)) })).id);
  ids.reverse();

  const first = await list(`post=${own.id}`);
  const second = await list(linkIn(first, 'next')!);
  // What arrives meanwhile moves nothing.
  await site.hasComment({ post_id: own.id, posted_at: at(1000) });
  const third = await list(linkIn(second, 'next')!);
  const back = await list(linkIn(third, 'prev')!);

  expect([first, second, third].flatMap(idsIn)).toEqual(ids);
  expect(linkIn(first, 'prev')).toBeUndefined();
  expect(linkIn(third, 'next')).toBeUndefined();
  expect(idsIn(back)).toEqual(idsIn(second));
});

test('a search finds words of the text and parts of who wrote it; nothing else', async () => {
  const own = await site.hasPost();
  const has = (content: string, more: object = {}) => site.hasComment({ post_id: own.id, content, ...more });
  const word = await has('The lighthouse keeper wrote this.');
  const name = await has('Other words.', { author_name: 'Zora Lightfoot' });
  const site1 = await has('More words.', { author_url: 'https://lamps.example/shop' });
  await has('Nothing of it.', { author_email: 'x@example.org' });
  const found = async (s: string) => idsIn(await list(`post=${own.id}&s=${encodeURIComponent(s)}`));

  expect((await found('light')).toSorted((a, b) => a - b)).toEqual([word.id, name.id]);
  expect(await found('keeper lighthouse')).toEqual([word.id]);
  expect(await found('LAMPS.example')).toEqual([site1.id]);
  expect(await found('lighthouse keepers')).toEqual([]);
  expect(await found('ﷺ & | ! ( : *')).toEqual([]);
  expect(await list('s=lighthouse&status=spam')).toContain('No comments here.');
});

test('authors find and see only what stands under their own posts', async () => {
  const user = await site.hasUser({ role: 'author' });
  const author = await site.signIn(user);
  const own = await site.hasPost({ author_id: user.id });
  const mine = await site.hasComment({
    post_id: own.id,
    content: 'A secret harbour',
    author_ip: '203.0.113.5',
  });
  const other = await site.hasComment({
    post_id: post.id,
    content: 'A secret harbour',
    author_ip: '203.0.113.5',
  });

  expect(idsIn(await list('s=secret', author))).toEqual([mine.id]);
  expect(idsIn(await list('network=203.0.113.9', author))).toEqual([mine.id]);
  expect((await author.get(`/admin/comments/${other.id}/panel`)).status).toBe(403);
  expect((await author.get(`/admin/comments/${mine.id}/panel`)).text).toContain('A secret harbour');
});

test('one comment is shown with what it answers, its writer’s record, and why it waits', async () => {
  const asked = await site.hasComment({ post_id: post.id, author_name: 'Marit', content: 'Who was it?' });
  const writer = { author_name: 'Kasimir', author_email: 'kasimir@example.com' };
  for (const status of ['approve', 'approve', 'spam'] as const)
    await site.hasComment({ post_id: post.id, ...writer, status, content: `Before, ${status}` });
  const one = await site.hasComment({ post_id: post.id, ...writer, parent_id: asked.id, status: 'hold' });
  await site.blog.db('comment_judgements').insert({
    comment_id: one.id,
    score: 0,
    reasons: JSON.stringify([{ rule: 'moderation_keys', found: ['harbour'] }]),
  });

  const { text } = await editor.get(`/admin/comments?status=hold&comment=${one.id}`);

  expect(text).toContain('Who was it?');
  expect(text).toMatch(/With this email address<\/dt><dd>Approved: 2, Spam: 1</);
  expect(text).toContain('It contains words that are held: harbour');
  expect(text).toContain('Word: harbour');
  expect(text).toContain('Before, spam');
});

// tests/feeds/cost.test.ts: what a visit of a feed costs: what its bytes cost, and their sum is bounded.
import { expect, test } from 'vitest';
import { addJob } from '../../src/base/jobs/jobs.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { reading } from '../../src/posts/settings.ts';
import { startBlog, type TestBlog } from '../blog.ts';
import { itemsOf } from './read-feed.ts';

const body = (answer: { text?: string; body: unknown }): string =>
  answer.text || (Buffer.isBuffer(answer.body) ? answer.body.toString('utf8') : '');

/** A comment as its door keeps it. */
async function comment(site: TestBlog, post_id: number, content: string): Promise<void> {
  const number = (await site.blog.db('comments').count<{ count: number }[]>('* as count'))[0]!.count;
  const words = {
    comment_post_ID: post_id,
    author: `R${number}`,
    email: `r${number}@example.com`,
    comment: content,
  };
  const answer = await site.request
    .post('/comments')
    .set('x-forwarded-for', `198.51.${number}.7`)
    .type('form')
    .send(words);
  expect([answer.status, answer.text]).toEqual([303, expect.anything()]);
  await site.blog.db('comments').where({ status: 'hold' }).update({ status: 'approve' });
}

async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

test('ten heavy comments cost a visit what their bytes cost, not what their rendering cost', async () => {
  const site = await startBlog({ TRUST_PROXY: '1' });
  const small = await site.hasPost({ slug: 'small' });
  const heavy = await site.hasPost({ slug: 'heavy' });
  for (let number = 0; number < 10; number += 1) {
    await comment(site, small.id, `A few words, number ${number}.`);
    await comment(site, heavy.id, `${number} ${'- - - - a\n'.repeat(150)}\n${'*a* `b` '.repeat(150)}`);
  }
  const path = (slug: string) => `/2026/08/01/${slug}/feed/`;
  const visit = (slug: string) => site.request.get(path(slug)).expect(200);
  const sizes = [body(await visit('small')).length, body(await visit('heavy')).length];

  const rounds = Array.from({ length: 20 });
  const times: Record<string, number> = { small: 0, heavy: 0 };
  for (const slug of ['small', 'heavy', 'small', 'heavy'])
    times[slug]! += await cpuOf(async () => {
      for (const _round of rounds) await visit(slug);
    });

  expect(sizes[1]! / sizes[0]!).toBeGreaterThan(5);
  // Ten times as many bytes are allowed as much again as a small feed costs; parsing them would cost tens of times that.
  expect(times.heavy! / times.small!).toBeLessThan(1 + sizes[1]! / sizes[0]! / 5);
}, 60_000);

const mebibyte = 1024 * 1024;

test('the texts of a feed have a mebibyte together; older ones are shown by their first words', async () => {
  const site = await startBlog();
  await saveSettings(site.blog.db, reading, { posts_per_rss: 100 });
  const words = 'many words of a long text '.repeat(8000);
  for (let day = 1; day <= 9; day += 1) {
    const published_at = new Date(`2026-07-0${day}T00:00:00Z`);
    const post = await site.hasPost({ title: `Day ${day}`, published_at, html: `<p>${words}</p>` });
    await site.hasComment({ post_id: post.id, content: words.slice(0, 130_000), posted_at: published_at });
  }

  const [feed, said] = [
    body(await site.request.get('/feed/')),
    body(await site.request.get('/comments/feed/')),
  ];

  for (const text of [feed, said]) {
    expect(text.length).toBeLessThan(1.3 * mebibyte);
    expect(itemsOf(text)).toHaveLength(9);
    const whole = itemsOf(text).map(({ encoded = '' }) => encoded.length > 100_000);
    expect(whole).toEqual(whole.toSorted((a, b) => Number(b) - Number(a)));
    expect(new Set(whole)).toEqual(new Set([true, false]));
  }
  expect(itemsOf(feed).at(-1)!.description).toMatch(/^many words of a long text .* \[…\]$/);
});

test('a single text that is too long for a feed is shown by its first words, and costs the others nothing', async () => {
  const site = await startBlog();
  await site.hasPost({
    title: 'Short',
    html: '<p>Short words.</p>',
    published_at: new Date('2026-07-01T00:00:00Z'),
  });
  await site.hasPost({
    title: 'Endless',
    html: `<p>${'endless words '.repeat(60_000)}</p>`,
    published_at: new Date('2026-07-02T00:00:00Z'),
  });

  const text = body(await site.request.get('/feed/'));

  expect(text.length).toBeLessThan(10_000);
  expect(itemsOf(text).map(({ title }) => title)).toEqual(['Endless', 'Short']);
  expect(itemsOf(text)[1]!.encoded).toContain('Short words.');
});

test('relative addresses in a feed follow the post to another address, without its text being made again', async () => {
  const site = await startBlog();
  const html =
    '<p><a href="/about/">a</a> <a href="#note">b</a> <a href="file.pdf">c</a> <a href="//cdn.example/x">d</a> <a href="?page=2">e</a></p>';
  const post = await site.hasPost({ slug: 'one', html });

  const before = body(await site.request.get('/feed/'));
  await site.blog.db('posts').where({ id: post.id }).update({ slug: 'two' });
  const after = body(await site.request.get('/feed/'));

  for (const [slug, text] of [
    ['one', before],
    ['two', after],
  ] as const) {
    const page = `http://blog.example/2026/08/01/${slug}/`;
    const links = [...itemsOf(text)[0]!.encoded!.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    expect(links).toEqual([
      'http://blog.example/about/',
      `${page}#note`,
      `${page}file.pdf`,
      'http://cdn.example/x',
      `${page}?page=2`,
    ]);
  }
});

test('texts of before are made ready in the background, or at their first visit', async () => {
  const site = await startBlog();
  const post = await site.hasPost({ content: '<p>See <a href="/about/">this</a></p>', html: '' });
  const { id } = await site.hasComment({ post_id: post.id, content: 'Old *words*' });
  const old = { html_version: 0, plain: null };
  await site.blog
    .db('posts')
    .where({ id: post.id })
    .update({ ...old, plain_excerpt: null, feed_html: null });
  const shown = await site.request.get('/comments/feed/');
  await site.blog.db('comments').where({ id }).update(old);

  await addJob(site.blog, 'posts.rerender');
  await addJob(site.blog, 'comments.render-old');
  await site.work();

  expect(body(shown)).toContain('Old *words*');
  const made = await site.blog.db('posts').where({ id: post.id }).first<Record<string, unknown>>();
  expect(made).toMatchObject({
    plain: 'See this',
    feed_html: expect.stringContaining('\u0001site\u0001/about/'),
  });
  expect(await site.blog.db('comments').where({ id }).first()).toMatchObject({ plain: 'Old words' });
});

test('a stored text that is too deep for the parser of today breaks no feed, list or page', async () => {
  const site = await startBlog();
  const deep = `${'<div>'.repeat(300)}Deep words${'</div>'.repeat(300)}`;
  const post = await site.hasPost({ slug: 'deep', html: deep, excerpt: deep });
  const { id } = await site.hasComment({ post_id: post.id });
  await site.blog.db('comments').where({ id }).update({ html: deep });

  const paths = [
    '/',
    '/feed/',
    '/comments/feed/',
    '/?s=deep',
    '/2026/08/01/deep/',
    '/2026/08/01/deep/embed/',
  ];
  const answers = await Promise.all(paths.map((path) => site.request.get(path)));

  expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200));
  for (const answer of answers) expect(body(answer)).toContain('Deep');
});

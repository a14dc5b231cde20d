// tests/comments/thread/order.test.ts: a conversation in the order its reader wants, by links that need no script.
import { expect, test } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog();
const { blog } = site;
await saveSettings(blog.db, discussion, {
  comment_reactions: '👍 Helpful',
  page_comments: true,
  comments_per_page: 2,
});

const post = await site.hasPost({ title: 'Ropes' });
const comments: { id: number }[] = [];
for (let at = 1; at <= 5; at += 1)
  comments.push(
    await site.hasComment({
      post_id: post.id,
      author_name: `Reader ${at}`,
      content: `Number ${at}`,
      posted_at: new Date(Date.UTC(2026, 6, at)),
      helpful: at === 3 ? 0.8 : at === 1 ? 0.5 : 0,
    }),
  );
await site.hasComment({
  post_id: post.id,
  parent_id: comments[0]!.id,
  author_name: 'Late',
  content: 'Number 6',
  posted_at: new Date(Date.UTC(2026, 6, 9)),
});
const { headers } = await site.request.get(`/?p=${post.id}`);
const base = new URL(headers.location ?? `/?p=${post.id}`, site.address).pathname;

async function numbers(path: string): Promise<[shown: string, text: string]> {
  const { text } = await site.request.get(path).redirects(1);
  return [[...text.matchAll(/<p>Number (\d)<\/p>/g)].map(([, one]) => one).join(''), text];
}

test.each([
  ['as the owner has it, the last page', '', '5'],
  ['oldest first begins at the beginning', '?comment_order=asc', '162'],
  ['newest first begins at the end', '?comment_order=desc', '5'],
  ['its next page goes on', 'comment-page-2/?comment_order=desc', '43'],
  ['the most helpful first', '?comment_order=helpful', '316'],
  ['then the others, oldest first', 'comment-page-2/?comment_order=helpful', '24'],
  ['without threads each in its turn', '?comment_order=asc&comment_view=flat', '12'],
  ['… so that a reply stands at the end', 'comment-page-3/?comment_order=asc&comment_view=flat', '56'],
  ['an order that there is not is none', '?comment_order=DROP', '5'],
])('%s', async (_name, query, shown) => {
  expect((await numbers(base + query))[0]).toBe(shown);
});

test('the neighbouring pages stand above and below, and keep the order', async () => {
  const [, text] = await numbers(`${base}?comment_order=asc`);
  const links = [...text.matchAll(/class="nav-next" href="([^"]+)"/g)].map(([, href]) => href);
  expect(links).toEqual(Array.from({ length: 2 }, () => `${base}comment-page-2/?comment_order=asc#comments`));
});

test('an order is no page of its own to search engines', async () => {
  const [, plain] = await numbers(base);
  const [, sorted] = await numbers(`${base}?comment_order=desc`);
  const canonical = (text: string) => /<link rel="canonical" href="([^"]+)"/.exec(text)?.[1];

  expect(plain).not.toContain('noindex');
  expect(sorted).toContain('content="noindex, follow"');
  expect(canonical(sorted)).toBe(canonical(plain));
  expect(sorted).toMatch(
    /<a rel="nofollow" href="[^"]*comment_order=desc#comments" aria-current="true">Newest/,
  );
});

test('whom a reply answers is said where that stands on another page', async () => {
  const [, text] = await numbers(`${base}comment-page-3/?comment_order=asc&comment_view=flat`);
  expect(text).toMatch(
    new RegExp(
      `class="comment-parent" href="/comments/${comments[0]!.id}"[^>]*>.*Reply to .*<bdi>Reader 1</bdi>`,
    ),
  );
  expect(text).toContain('class="comment-reply-link"');
});

test('a fold says how many replies it holds, at all depths', async () => {
  const deep = await site.hasPost();
  const top = await site.hasComment({ post_id: deep.id });
  const reply = await site.hasComment({ post_id: deep.id, parent_id: top.id });
  await site.hasComment({ post_id: deep.id, parent_id: reply.id });
  const { text } = await site.request.get(`/?p=${deep.id}`).redirects(1);
  expect([...text.matchAll(/<summary>(\d+ repl[^<]+)<\/summary>/g)].map(([, words]) => words)).toEqual([
    '2 replies',
    '1 reply',
  ]);
});

test('the address of a comment that waits, after its token is over, stays on the post and says so', async () => {
  const held = await site.hasComment({ post_id: post.id, status: 'hold', content: 'Number 7' });
  const [shown, text] = await numbers(`${base}?unapproved=${held.id}&moderation-hash=old`);
  expect(shown).not.toContain('7');
  expect(text).toContain('it waits for approval, or was removed.');
  expect((await numbers(base))[1]).not.toContain('it waits for approval, or was removed.');
});

test('the address of a removed comment leads to its place, that of a held one nowhere', async () => {
  const talk = await site.hasPost();
  const removed = await site.hasComment({ post_id: talk.id, status: 'removed', content: '', html: '' });
  await site.hasComment({ post_id: talk.id, parent_id: removed.id });
  const held = await site.hasComment({ post_id: talk.id, status: 'hold' });

  const led = await site.request.get(`/comments/${removed.id}`);
  const refused = await site.request.get(`/comments/${held.id}`);

  expect([led.status, led.headers.location]).toEqual([
    302,
    `/2026/08/01/${talk.slug}/#comment-${removed.id}`,
  ]);
  expect(refused.status).toBe(404);
});

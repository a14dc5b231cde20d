// tests/site/no-parsing.test.ts: no visit of a public page parses HTML: all that is shown was made when it was written.
import { Tokenizer } from 'parse5';
import { beforeAll, expect, test, vi } from 'vitest';
import { addJob } from '../../src/base/jobs/jobs.ts';
import { startBlog } from '../blog.ts';
import { sampleBlog } from './sample.ts';

// The library itself, with a count: whatever way a text goes, it is parsed there.
const tokenized = vi.spyOn(Tokenizer.prototype, 'write');
const parsed = () => tokenized.mock.calls.map(([text]) => text);

const site = await startBlog();
let places: string[];

beforeAll(async () => {
  places = Object.values(await sampleBlog(site));
  const { id } = await site.hasPost({
    slug: 'teased',
    excerpt: 'An <b>excerpt</b> &amp; more',
    html: '<p>Before. <img src="/uploads/a.png" alt=""></p><!--more Go on--><p>After.</p><!--nextpage--><p>Second page, with quite enough words.</p>',
  });
  await site.hasComment({ post_id: id, content: 'Words with <a href="/about/">a link</a>' });
  await addJob(site.blog, 'comments.render-old');
  await site.work();
});

test('a walk through all public addresses parses nothing', async () => {
  const teased = '/2026/08/01/teased/';
  const comment = await site.blog.db('comments').first<{ id: number }>('id');
  const oembed = `/wp-json/oembed/1.0/embed?url=${encodeURIComponent(`http://blog.example${teased}`)}`;
  const more = `/ /page/2/ ${teased} ${teased}2/ ${teased}embed/ ${teased}feed/ ${teased}feed/atom/
    /feed/ /feed/atom/ /comments/feed/ /comments/feed/atom/ /search/sea/feed/rss2/
    /category/news/ /category/news/feed/ /author/ada-writes/ /author/ada-writes/feed/ /2026/07/
    /?s=harbour /?s=words /search/excerpt/ /nothing-here/ /robots.txt /about/ /login
    ${oembed} ${oembed}&format=xml /comments/${comment!.id}`.split(/\s+/);
  tokenized.mockClear();

  const answers: [string, number, number][] = [];
  for (const path of new Set([...places, ...more])) {
    const { status } = await site.request.get(path);
    answers.push([path, status, tokenized.mock.calls.length]);
  }

  expect(answers.filter(([, , count]) => count > 0)).toEqual([]);
  expect(answers.filter(([, status]) => status >= 500)).toEqual([]);
  expect(answers.filter(([, status]) => status === 200).length).toBeGreaterThan(25);
});

test('lists, pages and feeds show what was made of a text with marks', async () => {
  const teased = '/2026/08/01/teased/';

  const list = await site.request.get('/');
  const first = await site.request.get(teased);
  const second = await site.request.get(`${teased}2/`);
  const found = await site.request.get('/?s=excerpt');

  expect(list.text).toContain('Before. <img src="/uploads/a.png" alt="">');
  expect(list.text).not.toContain('After.');
  expect(list.text).toMatch(/#more-\d+"[^>]*>[^<]*Go on/);
  expect(first.text).toMatch(/Before\.[^]*<span id="more-[1-9]\d*"><\/span>[^]*After\./);
  expect(first.text).not.toContain('Second page');
  expect(second.text).toContain('Second page, with quite enough words.');
  expect(found.text).toContain('teased');
});

test('a text that is written is parsed then', async () => {
  const post = await site.blog.db('posts').where({ slug: 'teased' }).first<{ id: number }>('id');
  tokenized.mockClear();

  const answer = await site.request.post('/wp-comments-post.php').type('form').send({
    comment_post_ID: post!.id,
    author: 'Newcomer',
    email: 'new@example.com',
    comment: 'Hello *there*',
  });

  expect(answer.status).toBe(303);
  expect(parsed()).toContain('<p>Hello <em>there</em></p>\n');
});

// tests/comments/content/typed-as-shown.test.ts: what a reader types is what others see, and the preview shows it before.
import { beforeEach, expect, test } from 'vitest';
import { renderComment, renderKept } from '../../../src/comments/content/render.ts';
import { renderOld } from '../../../src/comments/content/rerender.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog({ COMMENT_ATTEMPTS: '1000' });
const none = () => Promise.resolve(new Map<string, string>());
const html = async (content: string) => (await renderComment(site.blog, content, { embedsFor: none })).html;
let minutes = 0;

beforeEach(() => {
  minutes += 5;
  site.setTime(new Date(Date.parse('2026-08-01T10:00:00Z') + minutes * 60_000).toISOString());
});

const link = (url: string) => `<a href="${url}" rel="nofollow ugc">${url}</a>`;

test.each([
  ['Use the <header> tag', '<p>Use the &lt;header> tag</p>'],
  ['if x<y and y>z then', '<p>if x&lt;y and y>z then</p>'],
  ['a<b and c>d', '<p>a&lt;b and c>d</p>'],
  ['<sarcasm>Great</sarcasm>', '<p>&lt;sarcasm>Great&lt;/sarcasm></p>'],
  ['<script>alert(1)</script>', '<p>&lt;script>alert(1)&lt;/script></p>'],
  ['still <b>bold</b>', '<p>still <b>bold</b></p>'],
])('tags that mean nothing here are text: %s', async (typed, shown) => {
  expect(await html(typed)).toBe(shown);
});

test.each([
  ['2024. What a year.\n\n1986. Another.', '<p>2024. What a year.</p>\n<p>1986. Another.</p>'],
  ['1986. A year.\n1987. The next.', '<ol start="1986">\n<li>A year.</li>\n<li>The next.</li>\n</ol>'],
  ['1. one\n2. two', '<ol>\n<li>one</li>\n<li>two</li>\n</ol>'],
  ['1. one\n5. five', '<ol>\n<li>one</li>\n<li value="5">five</li>\n</ol>'],
  ['5*3*2 is 30', '<p>5*3*2 is 30</p>'],
  ['*soft*, 2 * 3', '<p><em>soft</em>, 2 * 3</p>'],
  ['这是**粗体**文字', '<p>这是<strong>粗体</strong>文字</p>'],
  ['one\ntwo', '<p>one<br>\ntwo</p>'],
])('numbers, signs and lines stay what they are: %s', async (typed, shown) => {
  expect(await html(typed)).toBe(shown);
});

test.each([
  ['at https://example.com/_a_*b*_ x', 'https://example.com/_a_*b*_'],
  ['see www.example.com/_a_b_ now', 'www.example.com/_a_b_'],
  ['**https://example.com/a_b**', 'https://example.com/a_b'],
])('an address is not cut or changed: %s', async (typed, address) => {
  expect(await html(typed)).toContain(`>${address}</a>`);
});

test('an address keeps what would be an entity elsewhere', async () => {
  expect(await html('at https://example.com/?a=1&copy=2 x')).toBe(
    `<p>at ${link('https://example.com/?a=1&amp;copy=2')} x</p>`,
  );
});

test.each([
  ['`a_b *c* <b> ||d||`', '<p><code>a_b *c* &lt;b> ||d||</code></p>'],
  ['<code>a_b *c* <b></code>', '<p><code>a_b *c* &lt;b></code></p>'],
  ['<pre>\n*x*\n\n<b>\n</pre>', '<pre><code>\n*x*\n\n&lt;b>\n</code></pre>'],
  ['```\n- https://example.com/\n```', '<pre><code>- https://example.com/\n</code></pre>'],
])('nothing in code is read: %s', async (typed, shown) => {
  expect(await html(typed)).toBe(shown);
});

test('code that names its language has colours as classes', async () => {
  const shown = await html('```js\nconst a = "<b>";\n```');

  expect(shown).toContain('<span class="hljs-keyword">const</span>');
  expect(shown).toContain('&lt;b>');
  expect(await html('```nothing\nconst a\n```')).not.toContain('hljs');
  expect(await html('<span class="hljs-keyword">x</span>')).not.toContain('<span');
});

test.each([
  [
    'say ||the *end*|| x',
    '<p>say </p><details class="spoiler"><summary>Spoiler</summary><p>the <em>end</em></p></details><p> x</p>',
  ],
  ['if (a || b || c)', '<p>if (a || b || c)</p>'],
  ['a||b||c', '<p>a||b||c</p>'],
])('spoilers are folded, sums are not: %s', async (typed, shown) => {
  expect(await html(typed)).toBe(shown);
});

test('a pasted frame of a known service is its embed, another stays text', async () => {
  const cards = (_blog: unknown, urls: string[]) =>
    Promise.resolve(new Map(urls.map((url) => [url, `<i>${url}</i>`])));
  const render = async (content: string) =>
    (await renderComment(site.blog, content, { embedsFor: cards })).html;

  expect(
    await render('<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ?si=x" allowfullscreen></iframe>'),
  ).toBe('<i>https://www.youtube.com/watch?v=dQw4w9WgXcQ</i>');
  expect(await render('<iframe src="https://other.example/"></iframe>')).toContain('&lt;iframe');
});

async function leave(content: string) {
  const post = await site.hasPost();
  const fields = { comment_post_ID: post.id, author: 'Ada', email: 'ada@example.com', comment: content };
  const answer = await site.request.post('/comments').type('form').send(fields);
  const row = await site.blog.db('comments').where({ post_id: post.id }).first();
  return { answer, row };
}

test.each(['<b></b>', '&nbsp;', '\u200b'.repeat(3) + '<i> </i>'])(
  'what would show nothing is refused with the reason: %s',
  async (content) => {
    const { answer, row } = await leave(content);

    expect([answer.status, row]).toEqual([422, undefined]);
    expect(answer.text).toContain('Nothing of what you wrote can be shown');
  },
);

test('what an import or a linkback brought is never read as Markdown, also when it is made again', async () => {
  const post = await site.hasPost();
  const content = '5 *is* not\n1986. A year';
  const kept = await site.hasComment({
    post_id: post.id,
    author_email: 'ben@example.com',
    content,
    content_format: 'html',
  });
  const typed = await leave(content);
  await site.blog.db('comments').update({ html_version: 0 });

  await renderOld(site.blog);

  const shown = await site.blog.db('comments').where({ id: kept.id }).first('html');
  const ours = await site.blog.db('comments').where({ id: typed.row.id }).first('html');
  expect(shown.html).toBe('<p>5 *is* not<br>\n1986. A year</p>');
  expect(ours.html).toContain('<em>is</em>');
  expect((await renderKept(site.blog, { content: '<b>x</b>\n\ny', content_format: 'html' })).html).toBe(
    '<p><b>x</b></p>\n<p>y</p>',
  );
});

test('a preview is what would be posted, and stores nothing', async () => {
  const post = await site.hasPost();
  const content = '**Bold** <header>\n\nhttps://example.com/a_b_';
  const ask = (comment: string) =>
    site.request
      .post('/comments/preview')
      .set('Accept', 'application/json')
      .type('form')
      .send({ comment, comment_post_ID: post.id });

  const shown = await ask(content);
  const nothing = await ask('<b></b>');
  const foreign = await ask(content).set('Sec-Fetch-Site', 'cross-site');
  const [counted] = await site.blog
    .db('comments')
    .where({ post_id: post.id })
    .count<{ count: number }[]>('*');
  const { row } = await leave(content);

  expect(shown.body.html).toBe(row.html);
  expect(nothing.status).toBe(422);
  expect(nothing.body.error).toContain('Nothing of what you wrote');
  expect([foreign.status, counted!.count]).toEqual([403, 0]);
});

test('without script the form comes back with the preview above it', async () => {
  const post = await site.hasPost();

  const answer = await site.request
    .post('/comments/preview')
    .type('form')
    .send({ comment_post_ID: post.id, comment: '**Bold**', author: 'Ada' });

  expect(answer.status).toBe(200);
  expect(answer.text).toMatch(/comment-preview[^]*<strong>Bold<\/strong>[^]*<form id="commentform"/);
  expect(answer.text).toContain('**Bold**</textarea>');
  expect(answer.text).toContain('value="Ada"');
  expect(answer.text).not.toContain('id="comment-error"');
});

test('previews are counted by their own limit', async () => {
  const small = await startBlog({ COMMENT_ATTEMPTS: '2' });
  const ask = () =>
    small.request
      .post('/comments/preview')
      .set('Accept', 'application/json')
      .type('form')
      .send({ comment: 'x' });

  const statuses: number[] = [];
  for (let at = 0; at < 9; at += 1) statuses.push((await ask()).status);

  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 200, 200, 429]);
});

test('a closed post gives the text back without a form that could only be refused again', async () => {
  const post = await site.hasPost({ comment_status: 'closed' });

  const answer = await site.request
    .post('/comments')
    .type('form')
    .send({ comment_post_ID: post.id, comment: 'Too late', author: 'Ada', email: 'ada@example.com' });

  expect(answer.status).toBe(403);
  expect(answer.text).toContain('Comments are closed here.');
  expect(answer.text).toContain('Too late</textarea>');
  expect(answer.text).not.toContain('id="commentform"');
});

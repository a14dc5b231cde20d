// tests/comments/thread/thread.test.ts: what readers see of a conversation.
import { expect, test } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { threadItems } from '../../../src/comments/thread/thread.ts';
import { startBlog } from '../../blog.ts';
import { processorTime } from '../../processor-time.ts';

const site = await startBlog();
const { db } = site.blog;
const addressOf = ({ slug }: { slug: string }) => `/2026/08/01/${slug}/`;
const textsOf = (html: string) =>
  [...html.matchAll(/<div class="comment-content">\s*<p>([^<]*)/g)].map(([, text]) => text);

test.each<[string, [number, number | null][], number, string]>([
  [
    'replies follow what they answer',
    [
      [1, null],
      [2, null],
      [3, 1],
      [4, 3],
    ],
    5,
    '1 3+ 4++ 2',
  ],
  [
    'too deep stays on the last level',
    [
      [1, null],
      [2, 1],
      [3, 2],
      [4, 3],
    ],
    2,
    '1 2+ 3+ 4+',
  ],
  [
    'without levels all in one row',
    [
      [1, null],
      [2, 1],
      [3, null],
    ],
    1,
    '1 2 3',
  ],
  [
    'a lost parent: at the top',
    [
      [2, 1],
      [3, 2],
    ],
    5,
    '2 3+',
  ],
])('%s', (_what, rows, depth, shown) => {
  const items = threadItems(
    rows.map(([id, parent_id]) => ({ id, parent_id })),
    { depth, order: 'asc' },
  );

  expect(items.map(({ row, level }) => row.id + '+'.repeat(level - 1)).join(' ')).toBe(shown);
  // Every list that opens closes again.
  const open = items.map(({ opens, closes }) => Number(opens) - closes);
  expect(open.reduce((sum, one) => sum + one, 0)).toBe(0);
});

test('a thread of thousands of replies is no recursion', () => {
  const rows = Array.from({ length: 20_000 }, (_, id) => ({ id: id + 1, parent_id: id || null }));

  expect(threadItems(rows, { depth: 5, order: 'asc' })).toHaveLength(20_000);
});

test('nested lists, marks of the author, places for those who cannot see the indentation', async () => {
  const author = await site.hasUser({
    role: 'author',
    slug: 'the-writer',
    login: 'secret-login',
    display_name: 'Writer',
  });
  const post = await site.hasPost({ author_id: author.id });
  const top = await site.hasComment({ post_id: post.id, content: 'Question', author_name: 'Bea' });
  const reply = await site.hasComment({
    post_id: post.id,
    parent_id: top.id,
    content: 'Answer',
    author_name: 'Writer',
    user_id: author.id,
  });
  await site.hasComment({
    post_id: post.id,
    type: 'trackback',
    author_name: 'Another blog',
    author_url: 'https://blog.example/x',
    content: 'Linked',
  });

  const { text } = await site.request.get(addressOf(post));

  expect(textsOf(text)).toEqual(['Question', 'Answer', 'Linked']);
  expect(text).toContain('2 comments on');
  expect(text).toContain('>One mention</h3>');
  expect(text).toMatch(
    new RegExp(`<li id="comment-${top.id}" class="comment even thread-even depth-1 parent">`),
  );
  expect(text).toMatch(
    new RegExp(
      `<ol class="children">\\s*<li id="comment-${reply.id}" class="comment odd alt depth-2 byuser comment-author-the-writer bypostauthor" data-parent="${top.id}">`,
    ),
  );
  expect(text).toMatch(/Reply to <\/span><bdi>Bea<\/bdi><span class="screen-reader-text">, level 2</);
  expect(text).toContain('<span class="comment-badge">Author</span>');
  expect(text).toContain('Trackback from');
  expect(text).toContain('<a href="https://blog.example/x" rel="external nofollow ugc" class="url">');
  expect(text).not.toContain('secret-login');
});

test('nothing of an email, a machine or a third party stands in the page (C15, D19)', async () => {
  const post = await site.hasPost();
  await site.hasComment({
    post_id: post.id,
    author_email: 'hidden@mail.example',
    author_ip: '192.0.2.77',
    user_agent: 'OddBrowser/1',
  });

  const { text } = await site.request.get(addressOf(post));

  expect(text).toContain('Some words of a reader.');
  expect(text).toMatch(/class="avatar avatar-colour-\d+" aria-hidden="true">A</);
  expect(text).not.toMatch(/hidden@mail|192\.0\.2\.77|OddBrowser|gravatar/i);
  const foreign = [...text.matchAll(/(?:src|srcset)="(https?:[^"]+)/g)];
  expect(foreign).toEqual([]);
});

test('a name with markup stays a name (A5), a website cannot break out (A10), tricks of direction go (A17)', async () => {
  const post = await site.hasPost();
  await site.request.post('/comments').type('form').send({
    comment_post_ID: post.id,
    author: '" onerror="alert(1) <b>\u202enimda',
    email: 'eve@example.com',
    url: "http://x.example/'onmouseover='alert(1)",
    comment: 'Look at my name',
  });
  await db('comments').where({ post_id: post.id }).update({ status: 'approve' });
  await db('posts').where({ id: post.id }).update({ comment_count: 1 });
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

  const pages = [
    await site.request.get(addressOf(post)),
    await editor.get(`/admin/comments?post=${post.id}`),
  ];

  for (const { text } of pages) {
    expect(text).toContain('&#34; onerror=&#34;alert(1) &lt;b&gt;nimda');
    expect(text).not.toMatch(/onerror="alert|\u202e/);
    expect(text).toContain('http://x.example/%27onmouseover=%27alert(1)');
  }
});

test('what is not approved, or of an unknown kind, no stranger sees (A14)', async () => {
  const post = await site.hasPost();
  await site.hasComment({ post_id: post.id, content: 'Shown' });
  for (const status of ['hold', 'spam', 'trash'] as const) {
    await site.hasComment({ post_id: post.id, status, content: `Hidden ${status}` });
  }
  await site.hasComment({ post_id: post.id, type: 'note' as never, content: 'Hidden note' });

  const { text } = await site.request.get(addressOf(post));

  expect(textsOf(text)).toEqual(['Shown']);
});

test('the form is made for a reply without script', async () => {
  const post = await site.hasPost();
  const { id } = await site.hasComment({ post_id: post.id, author_name: 'Bea' });
  const plain = await site.request.get(addressOf(post));

  const asked = await site.request.get(`${addressOf(post)}?replytocom=${id}`);

  expect(plain.text).toContain(`href="${addressOf(post)}?replytocom=${id}#respond"`);
  expect(asked.text).toContain('Leave a Reply to Bea');
  expect(asked.text).toContain(`name="comment_parent" value="${id}"`);
});

test('pages of threads: the newest first, older ones at their own address, links that find their page', async () => {
  await saveSettings(db, discussion, { page_comments: true, comments_per_page: 2 });
  const post = await site.hasPost();
  const made = [];
  for (const content of ['one', 'two', 'three', 'four', 'five']) {
    made.push(await site.hasComment({ post_id: post.id, content }));
  }
  await site.hasComment({ post_id: post.id, content: 'reply', parent_id: made[0]!.id });
  const address = addressOf(post);

  const newest = await site.request.get(address);
  const first = await site.request.get(`${address}comment-page-1/`);
  const link = async (id: number) => (await site.request.get(`/comments/${id}`)).headers.location;

  expect(textsOf(newest.text)).toEqual(['five']);
  expect(newest.text).toContain(`href="${address}comment-page-2/#comments"`);
  expect(textsOf(first.text)).toEqual(['one', 'reply', 'two']);
  expect(await link(made[0]!.id)).toBe(`${address}comment-page-1/#comment-${made[0]!.id}`);
  expect(await link(made[2]!.id)).toBe(`${address}comment-page-2/#comment-${made[2]!.id}`);
  expect(await link(made[4]!.id)).toBe(`${address}#comment-${made[4]!.id}`);
  await saveSettings(db, discussion, { default_comments_page: 'oldest', comment_order: 'desc' });
  expect(textsOf((await site.request.get(address)).text)).toEqual(['two', 'one', 'reply']);
  await saveSettings(db, discussion, discussion.parse({}));
});

test('a post with 5,000 comments shows a page fast', async () => {
  const post = await site.hasPost({ comment_count: 5000 });
  await db.raw(
    `INSERT INTO comments (post_id, status, author_name, content, html, posted_at, html_version)
     SELECT :id, 'approve', 'Reader ' || n, 'text', '<p>text</p>', timestamptz '2026-07-01' + n * interval '1 minute', 1
       FROM generate_series(1, 5000) AS n`,
    { id: post.id },
  );
  await saveSettings(db, discussion, { page_comments: true });
  await site.request.get(addressOf(post));

  const { spent, result } = await processorTime(() => site.request.get(addressOf(post)));

  expect(textsOf(result.text)).toHaveLength(50);
  expect(spent).toBeLessThan(1000);
  await saveSettings(db, discussion, { page_comments: false });
});

test('a thread of thousands of replies, each answering the one before, is shown in parts and none is missing', async () => {
  const post = await site.hasPost({ comment_count: 5201 });
  await db.raw(
    `WITH first AS (SELECT coalesce(max(id), 0) AS id FROM comments)
     INSERT INTO comments (id, post_id, parent_id, status, author_name, content, html, posted_at, html_version)
     SELECT first.id + n, :id, CASE WHEN n > 1 THEN first.id + n - 1 END, 'approve', 'Reader', 'text',
            '<p>said ' || n || '</p>', timestamptz '2026-07-01' + n * interval '1 minute', 1
       FROM first, generate_series(1, 5201) AS n`,
    { id: post.id },
  );
  await db.raw(`SELECT setval(pg_get_serial_sequence('comments', 'id'), (SELECT max(id) FROM comments))`);
  const [last] = await db('comments').where({ post_id: post.id }).orderBy('id', 'desc').limit(1);

  const said: string[] = [];
  let address: string | undefined = addressOf(post);
  const { spent } = await processorTime(async () => {
    while (address) {
      const { text } = await site.request.get(address);
      said.push(...textsOf(text).map(String));
      address = /href="([^"#]+)#comments">More replies/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    }
  });
  const link = await site.request.get(`/comments/${last.id}`);

  expect(said).toHaveLength(5201);
  expect(new Set(said).size).toBe(5201);
  expect(said.at(-1)).toBe('said 5201');
  expect(link.headers.location).toBe(`${addressOf(post)}?replies=6#comment-${last.id}`);
  expect(spent).toBeLessThan(15_000);
});

test.each([
  ['mystery', />AL</],
  ['initials', />AL</],
  ['color', /avatar-colour-\d+" aria-hidden="true"><\/span>/],
  ['identicon', /<svg viewBox="-1 -1 7 7" focusable="false"><path fill="currentColor" d="M\d \dh1v1h-1z/],
  ['blank', undefined],
] as const)('the picture beside a name: %s', async (avatar_default, look) => {
  const post = await site.hasPost();
  await site.hasComment({ post_id: post.id, author_name: 'Ada Lovelace', author_email: 'ada@mail.example' });
  await saveSettings(db, discussion, { avatar_default });

  const { text } = await site.request.get(addressOf(post));

  const found = /<span class="avatar [^]*?<\/span>/.exec(text)?.[0];
  if (look) expect(found).toMatch(look);
  else expect(found).toBeUndefined();
  await saveSettings(db, discussion, { avatar_default: 'mystery' });
});

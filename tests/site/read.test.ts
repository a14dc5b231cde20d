// tests/site/read.test.ts: reading posts, pages and lists.
import { expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { general } from '../../src/base/settings/general.ts';
import { ensureTerm, setTerms } from '../../src/terms/queries.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const on = (day: string) => new Date(`${day}T10:00:00Z`);
const mainOf = (text: string) => text.slice(text.indexOf('<main'), text.indexOf('</main>'));
const titlesOf = (text: string) =>
  [...mainOf(text).matchAll(/<h2 class="p-name"><a[^>]*>([^<]*)</g)].map(([, title]) => title);

test('the home page lists ten posts, sticky ones first, the newest next; the rest on further pages', async () => {
  for (let day = 1; day <= 12; day += 1) {
    await site.hasPost({ title: `Day ${day}`, slug: `day-${day}`, published_at: on(`2026-07-${day + 10}`) });
  }
  await site.blog.db('posts').where({ slug: 'day-2' }).update({ is_sticky: true });

  const first = titlesOf((await site.request.get('/')).text);
  const second = await site.request.get('/page/2/');

  expect(first.slice(0, 3)).toEqual(['Day 2', 'Day 12', 'Day 11']);
  expect(first).toHaveLength(11);
  expect(titlesOf(second.text)).toEqual(['Day 2', 'Day 1']);
  expect(second.text).toContain('<link rel="prev" href="/">');
});

test('a post shows what belongs to it', async () => {
  const author = await site.hasUser({ display_name: 'Ada <L>', slug: 'ada' });
  const news = await ensureTerm(site.blog.db, { taxonomy: 'category', name: 'News' });
  const tag = await ensureTerm(site.blog.db, { taxonomy: 'post_tag', name: 'the sea' });
  await site.hasPost({ slug: 'before', title: 'One before', published_at: on('2025-01-01') });
  const post = await site.hasPost({
    slug: 'whole',
    title: 'A "whole" post',
    author_id: author.id,
    published_at: on('2025-01-02'),
    html: '<p>Beginning.</p><!--more--><p>End.</p>',
  });
  await site.hasPost({ slug: 'after', title: 'One after', published_at: on('2025-01-03') });
  await setTerms(site.blog.db, post.id, 'category', [news.id]);
  await setTerms(site.blog.db, post.id, 'post_tag', [tag.id]);

  const { text } = await site.request.get('/2025/01/02/whole/');
  const list = await site.request.get('/2025/01/02/');

  expect(text).toContain('<h1 class="p-name">A “whole” post</h1>');
  expect(text).toContain('<a class="p-author h-card" rel="author" href="/author/ada/">Ada &lt;L&gt;</a>');
  expect(text).toContain('datetime="2025-01-02T10:00:00Z">January 2, 2025');
  expect(text).toContain('href="/category/news/">News</a>');
  expect(text).toContain('href="/tag/the-sea/">the sea</a>');
  expect(text).toMatch(/rel="prev" href="\/2025\/01\/01\/before\/"[^]*One before/);
  expect(text).toMatch(/rel="next" href="\/2025\/01\/03\/after\/"[^]*One after/);
  expect(text).toContain(`<p>Beginning.</p><span id="more-${post.id}"></span><p>End.</p>`);
  expect(text).toContain('<link rel="canonical" href="http://blog.example/2025/01/02/whole/">');
  expect(text).toContain('trackback:ping="http://blog.example/2025/01/02/whole/trackback/"');
  expect(list.text).toContain(`href="/2025/01/02/whole/#more-${post.id}">Continue reading`);
  expect(list.text).not.toContain('End.');
});

test.each([
  ['open', 'open', /leave a response<\/a>, or <a rel="trackback" href="\/2024[^"]*\/trackback\/">trackback/],
  ['closed', 'open', /closed at present, but you can <a rel="trackback"/],
  ['open', 'closed', /skip to the end and <a href="#respond">.*pinging is not allowed/],
  ['closed', 'closed', /Both comments and pings are closed/],
] as const)(
  'the closing sentence with comments %s and pings %s',
  async (comment_status, ping_status, sentence) => {
    const slug = `closing-${comment_status}-${ping_status}`;
    await site.hasPost({ slug, comment_status, ping_status, published_at: on('2024-03-01') });

    const { text } = await site.request.get(`/2024/03/01/${slug}/`);

    expect(text).toMatch(sentence);
    expect(text).toContain(`href="/2024/03/01/${slug}/feed/">RSS 2.0 comment feed</a>`);
    expect(text.includes('trackback:ping=')).toBe(ping_status === 'open');
  },
);

test('a category shows the posts of its children; archives have titles', async () => {
  const parent = await ensureTerm(site.blog.db, { taxonomy: 'category', name: 'Places' });
  const child = await ensureTerm(site.blog.db, { taxonomy: 'category', name: 'Coast', parent_id: parent.id });
  const post = await site.hasPost({ slug: 'cliff', title: 'Cliffs', published_at: on('2023-04-05') });
  await setTerms(site.blog.db, post.id, 'category', [child.id]);

  const above = await site.request.get('/category/places/');
  const below = await site.request.get('/category/places/coast/');
  const month = await site.request.get('/2023/04/');

  expect(titlesOf(above.text)).toEqual(['Cliffs']);
  expect(below.text).toContain('<title>Category: Coast – Quillback</title>');
  expect(month.text).toMatch(/<h1><span class="kind">Month.*April 2023<\/h1>/);
});

test('private, scheduled and draft posts are in no list and open for nobody but their people (A14)', async () => {
  const author = await site.hasUser({ slug: 'hider' });
  const editor = await site.hasUser({ role: 'editor' });
  for (const status of ['private', 'future', 'draft', 'pending', 'trash'] as const) {
    const known = { title: `Unseen ${status}`, slug: `unseen-${status}`, author_id: author.id };
    await site.hasPost({ ...known, status, published_at: on('2022-01-01') });
  }
  await site.hasPost({ title: 'Seen', slug: 'seen', author_id: author.id, published_at: on('2022-01-01') });

  const lists = await Promise.all(
    ['/2022/', '/2022/01/01/', '/author/hider/', '/?s=unseen', '/2022/01/01/seen/'].map((path) =>
      site.request.get(path),
    ),
  );
  const stranger = await site.request.get('/2022/01/01/unseen-private/');
  const staff = await (await site.signIn(editor)).get('/2022/01/01/unseen-private/');

  expect(lists.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(lists.map(({ text }) => /Unseen/.test(text))).toEqual([false, false, false, false, false]);
  expect(titlesOf(lists[0]!.text)).toEqual(['Seen']);
  expect(stranger.status).toBe(404);
  expect([staff.status, staff.headers['cache-control']]).toEqual([200, 'private, no-store']);
  expect(staff.text).toContain('<span class="label">Private</span>');
});

test('the trash opens for nobody, its author and administrators included; what it was before does', async () => {
  const author = await site.hasUser();
  const people = [
    author,
    await site.hasUser({ role: 'editor' }),
    await site.hasUser({ role: 'administrator' }),
  ];
  const agents = await Promise.all(people.map((user) => site.signIn(user)));
  const open = async (type: 'post' | 'page', status: 'draft' | 'trash') => {
    const known = { title: `Once ${type}`, html: `<p>Words in the ${status}.</p>`, author_id: author.id };
    const post = await site.hasPost({
      ...known,
      type,
      status,
      former_status: status === 'trash' ? 'draft' : null,
    });
    const address = type === 'page' ? `/?page_id=${post.id}` : `/?p=${post.id}`;
    const answers = await Promise.all(
      [...agents, site.agent()].map((agent) => agent.get(address).redirects(1)),
    );
    return answers.map(({ status: code, text }) => [code, text.includes(`Words in the ${status}.`)]);
  };

  const [shown, none] = [
    [200, true],
    [404, false],
  ];
  expect(await open('post', 'draft')).toEqual([shown, shown, shown, none]);
  expect(await open('post', 'trash')).toEqual([none, none, none, none]);
  expect(await open('page', 'trash')).toEqual([none, none, none, none]);
});

test('a protected post opens with its password, which no cookie holds', async () => {
  const post = await site.hasPost({
    slug: 'locked',
    password: 'fish & chips',
    html: '<p>The treasure.</p>',
    excerpt: 'About treasure.',
    published_at: on('2021-01-01'),
  });
  await site.hasComment({ post_id: post.id, content: 'A comment on treasure' });
  const reader = site.agent();
  const give = (post_password: string) =>
    reader
      .post('/password')
      .type('form')
      .send({ post_id: post.id, post_password, redirect_to: '//evil.example' });

  const before = await reader.get('/2021/01/01/locked/');
  const list = await reader.get('/2021/');
  const wrong = await give('chips');
  const rightWord = await give('fish & chips');
  const after = await reader.get('/2021/01/01/locked/');

  expect(before.text).toContain('name="post_password"');
  expect(before.text + list.text).not.toMatch(/treasure/);
  expect([wrong.status, wrong.headers['set-cookie']]).toEqual([403, undefined]);
  expect(wrong.text).toContain('not the password');
  expect([rightWord.status, rightWord.headers.location]).toEqual([303, '/2021/01/01/locked/']);
  expect(String(rightWord.headers['set-cookie'])).toMatch(
    /^wp-postpass_\w+=[0-9a-f]{64}; Max-Age=864000;.*HttpOnly; SameSite=Lax/,
  );
  expect(after.text).toContain('The treasure.');
  expect(after.text).toContain('A comment on treasure');
  expect(after.headers['cache-control']).toMatch(/private/);
});

test('guessing the password of a post is slowed down', async () => {
  const post = await site.hasPost({ slug: 'guessed', password: 'x', published_at: on('2021-02-01') });
  const statuses = new Set<number>();

  for (let guess = 0; guess < 12; guess += 1) {
    const answer = await site.request
      .post('/password')
      .type('form')
      .send({ post_id: post.id, post_password: `${guess}` });
    statuses.add(answer.status);
  }

  expect([...statuses]).toEqual([403, 429]);
});

test('the source of a syndicated article is shown, linked, and canonical or hidden from search as chosen', async () => {
  const source = {
    source_name: 'The Times',
    source_url: 'https://times.example/a',
    source_author: 'B. Pike',
  };
  await site.hasPost({ ...source, slug: 'own', published_at: on('2020-01-01') });
  await site.hasPost({ ...source, slug: 'theirs', canonical: 'source', published_at: on('2020-01-01') });
  await site.hasPost({ ...source, slug: 'hidden', canonical: 'noindex', published_at: on('2020-01-01') });
  await site.hasPost({
    slug: 'odd',
    source_url: 'javascript:alert(1)',
    source_name: 'Odd',
    published_at: on('2020-01-01'),
  });

  const [own, theirs, hidden, odd] = await Promise.all(
    ['own', 'theirs', 'hidden', 'odd'].map(
      async (slug) => (await site.request.get(`/2020/01/01/${slug}/`)).text,
    ),
  );

  expect(own).toContain(
    '<a class="u-repost-of" rel="external" href="https://times.example/a">The Times</a>, by B. Pike',
  );
  expect(own).toContain('<link rel="canonical" href="http://blog.example/2020/01/01/own/">');
  expect(own).toContain('"isBasedOn":"https://times.example/a"');
  expect(theirs).toContain('<link rel="canonical" href="https://times.example/a">');
  expect(hidden).toContain('<meta name="robots" content="noindex">');
  expect(odd).not.toContain('javascript:');
});

test('an unchanged page is 304 for strangers, and nothing of a visitor with cookies is kept (E3, E4)', async () => {
  await site.hasPost({ slug: 'still', comment_status: 'closed', published_at: on('2019-01-01') });
  const address = '/2019/01/01/still/';

  const first = await site.request.get(address);
  const again = await site.request.get(address).set('If-None-Match', first.headers.etag!);
  const known = await site.request.get(address).set('Cookie', 'comment_author_x=Ada');
  const disguised = await site.request.get(`${address}x.css`);

  expect([first.headers['cache-control'], first.headers.vary]).toEqual([
    'no-cache',
    expect.stringContaining('Cookie'),
  ]);
  expect([again.status, again.text]).toEqual([304, '']);
  expect(known.headers['cache-control']).toMatch(/private/);
  expect(disguised.status).toBe(404);
});

test('a hidden blog says so, and robots.txt keeps robots out of the desk only', async () => {
  const robots = await site.request.get('/robots.txt');
  await saveSettings(site.blog.db, general, { blog_public: false });
  const home = await site.request.get('/');
  await saveSettings(site.blog.db, general, { blog_public: true });
  const open = await site.request.get('/');

  expect(robots.text).toContain('User-agent: *\nDisallow: /admin/');
  expect(home.text).toContain('<meta name="robots" content="noindex, nofollow">');
  expect(open.text).not.toContain('name="robots"');
});

test('a locked post offers no answer that its form could not take', async () => {
  await site.hasPost({ slug: 'shut', password: 'x', published_at: on('2018-01-01') });
  await site.hasPost({ slug: 'unshut', published_at: on('2018-01-01') });

  const shut = await site.request.get('/2018/01/01/shut/');
  const unshut = await site.request.get('/2018/01/01/unshut/');

  expect(mainOf(shut.text)).not.toContain('#respond');
  expect(mainOf(unshut.text)).toContain('#respond');
});

test('the parts of a post are not older or newer, but the next and the one before', async () => {
  const html = '<p>One.</p><!--nextpage--><p>Two.</p><!--nextpage--><p>Three.</p>';
  await site.hasPost({ slug: 'parts', html, published_at: on('2026-07-09') });

  const page = await site.request.get('/2026/07/09/parts/2/');

  const [nav] = page.text.match(/<nav class="paging"[^]*?<\/nav>/)!;
  expect(nav).toMatch(/rel="prev"[^>]*>Previous</);
  expect(nav).toMatch(/rel="next"[^>]*>Next</);
});

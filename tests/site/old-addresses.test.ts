// tests/site/old-addresses.test.ts: whatever led somewhere on the old site leads there here: addresses that an export names, folders, queries, screens.
import { expect, test } from 'vitest';
import type { Post } from '../../src/posts/post.ts';
import { formerBases } from '../../src/posts/old-addresses.ts';
import { formerPermalinks, permalinks } from '../../src/posts/settings.ts';
import { saveSettings, settings } from '../../src/base/settings/settings.ts';
import { startBlog, type TestBlog } from '../blog.ts';
import { attachment, bring, comment, item, wxr } from '../import/kit.ts';

/** Where an address leads in the end: the last place and its status. */
async function leads(site: TestBlog, address: string): Promise<string> {
  let place = address;
  for (let hops = 0; hops < 5; hops += 1) {
    const { status, headers } = await site.request.get(place);
    if (status < 300 || status > 399) return status === 200 ? place : String(status);
    place = headers.location as string;
  }
  return 'round and round';
}

const category = '<category domain="category" nicename="news"><![CDATA[News]]></category>';

async function moved(base: string, link: (id: number, slug: string) => string): Promise<TestBlog> {
  const site = await startBlog();
  const site0 = `http://old.example${base}`;
  const posts = [11, 12, 13].map((id) =>
    item(id, 'Words.', {
      link: site0 + link(id, `post-${id}`),
      'wp:post_date': '2025-03-04 10:00:00',
      more: category + (id === 11 ? comment(21, 'Said.') : ''),
    }),
  );
  const about = item(14, 'Words.', {
    'wp:post_type': 'page',
    'wp:post_name': 'about',
    title: 'About',
    link: `${site0}/about/`,
  });
  const longer = item(15, 'Words.', {
    'wp:post_type': 'page',
    'wp:post_name': 'about-this-blog',
    link: `${site0}/about-this-blog/`,
  });
  await bring(site, wxr(posts.join('') + about + longer, site0));
  return site;
}

const post = '/2025/03/04/post-11/';

test.each<[string, string, (id: number, slug: string) => string, [string, string][]]>([
  [
    'a plain structure in a folder',
    '/wordpress',
    (id) => `/?p=${id}`,
    [
      ['/wordpress/?p=11', post],
      ['/wordpress/?p=11&cpage=1', post],
      ['/wordpress', '/'],
      ['/wordpress/', '/'],
      ['/wordpress/?cat=2', '/category/news/'],
      ['/wordpress/?feed=rss2', '/feed/'],
      ['/wordpress/?p=99', '404'],
    ],
  ],
  [
    'names in a folder',
    '/blog',
    (_id, slug) => `/${slug}/`,
    [
      ['/blog/post-11/', post],
      ['/blog/post-11', post],
      ['/blog/post-11/feed/', `${post}feed/`],
      ['/blog/post-11/comment-page-1/', `${post}comment-page-1/`],
      ['/blog/about/', '/about/'],
      ['/blog/category/news/', '/category/news/'],
      ['/blog/category/news/feed/', '/category/news/feed/'],
      ['/blog/author/ada/', '/author/ada/'],
      ['/blog/2025/03/', '/2025/03/'],
      ['/blog/feed/', '/feed/'],
      ['/blog/comments/feed/', '/comments/feed/'],
      ['/blog/?p=12', '/2025/03/04/post-12/'],
      ['/blog/nothing-of-the-kind/', '404'],
      ['/elsewhere/nothing/', '404'],
    ],
  ],
  [
    'names that end in .html',
    '',
    (_id, slug) => `/archives/${slug}.html`,
    [
      ['/archives/post-11.html', post],
      ['/archives/post-11.html/feed/', `${post}feed/`],
      ['/ARCHIVES/POST-11.HTML', post],
      ['/archives/post-99.html', '404'],
    ],
  ],
  [
    'numbers',
    '',
    (id) => `/archives/${id}`,
    [
      ['/archives/11', post],
      ['/archives/12/', '/2025/03/04/post-12/'],
      ['/archives/99', '404'],
    ],
  ],
  [
    'names below a category',
    '',
    (_id, slug) => `/news/${slug}/`,
    [
      ['/news/post-11/', post],
      ['/news/post-11/comment-page-1/', `${post}comment-page-1/`],
    ],
  ],
  [
    'other letters',
    '',
    (id) => `/%e6%96%87-${id}/`,
    [
      ['/%E6%96%87-11/', post],
      ['/文-12', '/2025/03/04/post-12/'],
    ],
  ],
  ['a cut percent code', '', (id) => `/${id}-%d0%bf%d1/`, [['/11-%d0%bf%d1/', post]]],
])('%s', async (_name, base, link, addresses) => {
  const site = await moved(base, link);

  for (const [from, to] of addresses)
    expect([from, await leads(site, from.replaceAll(/[^ -~]/g, encodeURIComponent))]).toEqual([from, to]);
});

test('the folder and the structure of the old site are remembered and told', async () => {
  const site = await startBlog();
  const posts = [11, 12].map((id) =>
    item(id, 'x', {
      link: `http://old.example/blog/2025/03/post-${id}.html`,
      'wp:post_date': '2025-03-04 10:00:00',
    }),
  );

  const { rows } = await bring(site, wxr(posts.join(''), 'http://old.example/blog'));

  expect(await settings(site.blog.db, formerBases)).toEqual({ former_bases: ['/blog'] });
  const { former_permalinks } = await settings(site.blog.db, formerPermalinks);
  expect(former_permalinks).toMatchObject([{ permalink_structure: '/%year%/%monthnum%/%postname%.html' }]);
  expect(rows.find(({ kind }) => kind === 'addresses')).toMatchObject({
    came_in: 2,
    reasons: [expect.stringContaining('/blog/%year%/%monthnum%/%postname%.html')],
  });
  expect(await leads(site, '/2025/03/post-11.html')).toBe(post);
});

test('a guess takes the exact name, then the shortest; a date in the address decides', async () => {
  const site = await startBlog();
  const named = (slug: string, date: string, type = 'post') =>
    site.hasPost({ slug, type, published_at: new Date(date) });
  await named('about', '2024-01-01', 'page');
  await named('about-this-blog', '2026-01-01', 'page');
  await named('harbour-fest-tickets-and-more', '2026-02-01');
  await named('harbour-fest-tickets', '2024-02-01');
  await named('harbour-fest', '2023-02-01');

  for (const [from, to] of [
    ['/blog/about/', '/about/'],
    ['/old/abou/', '/about/'],
    ['/harbour/', '/2023/02/01/harbour-fest/'],
    ['/harbour-fest-tic', '/2024/02/01/harbour-fest-tickets/'],
    ['/2026/02/harbour-fest-tic/', '/2026/02/01/harbour-fest-tickets-and-more/'],
    ['/2024/02/29/harbour-f/', '/2024/02/01/harbour-fest-tickets/'],
    ['/2022/02/01/harbour-f/', '404'],
    ['/2022/02/01/harbour-fest/', '/2023/02/01/harbour-fest/'],
  ])
    expect([from, await leads(site, from!)]).toEqual([from, to]);
});

test('of two posts of one slug the date in the address decides', async () => {
  const site = await startBlog();
  const same = (id: number, date: string) =>
    item(id, 'x', { 'wp:post_name': 'same', 'wp:post_date_gmt': date });

  await bring(site, wxr(same(11, '2024-03-04 10:00:00') + same(12, '2023-01-01 10:00:00')));

  expect(await leads(site, '/2024/03/04/same/')).toBe('/2024/03/04/same/');
  expect(await leads(site, '/2023/01/01/same/')).toBe('/2023/01/01/same-2/');
  expect(await leads(site, '/2023/01/01/same/feed/')).toBe('/2023/01/01/same-2/feed/');
  expect(await leads(site, '/2020/01/01/same/')).toBe('/2024/03/04/same/');
});

test.each([
  ['feed', 'post', 'feed-2'],
  ['embed', 'post', 'embed-2'],
  ['trackback', 'post', 'trackback-2'],
  ['comment-page-2', 'post', 'comment-page-2-2'],
  ['page', 'page', 'page-2'],
  ['2024', 'page', '2024-2'],
  ['%d0%bf%d1%80%d0', 'post', 'пр'],
  ['plain', 'post', 'plain'],
])('a slug that would be read as something else, %s of a %s, is %s here', async (slug, type, expected) => {
  const site = await startBlog();
  await saveSettings(site.blog.db, permalinks, { permalink_structure: '/%postname%/' });

  await bring(site, wxr(item(11, 'Words.', { 'wp:post_name': slug, 'wp:post_type': type })));

  const [row] = await site.blog.db<Post>('posts').select('slug');
  expect(row!.slug).toBe(expected);
  expect(await leads(site, `/${encodeURIComponent(expected)}/`)).toBe(
    `/${encodeURIComponent(expected).toLowerCase()}/`,
  );
});

test('queries act as in WordPress', async () => {
  const site = await startBlog();
  const author = await site.hasUser({ slug: 'ada' });
  const [news] = await site.blog
    .db('terms')
    .insert({ taxonomy: 'category', slug: 'news', name: 'News', post_count: 1 })
    .returning('id');
  for (let number = 1; number <= 25; number += 1) {
    const { id } = await site.hasPost({
      slug: `post-${number}`,
      author_id: author.id,
      published_at: new Date(`2024-02-${String(number).padStart(2, '0')}T10:00:00Z`),
    });
    if (number === 1)
      await site.blog.db('post_terms').insert({ post_id: id, term_id: (news as { id: number }).id });
  }
  await site.hasPost({ type: 'page', slug: 'about' });
  await site.hasPost({ slug: 'hidden', status: 'draft', published_at: null });

  for (const [from, to] of [
    ['/?paged=2', '/page/2/'],
    ['/?paged=0', '/'],
    ['/?paged=x', '/?paged=x'],
    ['/?name=post-3', '/2024/02/03/post-3/'],
    ['/?name=hidden', '404'],
    ['/?pagename=about', '/about/'],
    ['/?pagename=post-3', '404'],
    ['/?category_name=news', '/category/news/'],
    ['/?category_name=other/news&paged=1', '/category/news/'],
    ['/?category_name=nothing', '404'],
    ['/?author_name=ada', '/author/ada/'],
    ['/?author_name=nobody', '404'],
    ['/?year=2024', '/2024/'],
    ['/?year=2024&monthnum=2', '/2024/02/'],
    ['/?year=2024&monthnum=02&day=5', '/2024/02/05/'],
    ['/?year=2024&monthnum=2&paged=2', '/2024/02/page/2/'],
    ['/category/news/?paged=1', '/category/news/?paged=1'],
    ['/category/news+other/', '/category/news/'],
    ['/category/news,other/', '/category/news/'],
    ['/category/nothing+news/', '404'],
  ])
    expect([from, await leads(site, from!)]).toEqual([from, to]);
});

test('?cpage= is the page of comments, ?p= of a file leads to it', async () => {
  const site = await startBlog();
  await site.blog.db('settings').insert([
    { name: 'page_comments', value: JSON.stringify(true) },
    { name: 'comments_per_page', value: JSON.stringify(1) },
  ]);
  const said = [21, 22, 23].map((id) => comment(id, `Said ${id}`)).join('');
  await bring(
    site,
    wxr(
      item(11, 'x', { more: said }) +
        attachment(81, 'http://old.example/wp-content/uploads/a.png', { 'wp:post_parent': '11' }),
    ),
  );

  const first = await site.request.get(`${post}?cpage=1&a=b`);
  const file = await site.request.get('/?p=81');

  expect([first.status, first.headers.location]).toEqual([301, `${post}comment-page-1/?a=b`]);
  expect([file.status, file.headers.location]).toEqual([301, post]);
  expect((await site.request.get('/?p=82')).status).toBe(404);
});

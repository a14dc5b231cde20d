// tests/sitemaps/sitemaps.test.ts: what search engines find in the sitemaps, and what is kept out of them.
import { expect, test } from 'vitest';
import { general } from '../../src/base/settings/general.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { parseXml } from '../../src/base/xml/read.ts';
import { permalinks, reading } from '../../src/posts/settings.ts';
import { startBlog, type TestBlog } from '../blog.ts';

const at = 'http://blog.example';

async function xmlOf(site: TestBlog, path: string): Promise<string> {
  const answer = await site.request.get(path);
  expect([path, answer.status, answer.headers['content-type']]).toEqual([
    path,
    200,
    'application/xml; charset=UTF-8',
  ]);
  return answer.text || (answer.body as Buffer).toString('utf8');
}

/** Texts of an element by its local name, in order. */
const textsOf = (xml: string, name: string, uri?: string): string[] =>
  parseXml(xml).flatMap((event) =>
    event.type === 'close' && event.name === name && (!uri || event.uri === uri) ? [event.text] : [],
  );
const sitemap = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const locs = async (site: TestBlog, path: string) => textsOf(await xmlOf(site, path), 'loc', sitemap);

test('the index names what there is, and each file what everybody may read, with dates in the site’s zone', async () => {
  const site = await startBlog();
  const { db } = site.blog;
  await saveSettings(db, general, { timezone_string: 'Europe/Berlin' });
  const ada = await site.hasUser({ slug: 'ada' });
  await site.hasUser({ slug: 'silent' });
  const [news] = await db('terms')
    .insert([
      { taxonomy: 'category', name: 'News', slug: 'news', post_count: 1 },
      { taxonomy: 'category', name: 'Empty', slug: 'empty', post_count: 0 },
      { taxonomy: 'post_tag', name: 'Töne', slug: 'töne', post_count: 1 },
    ])
    .returning<{ id: number }[]>('id');
  const day = new Date('2026-07-01T10:00:00Z');
  const shown = await site.hasPost({
    slug: 'shown',
    author_id: ada.id,
    published_at: day,
    modified_at: day,
    format: 'aside',
  });
  await db('post_terms').insert({ post_id: shown.id, term_id: news!.id });
  const others = { published_at: day, modified_at: day };
  await site.hasPost({ slug: 'locked', password: 'sesame', ...others });
  await site.hasPost({ slug: 'draft', status: 'draft', ...others });
  await site.hasPost({ slug: 'private', status: 'private', ...others });
  await site.hasPost({ slug: 'bin', status: 'trash', ...others });
  await site.hasPost({ slug: 'hidden', canonical: 'noindex', ...others });
  await site.hasPost({ slug: 'elsewhere', canonical: 'source', source_url: 'https://a.example/', ...others });
  const about = await site.hasPost({ type: 'page', slug: 'about', ...others });
  await site.hasPost({ type: 'page', slug: 'team', parent_id: about.id, ...others });

  expect(await locs(site, '/wp-sitemap.xml')).toEqual(
    [
      'posts-post',
      'posts-page',
      'taxonomies-category',
      'taxonomies-post_tag',
      'taxonomies-post_format',
      'users',
    ].map((name) => `${at}/wp-sitemap-${name}-1.xml`),
  );
  expect(await locs(site, '/wp-sitemap-posts-post-1.xml')).toEqual([
    `${at}/2026/07/01/shown/`,
    `${at}/2026/07/01/locked/`,
  ]);
  expect(textsOf(await xmlOf(site, '/wp-sitemap-posts-post-1.xml'), 'lastmod')[0]).toBe(
    '2026-07-01T12:00:00+02:00',
  );
  expect(await locs(site, '/wp-sitemap-posts-page-1.xml')).toEqual([
    `${at}/`,
    `${at}/about/`,
    `${at}/about/team/`,
  ]);
  expect(await locs(site, '/wp-sitemap-taxonomies-category-1.xml')).toEqual([`${at}/category/news/`]);
  expect(await locs(site, '/wp-sitemap-taxonomies-post_tag-1.xml')).toEqual([`${at}/tag/t%c3%b6ne/`]);
  expect(await locs(site, '/wp-sitemap-taxonomies-post_format-1.xml')).toEqual([`${at}/type/aside/`]);
  expect(await locs(site, '/wp-sitemap-users-1.xml')).toEqual([`${at}/author/ada/`]);
});

test('pictures of a post are named, each once; those of a locked post, held or private ones are not', async () => {
  const site = await startBlog();
  const picture = async (name: string, more: object = {}) => {
    const [row] = await site.blog
      .db('media')
      .insert({
        name,
        file: `2026/08/${name}`,
        mime_type: 'image/jpeg',
        status: 'ready',
        is_public: true,
        ...more,
      })
      .returning<{ id: number }[]>('id');
    return row!.id;
  };
  const [a, b, held, sound] = [
    await picture('a&b.jpg'),
    await picture('b.jpg', { version: 2 }),
    await picture('held.jpg', { is_public: false }),
    await picture('sound.mp3', { mime_type: 'audio/mpeg' }),
  ];
  await site.hasPost({ slug: 'open', featured_media_id: a, media_ids: [a, b, held, sound] });
  await site.hasPost({ slug: 'locked', password: 'sesame', media_ids: [b] });

  const xml = await xmlOf(site, '/wp-sitemap-posts-post-1.xml');

  expect(textsOf(xml, 'loc', 'http://www.google.com/schemas/sitemap-image/1.1')).toEqual([
    `${at}/uploads/2026/08/a&b.jpg`,
    `${at}/uploads/2026/08/b.jpg?v=2`,
  ]);
});

test('files are stretches of 2,000 ids: empty ones are not named, and a file costs few queries', async () => {
  const site = await startBlog();
  await site.blog.db.raw(
    `INSERT INTO posts (id, type, status, title, slug, content, html, published_at)
     SELECT id, 'post', 'publish', 'P', 'p-' || id, '', '', '2026-07-01'
       FROM generate_series(1, 12000) AS id WHERE id <= 2500 OR id BETWEEN 8001 AND 9000 OR id = 12000`,
  );
  await saveSettings(site.blog.db, permalinks, { permalink_structure: '/%author%/%category%/%postname%/' });
  const asked: string[] = [];
  site.blog.db.on('query', ({ sql }: { sql: string }) => asked.push(sql));

  const index = await locs(site, '/wp-sitemap.xml');
  asked.length = 0;
  const first = await locs(site, '/wp-sitemap-posts-post-1.xml');
  const ofFirst = asked.length;

  const named = (number: number) => `${at}/wp-sitemap-posts-post-${number}.xml`;
  expect(index.filter((one) => one.includes('posts-post'))).toEqual([1, 2, 5, 6].map(named));
  expect(first).toHaveLength(2000);
  expect(first.at(-1)).toMatch(/\/p-2000\/$/);
  expect(ofFirst).toBeLessThan(20);
  expect(await locs(site, '/wp-sitemap-posts-post-2.xml')).toHaveLength(500);
  expect(await locs(site, '/wp-sitemap-posts-post-5.xml')).toHaveLength(1000);
  for (const number of [3, 4, 7, 0, 99999999])
    expect((await site.request.get(`/wp-sitemap-posts-post-${number}.xml`)).status).toBe(404);
});

test.each([
  '/wp-sitemap-posts-attachment-1.xml',
  '/wp-sitemap-taxonomies-nav_menu-1.xml',
  '/wp-sitemap-posts-post-01.xml',
])('%s is not there', async (path) => {
  const site = await startBlog();
  await site.hasPost();

  expect((await site.request.get(path)).status).toBe(404);
});

test('other names lead to the index, robots.txt names it, and who has it gets 304', async () => {
  const site = await startBlog();
  await site.hasPost();

  const lead = await Promise.all(
    ['/sitemap.xml', '/sitemap_index.xml'].map((path) => site.request.get(path)),
  );
  const robots = await site.request.get('/robots.txt');
  const { etag } = (await site.request.get('/wp-sitemap.xml')).headers;
  const again = await site.request.get('/wp-sitemap.xml').set('If-None-Match', etag!);
  const other = await site.request.get('/wp-sitemap.xml').set('If-None-Match', '"other"');

  for (const { status, headers } of lead)
    expect([status, headers.location]).toEqual([301, '/wp-sitemap.xml']);
  expect(robots.text).toContain(`\nSitemap: ${at}/wp-sitemap.xml\n`);
  expect([again.status, other.status]).toEqual([304, 200]);
});

test('a site that search engines may not list has no sitemap and names none', async () => {
  const site = await startBlog();
  await site.hasPost();
  await saveSettings(site.blog.db, general, { blog_public: false });

  const answers = await Promise.all(
    ['/wp-sitemap.xml', '/sitemap.xml', '/wp-sitemap-posts-post-1.xml'].map((path) => site.request.get(path)),
  );
  const robots = await site.request.get('/robots.txt');

  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  expect(robots.text).not.toContain('Sitemap');
});

test('a page as the front stands in the list as the front', async () => {
  const site = await startBlog();
  const welcome = await site.hasPost({ type: 'page', slug: 'welcome' });
  await saveSettings(site.blog.db, reading, { show_on_front: 'page', page_on_front: welcome.id });

  expect(await locs(site, '/wp-sitemap-posts-page-1.xml')).toEqual([`${at}/`]);
});

// tests/writing/list.test.ts: finding posts in the admin's lists: views, filters, order, and what a row offers.
import { beforeAll, expect, test } from 'vitest';
import { general } from '../../src/base/settings/general.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import type { Post } from '../../src/posts/post.ts';
import { setTerms } from '../../src/terms/queries.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const editor = await site.hasUser({ role: 'editor', login: 'edda', display_name: 'Edda' });
const writer = await site.hasUser({ role: 'author', login: 'wim', display_name: 'Wim' });
let desk: Awaited<ReturnType<typeof site.signIn>>;
let birds: { id: number };
let herons: { id: number };
let mud: { id: number };

beforeAll(async () => {
  desk = await site.signIn(editor);
  const term = async (taxonomy: string, name: string, parent_id?: number) => {
    const [made] = await db('terms')
      .insert({ taxonomy, name, slug: name.toLowerCase(), parent_id })
      .returning<{ id: number }[]>('id');
    return made!;
  };
  birds = await term('category', 'Birds');
  herons = await term('category', 'Herons', birds.id);
  mud = await term('post_tag', 'Mud');
  const has = (title: string, post: Partial<Post> = {}) =>
    site.hasPost({ title, author_id: writer.id, ...post });
  const at = (iso: string) => ({ published_at: new Date(iso) });
  const alder = await has('Alder', { ...at('2026-05-31T23:30:00Z'), author_id: editor.id, is_sticky: true });
  await has('brook', { ...at('2026-06-10T10:00:00Z'), comment_count: 7, format: 'gallery' });
  await has('Cliff', { ...at('2026-07-01T10:00:00Z'), comment_count: 2 });
  await has('Dune', { status: 'draft', published_at: null, modified_at: new Date('2026-07-20T10:00:00Z') });
  await has('Ebb', { status: 'pending', ...at('2026-07-02T10:00:00Z') });
  await has('Fog', { status: 'private', ...at('2026-07-03T10:00:00Z') });
  await has('Gull', { status: 'future', ...at('2026-09-03T10:00:00Z') });
  await has('Hail', { status: 'trash', former_status: 'publish', ...at('2026-04-04T10:00:00Z') });
  await setTerms(db, alder.id, 'category', [herons.id]);
  await setTerms(db, alder.id, 'post_tag', [mud.id]);
});

/** The titles of a list, in their order. */
async function titles(query = '', visitor = desk): Promise<string[]> {
  const { text } = await visitor.get(`/admin/posts${query}`);
  return [...text.matchAll(/class="title"[^>]*>([^<]*)</g)].map(([, title]) => title!);
}

async function views(query = '', visitor = desk): Promise<string[]> {
  const { text } = await visitor.get(`/admin/posts${query}`);
  const list = /<ul class="views">(.*?)<\/ul>/s.exec(text)![1]!;
  return [...list.matchAll(/<a href="[^"]*" (aria-current)?[^>]*>([^<]*) <span class="count">(\d+)/g)].map(
    ([, current, title, count]) => `${current ? '*' : ''}${title} ${count}`,
  );
}

test('the views hold what WordPress’s hold, and say how much', async () => {
  const all = await views();

  expect(all).toEqual([
    '*All 7',
    'Mine 1',
    'Published 3',
    'Scheduled 1',
    'Drafts 1',
    'Pending 1',
    'Private 1',
    'Sticky 1',
    'Trash 1',
  ]);
  expect(await titles()).toEqual(['Gull', 'Dune', 'Fog', 'Ebb', 'Cliff', 'brook', 'Alder']);
});

test.each([
  ['?status=trash', ['Hail'], 'Trash 1'],
  ['?status=future', ['Gull'], 'Scheduled 1'],
  ['?sticky=1', ['Alder'], 'Sticky 1'],
  [`?author=${editor.id}`, ['Alder'], 'Mine 1'],
])('the view %s', async (query, expected, current) => {
  expect(await titles(query)).toEqual(expected);
  expect((await views(query)).filter((one) => one.startsWith('*'))).toEqual([`*${current}`]);
});

test('months, categories with all below them, tags, authors and formats narrow the list together', async () => {
  expect(await titles('?m=202607')).toEqual(['Dune', 'Fog', 'Ebb', 'Cliff']);
  expect(await titles(`?category=${birds.id}`)).toEqual(['Alder']);
  expect(await titles(`?category=${herons.id}&tag=${mud.id}`)).toEqual(['Alder']);
  expect(await titles(`?category=${herons.id}&m=202607`)).toEqual([]);
  expect(await titles('?format=gallery')).toEqual(['brook']);
  expect(await titles(`?author=${writer.id}&status=publish`)).toEqual(['Cliff', 'brook']);
  expect(await titles('?s=LIF')).toEqual(['Cliff']);
  expect(await titles('?status=trash&m=202604')).toEqual(['Hail']);
});

test('only months, in the site’s zone, that hold a post are offered', async () => {
  const months = async () => {
    const { text } = await desk.get('/admin/posts?m=202606');
    const select = /<select id="filter-m".*?<\/select>/s.exec(text)![0];
    return [...select.matchAll(/<option value="(\d*)" (selected)?/g)].map(
      ([, month, chosen]) => `${month}${chosen ? '*' : ''}`,
    );
  };

  expect(await months()).toEqual(['', '202609', '202607', '202606*', '202605']);
  const admin = await site.signIn(await site.hasUser({ role: 'administrator' }));
  const general = {
    blogname: 'B',
    timezone_string: 'Europe/Berlin',
    WPLANG: 'en',
    date_format: 'Y',
    time_format: 'H',
  };
  await admin
    .post('/admin/settings/general')
    .type('form')
    .send({ ...general, start_of_week: '1', default_category: '1' });

  expect(await months()).toEqual(['', '202609', '202607', '202606*']);
  expect(await titles('?m=202606')).toEqual(['brook', 'Alder']);
});

test('heads sort, say which way, and turn around', async () => {
  const { text } = await desk.get('/admin/posts?orderby=title&order=asc');
  const heads = [
    ...text.matchAll(/<th scope="col" class="sorts" (?:aria-sort="(\w+)")?>\s*<a href="([^"]*)">(\w+)/g),
  ];

  expect(await titles('?orderby=title&order=asc')).toEqual([
    'Alder',
    'brook',
    'Cliff',
    'Dune',
    'Ebb',
    'Fog',
    'Gull',
  ]);
  expect(await titles('?orderby=title&order=desc')).toEqual(
    ['Alder', 'brook', 'Cliff', 'Dune', 'Ebb', 'Fog', 'Gull'].reverse(),
  );
  expect((await titles('?orderby=comments&order=desc')).slice(0, 2)).toEqual(['brook', 'Cliff']);
  expect((await titles('?orderby=date&order=asc'))[0]).toBe('Alder');
  expect(heads.map(([, sorted, href, title]) => [title, sorted, href?.replaceAll('&amp;', '&')])).toEqual([
    ['Title', 'ascending', '/admin/posts?orderby=title&order=desc'],
    ['Comments', undefined, '/admin/posts?orderby=comments&order=desc'],
    ['Date', undefined, '/admin/posts?orderby=date&order=desc'],
  ]);
});

test('whoever may not edit others’ posts sees their own, counted alone, and cannot ask for others’', async () => {
  const own = await site.signIn(writer);

  expect(await views('', own)).toEqual([
    '*All 6',
    'Published 2',
    'Scheduled 1',
    'Drafts 1',
    'Pending 1',
    'Private 1',
    'Trash 1',
  ]);
  expect(await titles(`?author=${editor.id}`, own)).not.toContain('Alder');
  const { text } = await own.get('/admin/posts');
  expect(text).toContain('filter-m');
  expect(text).not.toContain('filter-author');
});

test('a list that has emptied leads to its last page, and paging keeps what is asked', async () => {
  const many = Array.from({ length: 25 }, (_, index) => ({ title: `Zed ${index}`, slug: `zed-${index}` }));
  for (const post of many) await site.hasPost({ ...post, published_at: new Date('2020-01-01T00:00:00Z') });

  const second = await desk.get('/admin/posts?s=Zed&orderby=title&page=2');
  const beyond = await desk.get('/admin/posts?s=Zed&page=9');

  expect(second.text).toContain('25 items, page 2 of 2');
  expect(second.text).toContain('href="/admin/posts?s=Zed&amp;orderby=title&amp;page=1"');
  expect(second.text).toContain('name="back" value="/admin/posts?s=Zed&amp;orderby=title&amp;page=2"');
  expect(beyond.text).toContain('page 2 of 2');
  await db('posts').whereLike('title', 'Zed%').delete();
});

test('rows offer what may be done, and come back to where they were', async () => {
  const list = await desk.get('/admin/posts?s=Cliff');
  const { id } = await db('posts').where({ title: 'Cliff' }).first();
  const back = '/admin/posts?s=Cliff';

  const gone = await desk.post(`/admin/posts/${id}/trash`).type('form').send({ back });
  const trash = await desk.get('/admin/posts?status=trash');
  const restored = await desk.post(`/admin/posts/${id}/restore`).type('form').send({ back });

  expect(list.text).toMatch(/>Edit<.*>Trash<.*>View</s);
  expect([gone.headers.location, restored.headers.location]).toEqual([back, back]);
  expect(trash.text).toMatch(/>Restore<.*>Delete permanently<.*/s);
  expect(trash.text).not.toContain('>View<');
  expect((await db('posts').where({ id }).first()).status).toBe('publish');
});

test('a page is not to be had under the address of posts', async () => {
  const page = await site.hasPost({ type: 'page' });

  const answer = await desk.post(`/admin/posts/${page.id}/trash`);

  expect(answer.status).toBe(404);
  expect((await db('posts').where({ id: page.id }).first()).status).toBe('publish');
});

test('the trash is emptied of what somebody may delete, and of nothing else', async () => {
  const own = await site.signIn(writer);
  const lies = { status: 'trash', former_status: 'publish' } as const;
  const mine = await site.hasPost({ ...lies, author_id: writer.id });
  const foreign = await site.hasPost({ ...lies, author_id: editor.id });
  const page = await site.hasPost({ ...lies, type: 'page' });
  await site.hasComment({ post_id: mine.id });

  await own.post('/admin/posts/empty-trash');
  const told = await own.get('/admin/posts');

  const ids = await db('posts').where({ status: 'trash' }).orderBy('id').pluck('id');
  expect(ids).toEqual([foreign.id, page.id]);
  expect(await db('comments').where({ post_id: mine.id })).toEqual([]);
  expect(told.text).toContain('Deleted permanently: 2.');
});

test(
  'at many posts no query of the first screen reads them all one by one',
  { timeout: 90_000 },
  async () => {
    const large = await startBlog();
    const admin = await large.hasUser({ role: 'administrator' });
    const visitor = await large.signIn(admin);
    await large.blog.db.raw(
      `INSERT INTO posts (title, slug, status, published_at, content, html, html_version, author_id)
     SELECT 'Post ' || n, 'post-' || n, CASE n % 200 WHEN 0 THEN 'draft' ELSE 'publish' END,
            now() - n * interval '1 hour', repeat('Wind. ', 100), '<p>Wind.</p>', 1000, :author
       FROM generate_series(1, 20000) AS n`,
      { author: admin.id },
    );
    // Whoever looked before may keep a first VACUUM from marking what everybody sees.
    await expect
      .poll(async () => {
        await large.blog.db.raw('VACUUM ANALYZE posts');
        const { relallvisible, relpages } = await large.blog
          .db('pg_class')
          .where({ relname: 'posts' })
          .first();
        return relallvisible / relpages;
      })
      .toBeGreaterThan(0.9);
    const asked: { sql: string; bindings: never[] }[] = [];
    large.blog.db.on('query', (query: { sql: string; bindings: never[] }) => void asked.push(query));

    const first = await visitor.get('/admin/posts');

    large.blog.db.removeAllListeners('query');
    const plans: string[] = [];
    for (const { sql, bindings } of asked.filter((query) => query.sql.includes('posts'))) {
      const { rows } = await large.blog.db.raw(`EXPLAIN ${sql.replaceAll(/\$\d+/g, '?')}`, bindings);
      plans.push(rows.map((row: Record<string, string>) => row['QUERY PLAN']).join('\n'));
    }
    expect(first.text).toContain('All <span class="count">20000</span>');
    expect(plans.length).toBeGreaterThan(3);
    expect(plans.filter((plan) => /Seq Scan on posts/.test(plan))).toEqual([]);
  },
);

test('a list says how long ago, by the days of the site, and the whole date on hover', async () => {
  await saveSettings(db, general, {
    timezone_string: 'Europe/Berlin',
    date_format: 'Y-m-d',
    time_format: 'H:i',
  });
  const times = {
    '2026-08-01T08:59:40Z': 'now',
    '2026-08-01T08:20:00Z': '40 minutes ago',
    // Still yesterday in Berlin, though fewer than 24 hours ago.
    '2026-07-31T21:30:00Z': 'yesterday',
    // Nine hours ago, and today.
    '2026-07-31T23:30:00Z': '9 hours ago',
    '2026-07-26T08:00:00Z': '6 days ago',
    '2026-07-25T08:00:00Z': '2026-07-25',
  };
  for (const [index, at] of Object.keys(times).entries())
    await site.hasPost({ title: `Clock ${index}`, slug: `clock-${index}`, published_at: new Date(at) });

  const { text } = await desk.get('/admin/posts?s=Clock&orderby=title&order=asc');
  const shown = [...text.matchAll(/<time datetime="[^"]*" title="([^"]*)">([^<]*)</g)];

  expect(shown.map(([, , words]) => words)).toEqual(Object.values(times));
  expect(shown[2]![1]).toBe('2026-07-31, 23:30');
  await db('posts').whereLike('title', 'Clock%').delete();
});

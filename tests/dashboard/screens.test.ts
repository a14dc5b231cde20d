// tests/dashboard/screens.test.ts: the screens of the desk: they open, they save, they say what is wrong.
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const admin = await site.hasUser({ role: 'administrator' });
const agent = await site.signIn(admin);
const send = (path: string, fields: object) => agent.post(path).type('form').send(fields);

test('every entry of the menu opens', async () => {
  const linksIn = (page: string) => [...page.matchAll(/href="(\/admin\/[^"?]*)/g)].map(([, path]) => path!);
  const first = linksIn((await agent.get('/admin/')).text);
  const second = await Promise.all(first.map(async (path) => linksIn((await agent.get(path)).text)));
  const paths = new Set([...first, ...second.flat()]);

  const statuses = new Map<string, number>();
  for (const path of paths) statuses.set(path, (await agent.get(path)).status);

  expect([...statuses].filter(([, status]) => status !== 200)).toEqual([]);
  expect([...statuses.keys()]).toContain('/admin/settings/permalinks');
});

test('settings are saved and hold at once; a wrong one is named and nothing is saved', async () => {
  const general = {
    blogname: 'Tide <b>Notes</b>',
    timezone_string: 'Europe/Berlin',
    WPLANG: 'de-DE',
    date_format: 'Y-m-d',
    time_format: 'H:i',
    start_of_week: '1',
    default_category: '1',
  };

  await send('/admin/settings/general', general);
  const home = await site.request.get('/');
  const wrong = await send('/admin/settings/permalinks', {
    permalink_structure: 'nonsense',
    category_base: 'topics',
    tag_base: '',
  });

  expect(home.text).toContain('Tide &lt;b&gt;Notes&lt;/b&gt;');
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('value="nonsense"');
  expect(wrong.text).toContain('class="problem"');
  expect(await db('settings').where({ name: 'category_base' })).toEqual([]);
});

test('a box that is not ticked is off', async () => {
  const fields = {
    show_on_front: 'posts',
    page_on_front: '0',
    page_for_posts: '0',
    posts_per_page: '7',
    posts_per_rss: '10',
    hits_label: 'Reads',
  };

  await send('/admin/settings/reading', { ...fields, blog_public: '1' });
  const on = await agent.get('/admin/settings/reading');
  await send('/admin/settings/reading', fields);
  const off = await agent.get('/admin/settings/reading');

  expect(on.text).toMatch(/name="blog_public"[^>]*checked/);
  expect(off.text).not.toMatch(/name="blog_public"[^>]*checked/);
  expect(off.text).toContain('value="7"');
});

test('categories are added, changed and deleted; their posts keep one', async () => {
  await send('/admin/categories/add', { name: 'Birds' });
  const twice = await send('/admin/categories/add', { name: 'Birds' });
  const birds = await db('terms').where({ slug: 'birds' }).first();
  await send(`/admin/categories/${birds.id}/save`, { name: 'Waders', slug: 'waders', parent_id: '1' });
  const circle = await send('/admin/categories/1/save', {
    name: 'Uncategorized',
    parent_id: String(birds.id),
  });
  await send('/admin/posts/save', { title: 'T', content: 'C', act: 'publish', categories: String(birds.id) });
  await send(`/admin/categories/${birds.id}/delete`, {});
  await send('/admin/categories/1/delete', {});

  expect([twice.status, circle.status]).toEqual([409, 409]);
  expect(twice.text).toContain('value="Birds"');
  expect(await db('terms').where({ taxonomy: 'category' }).pluck('slug')).toEqual(['uncategorized']);
  expect(await db('post_terms').pluck('term_id')).toEqual([1]);
  expect((await db('terms').where({ id: 1 }).first()).post_count).toBe(1);
});

test('a picture is uploaded, described, used, and told where it is used', async () => {
  const picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#5d7f9c' } })
    .png()
    .toBuffer();

  const answer = await agent
    .post('/admin/media/upload')
    .set('Accept', 'application/json')
    .attach('files', picture, 'bay.png');
  await site.work();
  await send(`/admin/media/${answer.body.id}/save`, { title: 'Bay', alternative_text: 'A blue bay' });
  await send('/admin/posts/save', {
    title: 'With picture',
    content: answer.body.markup,
    act: 'publish',
    featured_media_id: answer.body.id,
  });
  const file = await agent.get(`/admin/media/${answer.body.id}`);
  const grid = await agent.get('/admin/media');
  const question = await agent.get(`/admin/media/delete?ids=${answer.body.id}`);
  await send('/admin/media/delete', { ids: answer.body.id });

  expect(answer.status).toBe(201);
  expect(answer.body.markup).toMatch(/<img src="\/uploads\/[^"]+" alt="" class="wp-image-\d+"/);
  expect(file.text).toContain('With picture');
  expect(grid.text).toContain('Bay');
  expect(question.text).toContain('With picture');
  expect(await db('media')).toEqual([]);
});

test('what is no known file is refused in words', async () => {
  const answer = await agent
    .post('/admin/media/upload')
    .set('Accept', 'application/json')
    .attach('files', Buffer.from('<script>alert(1)</script>'), 'page.html');

  expect(answer.status).toBe(415);
  expect(answer.body.error).toContain('page.html');
});

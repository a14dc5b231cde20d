// tests/editor/text-doors.test.ts: what the editor asks the site: a text as readers will see it, posts to link to.
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';
import { leastHeld } from '../loop-meter.ts';

const site = await startBlog();
const { db } = site.blog;
const mara = await site.hasUser({ login: 'mara', role: 'author' });
const desk = await site.signIn(mara);
const json = { Accept: 'application/json' };

test('a text is shown clean, with its galleries, embeds and Markdown', async () => {
  const preview = (fields: object) => desk.post('/admin/text/preview').set(json).type('form').send(fields);

  const classic = await preview({ content: 'One\n\n<script>alert(1)</script><b onclick="x">two</b>' });
  const marked = await preview({ content: '# Head\n\n*soft*', content_format: 'markdown' });
  const video = await preview({ content: 'https://www.youtube.com/watch?v=jNQXAC9IVRw' });

  expect(classic.status).toBe(200);
  expect(classic.body.html).toBe('<p>One</p>\n<p><b>two</b></p>');
  expect(marked.body.html).toMatch(/<h1>Head<\/h1>\n<p><em>soft<\/em><\/p>/);
  expect(video.body.html).toContain('embed-card');
  expect(await db('embeds').pluck('url')).toEqual(['https://www.youtube.com/watch?v=jNQXAC9IVRw']);
  expect((await preview({ content: ['a', 'b'] })).status).toBe(400);
});

test('a gallery without ids shows the pictures of the own post, and of no other', async () => {
  const other = await site.hasUser({ role: 'author' });
  const [own, others] = [
    await site.hasPost({ author_id: mara.id }),
    await site.hasPost({ author_id: other.id }),
  ];
  for (const { id } of [own, others]) {
    const file = {
      name: 'a.png',
      mime_type: 'image/png',
      file: `2026/08/${id}.png`,
      status: 'ready',
      source: 'library',
    };
    await db('media').insert({
      ...file,
      slug: `a-${id}`,
      byte_size: 1,
      post_id: id,
      uploaded_at: site.blog.now(),
    });
  }
  const shown = async (id: number) =>
    (await desk.post('/admin/text/preview').set(json).type('form').send({ content: '[gallery]', id })).body
      .html;

  expect(await shown(own.id)).toContain(`${own.id}.png`);
  expect(await shown(others.id)).toBe('');
});

test('a gallery names no file of a comment that is not shown', async () => {
  const post = await site.hasPost();
  const shown = async (is_public: boolean) => {
    const [media] = await db('media')
      .insert({
        name: 'held.png',
        slug: `held-${String(is_public)}`,
        file: `2026/08/held-${String(is_public)}.png`,
        mime_type: 'image/png',
        status: 'ready',
        source: 'comment',
        alternative_text: 'A face',
        is_public,
        byte_size: 1,
        post_id: post.id,
        uploaded_at: site.blog.now(),
      })
      .returning<{ id: number }[]>('id');
    const content = `[gallery ids="${media!.id}"]`;
    return (await desk.post('/admin/text/preview').set(json).type('form').send({ content })).body.html;
  };

  expect(await shown(false)).toBe('');
  expect(await shown(true)).toContain('A face');
});

test.each([
  ['tags', '<b>x</b>', 180_000],
  ['paragraphs', 'a\n\n', 500_000],
  ['tables', '<table>', 250_000],
])('a text of too many %s is refused before it keeps all others waiting', async (_what, part, times) => {
  const bodyOf = (content: string) => `content=${encodeURIComponent(content)}`;
  const preview = (body: string) => desk.post('/admin/text/preview').set(json).type('form').send(body);
  const hostile = bodyOf(part.repeat(times));

  const { result: refused, longest } = await leastHeld(100, async () => preview(hostile));
  const long = await preview(bodyOf(part.repeat(4000)));

  expect(refused.status).toBe(422);
  expect(longest).toBeLessThan(100);
  expect(long.status).toBe(200);
});

test('posts and pages that are out are found by words of their titles', async () => {
  await site.hasPost({ title: 'Herons at 100 % dawn', slug: 'herons' });
  await site.hasPost({ title: 'A page of herons', slug: 'about-herons', type: 'page' });
  await site.hasPost({ title: 'Herons in a drawer', status: 'draft' });
  await site.hasPost({ title: 'Herons for few', status: 'private' });
  const links = async (q: string) => (await desk.get('/admin/text/links').query({ q }).set(json)).body.links;

  expect(await links('heron')).toEqual([
    { title: 'Herons at 100 % dawn', url: '/2026/08/01/herons/', kind: 'August 1, 2026' },
    { title: 'A page of herons', url: '/about-herons/', kind: 'Page' },
  ]);
  expect(await links('dawn HERONS')).toHaveLength(1);
  expect(await links('100 %')).toHaveLength(1);
  expect((await links('')).length).toBeGreaterThan(1);
  expect(await links('nothing like it')).toEqual([]);
});

test('nobody else may ask', async () => {
  const reader = await site.signIn(await site.hasUser({ role: 'subscriber' }));

  expect((await site.request.get('/admin/text/links').set(json)).status).toBe(401);
  expect((await reader.get('/admin/text/links').set(json)).status).toBe(403);
  expect(
    (await reader.post('/admin/text/preview').set(json).type('form').send({ content: 'a' })).status,
  ).toBe(403);
  expect(
    (await desk.post('/admin/text/preview').set('Sec-Fetch-Site', 'cross-site').send('content=a')).status,
  ).toBe(403);
});

test('choosing among files that an import left elsewhere asks no other site for anything', async () => {
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));
  const [far] = await db('media')
    .insert({
      name: 'far.jpg',
      slug: 'far',
      mime_type: 'image/jpeg',
      file: null,
      remote_url: 'https://old.example/far.jpg',
      byte_size: 0,
      status: 'ready',
      source: 'library',
      uploaded_at: site.blog.now(),
    })
    .returning('id');
  const chosen = await site.hasPost({ featured_media_id: far.id });

  const choices = await editor.get('/admin/text/media').set(json);
  const fresh = await editor.get('/admin/posts/new');
  const kept = await editor.get(`/admin/posts/${chosen.id}`);

  const [file] = choices.body.files.filter(({ id }: { id: number }) => id === far.id);
  expect(file).toMatchObject({ small: '', about: 'JPG, not here yet' });
  expect(fresh.text).not.toMatch(/far\.jpg|<img src=""/);
  expect(kept.text).toContain('far.jpg, not here yet');
  expect(kept.text).not.toMatch(/<img[^>]+old\.example|<img src=""/);
});

// tests/posts/long-texts.test.ts: long texts are set in a thread: as short ones are, within a time, and in a line that ends.
import { expect, test } from 'vitest';
import type { Post } from '../../src/posts/post.ts';
import { startBlog, type TestBlog } from '../blog.ts';
import { until } from '../start/process.ts';

const site = await startBlog();
// More authors at once than are served otherwise: the line before the thread is what they meet.
const crowded = await startBlog({}, { limits: { staff: { at_work: 100, waiting: 0, patience: 1000 } } });
const hasty = await startBlog({ TEXT_SECONDS: '0.5' });
const filler = `\n\n${'Nothing but words. '.repeat(100)}`;

async function deskOf(blog: TestBlog) {
  const editor = await blog.hasUser({ role: 'editor' });
  const desk = await blog.signIn(editor);
  const post = await blog.hasPost({ author_id: editor.id });
  const stored = () => blog.blog.db<Post>('posts').where({ id: post.id }).first();
  const save = (content: string, content_format = 'html') =>
    desk
      .post(`/admin/posts/${post.id}/save`)
      .type('form')
      .send({ title: 'Tides', content, content_format, act: 'publish' });
  const preview = (content: string, content_format = 'html') =>
    desk
      .post('/admin/text/preview')
      .set('Accept', 'application/json')
      .type('form')
      .send({ content, content_format });
  return { desk, stored, save, preview };
}

test('a long text comes out as a short one does, with all that only the process knows', async () => {
  const { save, stored, preview } = await deskOf(site);
  const picture = {
    mime_type: 'image/png',
    status: 'ready',
    source: 'library',
    is_public: true,
    byte_size: 1,
  };
  const [media] = await site.blog
    .db('media')
    .insert({
      ...picture,
      name: 'heron.png',
      slug: 'heron',
      file: '2026/08/heron.png',
      alternative_text: 'A heron',
      uploaded_at: site.blog.now(),
      width: 300,
      height: 200,
    })
    .returning<{ id: number }[]>('id');
  const block = await site.hasPost({ type: 'wp_block', content: '<p>Used again</p>' });
  const short = [
    `[gallery ids="${media!.id}"]`,
    '<img src="/uploads/2026/08/heron.png">',
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    `<!-- wp:block {"ref":${block.id}} /-->`,
    'Words "as typed" :)',
  ];

  for (const part of short) {
    const alone = (await preview(part)).body.html as string;
    const long = (await preview(part + filler)).body.html as string;
    expect(alone.length).toBeGreaterThan(10);
    expect(long.startsWith(alone.replace(/(<\/p>)$/, '')), part).toBe(true);
  }
  await save(short.slice(0, 3).join('\n\n') + filler);

  const kept = await stored();
  expect(kept!.html).toContain('alt="A heron"');
  expect(kept!.html).toContain('embed');
  expect(kept!.embed_urls).toEqual(['https://www.youtube.com/watch?v=dQw4w9WgXcQ']);
  expect(kept!.media_ids).toEqual([media!.id]);
});

test('what takes too long is refused with its text, and the next text finds another thread (A9)', async () => {
  const { save, preview, stored } = await deskOf(hasty);
  const endless = '*a* b\n'.repeat(330_000);

  const refused = await save(endless, 'markdown');

  expect(refused.status).toBe(422);
  expect(refused.text).toContain('takes too long');
  expect(refused.text.includes(endless.slice(0, 1000))).toBe(true);
  await until(async () => (await preview(`*a*${filler}`, 'markdown')).status === 200);
  expect((await save(`*Kept*${filler}`, 'markdown')).status).toBe(303);
  expect((await stored())!.html).toContain('<em>Kept</em>');
});

test('a block that is asked for again and again is refused before it fills the memory (A9)', async () => {
  const { preview } = await deskOf(site);
  const block = await site.hasPost({ type: 'wp_block', content: '<p>a</p>'.repeat(20_000) });

  const twice = await preview(`<!-- wp:block {"ref":${block.id}} /-->`.repeat(2));
  const often = await preview(`<!-- wp:block {"ref":${block.id}} /-->`.repeat(20_000));

  expect([twice.status, often.status]).toEqual([200, 422]);
});

test('when too many wait, the next is told so at once, and those in the line are served', async () => {
  const { desk, preview } = await deskOf(crowded);
  const text = '<b>a</b> '.repeat(1500);
  // Whose session is known is of the staff.
  await desk.get('/admin/');

  const answers = await Promise.all(Array.from({ length: 56 }, () => preview(text)));

  const statuses = answers.map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200, 503]));
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(50);
  expect(answers.find(({ status }) => status === 503)!.text).toContain('in a moment');
});

test('Markdown becomes HTML for the editor in the same way', async () => {
  const { desk } = await deskOf(site);

  const answer = await desk
    .post('/admin/text/html')
    .set('Accept', 'application/json')
    .type('form')
    .send({ content: `# A\n\n<i>b</i>${filler}` });

  expect(answer.body.html).toMatch(/^<h1>A<\/h1>\n<p><i>b<\/i><\/p>\n<p>Nothing/);
});

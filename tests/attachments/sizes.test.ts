// tests/attachments/sizes.test.ts: a picture of a comment has its size from the first view, and offers each width once.
import sharp from 'sharp';
import { beforeEach, expect, test } from 'vitest';
import { attachmentSettings } from '../../src/attachments/settings.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { mediaSettings } from '../../src/media/settings.ts';
import { renderContent } from '../../src/posts/content/render.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

beforeEach(() => saveSettings(db, attachmentSettings, { enable_multiple_upload: true, max_upload_count: 5 }));

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();

/** The pictures of a comment on a new post, as its page shows them now. */
async function shownWith(sizes: [width: number, height: number][]) {
  const post = await site.hasPost();
  const request = editor.post('/comments').field('comment', 'See').field('comment_post_ID', String(post.id));
  for (const [at, [width, height]] of sizes.entries())
    void request.attach('attachment[]', await picture(width, height), `picture-${at}.png`);
  await request;
  return async () => {
    const { text } = await site.request.get(`/2026/08/01/${post.slug}/`);
    return [...text.matchAll(/<img src="\/uploads[^>]*>/g)].map(([tag]) => ({
      width: /\swidth="(\d+)"/.exec(tag)?.[1],
      height: /\sheight="(\d+)"/.exec(tag)?.[1],
      sizes: /\ssizes="[^"]* (\d+)px"/.exec(tag)?.[1],
      widths: [...tag.matchAll(/ (\d+)w/g)].map(([, width]) => width),
    }));
  };
}

test.each<[string, [number, number], [string, string]]>([
  ['wide', [1200, 700], ['300', '175']],
  ['upright', [700, 1200], ['175', '300']],
  ['odd', [1001, 333], ['300', '100']],
  ['just as large', [300, 300], ['300', '300']],
  ['small', [120, 80], ['120', '80']],
  ['long', [3000, 40], ['300', '4']],
])('a %s picture has the size of its copy before that is made', async (_shape, size, [width, height]) => {
  const shown = await shownWith([size]);

  const [before] = await shown();
  await site.work();
  const [after] = await shown();

  expect(before).toMatchObject({ width, height });
  expect(after).toMatchObject({ width, height });
});

test('so do those of a gallery, and those of sizes that the owner chose', async () => {
  const shown = await shownWith([
    [900, 500],
    [400, 800],
    [100, 500],
  ]);
  const sizesOf = (all: Awaited<ReturnType<typeof shown>>) => all.map(({ width, height }) => [width, height]);

  const before = sizesOf(await shown());
  await site.work();

  expect(before).toEqual([
    ['150', '150'],
    ['150', '150'],
    ['100', '150'],
  ]);
  expect(sizesOf(await shown())).toEqual(before);
  await saveSettings(db, mediaSettings, { medium_size_w: 0, medium_size_h: 90 });
  const [own] = await (await shownWith([[300, 180]]))();
  await saveSettings(db, mediaSettings, { medium_size_w: undefined, medium_size_h: undefined });
  expect(own).toMatchObject({ width: '150', height: '90' });
});

test.each<[number, number]>([
  [1000, 2000],
  [768, 1024],
  [2048, 2048],
  [1536, 300],
])('a picture of %i by %i pixels offers each width once', async (width, height) => {
  const shown = await shownWith([[width, height]]);
  await site.work();

  const [one] = await shown();
  const { widths } = one!;
  expect(widths.length).toBeGreaterThan(1);
  expect(widths).toEqual([...new Set(widths)]);
});

test.each<[number, number]>([
  [1000, 2000],
  [1536, 3000],
])('so does one of %i by %i in the text of a post', async (width, height) => {
  await editor.post('/admin/media/upload').attach('file', await picture(width, height), 'of a text.png');
  await site.work();
  const { file } = await db('media').orderBy('id', 'desc').first();

  const { html } = await renderContent(site.blog, {
    content: `<img src="/uploads/${file}" alt="">`,
    content_format: 'html',
  });

  const widths = [...html.matchAll(/ (\d+)w/g)].map(([, one]) => one);
  expect(widths.length).toBeGreaterThan(1);
  expect(widths).toEqual([...new Set(widths)]);
});

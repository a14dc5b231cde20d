// tests/embeds/forget.test.ts: what is known of links goes, with its pictures, once no text holds them.
import { expect, test } from 'vitest';
import sharp from 'sharp';
import { addJob } from '../../src/base/jobs/jobs.ts';
import type { Embed } from '../../src/embeds/embed.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const desk = await site.signIn(await site.hasUser({ role: 'administrator' }));
const picture = await sharp({ create: { width: 640, height: 360, channels: 3, background: '#a83' } })
  .png()
  .toBuffer();
site.web('https://pages.example/poster.png', { content_type: 'image/png', body: picture });
site.web('https://pages.example/icon.png', { content_type: 'image/png', body: picture });
const page = (name: string) =>
  site.web(
    `https://pages.example/${name}`,
    `<title>${name}</title><meta property="og:image" content="/poster.png"><link rel="icon" href="/icon.png">`,
  );
const known = async () =>
  (await site.blog.db<Embed>('embeds').orderBy('url')).map(({ url }) => url.slice(22));
const pictures = async () => (await site.blog.db('media').where({ source: 'embed' })).length;

test('a link that no post and no comment holds is forgotten after a month; its host\u2019s sign stays for others', async () => {
  site.setTime('2026-08-01T10:00:00Z');
  const ids: Record<string, number> = {};
  for (const name of ['kept', 'dropped', 'trashed', 'said']) page(name);
  for (const name of ['kept', 'dropped', 'trashed']) {
    const words = {
      title: name,
      content: `https://pages.example/${name}`,
      content_format: 'html',
      act: 'publish',
    };
    await desk.post('/admin/posts/save').type('form').send(words);
    await site.work();
    ids[name] = (await site.blog.db('posts').orderBy('id', 'desc').first('id')).id;
  }
  const said = 'https://pages.example/said';
  await site.hasComment({ post_id: ids.kept!, status: 'spam', embed_urls: [said] });
  await site.blog
    .db('embeds')
    .insert({
      url: said,
      status: 'ready',
      kind: 'link',
      provider: 'x',
      asked_at: site.blog.now(),
    })
    .onConflict('url')
    .ignore();
  await desk.post(`/admin/posts/${ids.trashed}/trash`).type('form').send({});
  await site.blog.db('posts').where({ id: ids.dropped }).update({ embed_urls: [] });
  const all = [await known(), await pictures()];
  const forget = async (iso: string) => {
    site.setTime(iso);
    await addJob(site.blog, 'comments.forget-embeds');
    await site.work();
    return [await known(), await pictures()];
  };

  const early = await forget('2026-08-30T10:00:00Z');
  const late = await forget('2026-09-01T10:00:00Z');
  await site.blog.db('posts').update({ embed_urls: [] });
  await site.blog.db('comments').delete();
  const last = await forget('2026-09-02T10:00:00Z');

  expect(all).toEqual([['dropped', 'kept', 'said', 'trashed'], 4]);
  expect(early).toEqual(all);
  // Three posters and the sign of their host, less one poster.
  expect(late).toEqual([['kept', 'said', 'trashed'], 3]);
  expect(last).toEqual([[], 0]);
});

// tests/embeds/again.test.ts: links are looked at again as their age tells, quietly; what is gone stays and says since when.
import { expect, test } from 'vitest';
import { addJob } from '../../src/base/jobs/jobs.ts';
import type { Embed } from '../../src/embeds/embed.ts';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const desk = await site.signIn(await site.hasUser({ role: 'administrator' }));
const hour = 3_600_000;

async function publish(content: string): Promise<Post> {
  const words = { title: 'Links', content, content_format: 'html', act: 'publish' };
  await desk.post('/admin/posts/save').type('form').send(words);
  await site.work();
  return (await site.blog.db<Post>('posts').orderBy('id', 'desc').first())!;
}
const read = async (post: Post) => (await site.request.get(await permalink(site.blog, post))).text;
const stored = async (url: string) => (await site.blog.db<Embed>('embeds').where({ url }).first())!;
/** Lets so many hours pass, then does what the schedule does each hour. */
async function later(hours: number): Promise<void> {
  site.setTime(new Date(site.blog.now().getTime() + hours * hour).toISOString());
  await addJob(site.blog, 'embeds.refresh');
  await site.work();
}
const asked = (url: string) => site.fetched.filter((one) => one === url).length;
const versionOf = async ({ id }: Post): Promise<unknown> =>
  (await site.blog.db('posts').where({ id }).select(site.blog.db.raw('xmin::text AS version')).first())
    .version;

test('after a day, then weekly, then monthly; a text is made again only when its card changes', async () => {
  const url = 'https://aging.example/';
  site.web(url, '<title>First words</title>');
  const post = await publish(url);
  const version = await versionOf(post);
  const before = asked(url);

  await later(23);
  const tooEarly = asked(url) - before;
  await later(2);
  await later(6 * 24);
  const afterDay = asked(url) - before;
  await later(25);
  const afterWeek = asked(url) - before;
  const untouched = await versionOf(post);
  site.web(url, '<title>Other words</title>');
  await later(7 * 24 + 1);
  const html = await read(post);
  await later(7 * 24 + 1);
  await later(7 * 24 + 1);
  const weekly = asked(url);
  await later(8 * 24);
  const inMonth = asked(url) - weekly;

  expect([tooEarly, afterDay, afterWeek]).toEqual([0, 1, 2]);
  expect(untouched).toBe(version);
  expect(html).toContain('Other words');
  expect(inMonth).toBe(0);
  expect(await stored(url)).toMatchObject({ looks: 6, status: 'ready' });
});

test('a link that nobody shows any more is not asked about', async () => {
  const url = 'https://dropped.example/';
  site.web(url, '<title>Dropped</title>');
  const post = await publish(url);
  const shown = (await read(post)).includes('Dropped');
  await site.blog.db('posts').where({ id: post.id }).update({ embed_urls: [] });
  const before = asked(url);

  await later(25);

  expect(shown).toBe(true);
  expect(asked(url) - before).toBe(0);
});

test('a page that is gone keeps its card, says since when, and leads to an archived copy; it may come back', async () => {
  const url = 'https://mortal.example/story';
  site.web(url, '<title>A mortal story</title>');
  site.web(`https://archive.org/wayback/available?url=${encodeURIComponent(url)}`, {
    content_type: 'application/json',
    body: Buffer.from(
      JSON.stringify({
        archived_snapshots: {
          closest: { available: true, url: `http://web.archive.org/web/2026/${url}`, status: '200' },
        },
      }),
    ),
  });
  const post = await publish(url);
  site.setTime('2026-11-03T10:00:00Z');
  site.web(url, { status: 410 });

  await later(1);
  const doubted = await read(post);
  await later(25);
  const gone = await read(post);
  const again = asked(url);
  await later(26);
  const pause = asked(url) - again;
  site.web(url, '<title>A mortal story</title>');
  await later(31 * 24);
  const back = await read(post);

  expect(doubted).toContain('A mortal story');
  expect(doubted).not.toContain('No longer there');
  expect(gone).toContain('A mortal story');
  expect(gone).toMatch(
    /No longer there since <time datetime="2026-11-03T11:00[^>]*>November 3, 2026<\/time>/,
  );
  expect(gone).toContain(`href="https://web.archive.org/web/2026/${url}"`);
  expect(pause).toBe(0);
  expect(back).toContain('A mortal story');
  expect(back).not.toContain('No longer there');
});

test('a player that is gone is no dead frame: its card leads to the service', async () => {
  const url = 'https://vimeo.com/76979871';
  const endpoint = `https://vimeo.com/api/oembed.json?url=${encodeURIComponent(url)}&maxwidth=640&maxheight=960&format=json`;
  const body = Buffer.from(JSON.stringify({ type: 'video', title: 'The film' }));
  site.web(endpoint, { content_type: 'application/json', body });
  const post = await publish(url);
  const alive = await read(post);
  site.web(endpoint, { status: 404 });

  await later(25);
  await later(25);
  const gone = await read(post);

  expect(alive).toContain('data-frame="https://player.vimeo.com');
  expect(gone).toContain('The film');
  expect(gone).toContain('No longer there since');
  expect(gone).not.toContain('data-frame');
});

test('a machine that is silent for two weeks is gone; a day of silence is nothing', async () => {
  const url = 'https://silent.example/';
  site.web(url, '<title>Spoke once</title>');
  const post = await publish(url);
  const silence = () => site.web(url, { status: 503 });
  silence();
  // Its quick tries are over.
  await site.blog.db<Embed>('embeds').where({ url }).update({ attempts: 4 });

  await later(25);
  const dayOne = await read(post);
  for (let day = 0; day < 15; day += 1) await later(25);
  const later15 = await read(post);

  expect(dayOne).toContain('Spoke once');
  expect(dayOne).not.toContain('No longer there');
  expect(later15).toContain('Spoke once');
  expect(later15).toContain('No longer there since');
});

// tests/linkbacks/trackback-words.test.ts: the words of a trackback: charsets, lengths, markup; and trackbacks in haste.
import { expect, test } from 'vitest';
import { addJob } from '../../src/base/jobs/jobs.ts';
import { receiveLinkback } from '../../src/linkbacks/receiving/receive.ts';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import type { Post } from '../../src/posts/post.ts';
import { processorTime } from '../processor-time.ts';
import {
  pages,
  visits,
  port,
  elsewhere,
  site,
  ok,
  goTwoDaysOn,
  ping,
  place,
  commentsOf,
  linkbackOf,
  words,
} from './trackback-kit.ts';

test('charsets of the short list are read, from the field or the content type', async () => {
  const cases: [string, string, string][] = [
    ['title=Caf%E9&blog_name=d%E9j%E0&charset=ISO-8859-1', '', 'Café'],
    ['title=Caf%E9', '; charset=iso-8859-1', 'Café'],
    ['title=Caf%C3%A9', '; charset=utf-8', 'Café'],
    ['title=Caf%E9', '', 'Café'],
    ['title=%93%FA%96%7B&charset=Shift_JIS', '', '日本'],
    ['title=%C6%FC%CB%DC', '; charset=EUC-JP', '日本'],
    ['title=%D6%D0%B9%FA&charset=gbk', '', '中国'],
    ['title=%A4%A4%B0%EA&charset=big5', '', '中國'],
    ['title=%ED%E9%F2&charset=KOI8-R', '', 'МИР'],
    ['title=%CC%C8%D0', '; charset="windows-1251"', 'МИР'],
    ['title=%1B%24BF%7CK%5C%1B(B&charset=ISO-2022-JP', '', '日本'],
    ['title=%C7%D1%B1%B9&charset=EUC-KR', '', '한국'],
    ['title=Caf%C3%A9&charset=UTF-8%2C', '', 'Café'],
  ];

  for (const [body, type, title] of cases) {
    const post = await site.hasPost();
    const url = encodeURIComponent(`https://charset.example/${post.id}`);
    expect((await ping(await place(post), `${body}&url=${url}`, type)).text).toBe(ok);
    expect((await linkbackOf(decodeURIComponent(url))).claimed.title).toBe(title);
  }
});

test('what is too long or of a strange charset is refused before any work (C13)', async () => {
  const post = await site.hasPost();
  const fields = { ...words, url: 'https://long.example/' };

  const { spent, result } = await processorTime(async () => {
    const long = await ping(await place(post), { ...fields, title: 'x'.repeat(200_000) });
    const many = await ping(await place(post), { ...fields, charset: 'UTF-8,'.repeat(1000) });
    const seven = await ping(await place(post), { ...fields, charset: 'UTF-7' });
    const packed = await site.request
      .post(await place(post))
      .set({ 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Encoding': 'gzip' })
      .send('x');
    return [long, many, seven, packed];
  });

  expect(result.map(({ status }) => status)).toEqual([413, 400, 400, 400]);
  for (const { text } of result) expect(text).toContain('<error>1</error>');
  expect(spent).toBeLessThan(1000);
});

test('titles end at 250 letters, excerpts at 252; tags, NULs and quotes do no harm (A12, C14)', async () => {
  const post = await site.hasPost();
  const url = "https://quote.example/it's?x='; DROP TABLE posts; --";
  const odd = `<b>Bold</b>\0 <img src=x onerror=alert(1)>${'é'.repeat(300)}`;

  await ping(await place(post), { url, title: odd, excerpt: 'w'.repeat(300), blog_name: '\u202eevil' });
  await site.work();

  const { claimed } = await linkbackOf(new URL(url).href);
  expect(Array.from(claimed.title)).toHaveLength(251);
  expect(claimed.title).toMatch(/^Bold é+…$/);
  expect(claimed.excerpt).toBe(`${'w'.repeat(252)}…`);
  const [comment] = await commentsOf(post);
  expect(comment!.author_url).toBe(new URL(url).href);
  expect(comment!.author_name).toBe('evil');
  expect(comment!.html).not.toContain('onerror');
});

test('a source that answers late goes to the moderator; a link that is gone takes its comment along', async () => {
  goTwoDaysOn();
  await site.blog.db('linkbacks').delete(); // nothing else is due
  const [late, gone] = [await site.hasPost(), await site.hasPost()];
  const linkTo = async (post: Post) =>
    `<a href="http://blog.example${await permalink(site.blog, post)}">x</a>`;
  const broken = `http://127.0.0.1:${port}/late`;
  pages.set('/later-gone', await linkTo(gone));
  pages.set('/late', 'http://127.0.0.1:9/');
  await ping(await place(late), { ...words, url: broken });
  await ping(await place(gone), { ...words, url: `${elsewhere}/later-gone` });
  await site.work();
  const first = [(await commentsOf(late))[0]!.status, (await commentsOf(gone))[0]!.status];

  pages.set('/late', await linkTo(late));
  pages.set('/later-gone', '<p>Nothing any more</p>');
  site.setTime(new Date(Date.UTC(2026, 7, 1, 9, 3000) + 23 * 3_600_000).toISOString());
  await addJob(site.blog, 'linkbacks.recheck');
  await site.work();
  const tooEarly = (await commentsOf(gone))[0]!.status;
  site.setTime('2026-08-05T09:00:00Z');
  await addJob(site.blog, 'linkbacks.recheck');
  await site.work();

  expect([...first, tooEarly]).toEqual(['spam', 'hold', 'hold']);
  expect((await commentsOf(late))[0]!.status).toBe('hold');
  expect((await commentsOf(gone))[0]!.status).toBe('trash');
  expect((await linkbackOf(`${elsewhere}/later-gone`)).status).toBe('withdrawn');
});

test('haste is refused; many claims of one host are looked into slowly (C1)', async () => {
  const posts = await Promise.all(Array.from({ length: 12 }, () => site.hasPost()));
  const places = await Promise.all(posts.map(place));
  site.setTime('2026-10-01T09:00:00Z');

  const answers = [];
  for (const [index, path] of places.entries()) {
    const fields = { url: `${elsewhere}/hasty/${index}`, title: 'x' };
    answers.push(await site.request.post(path).type('form').send(fields));
  }
  const before = visits;
  for (let index = 0; index < 50; index += 1) {
    const claim = { ...words, author_ip: `198.51.100.${index}`, user_agent: '' };
    await receiveLinkback(site.blog, 'trackback', posts[0], `${elsewhere}/many/${index}`, claim);
  }
  const started = performance.now();
  await site.work();
  const seconds = (performance.now() - started) / 1000;

  expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(200), 429, 429]);
  expect(answers.at(-1)!.text).toContain('too quickly');
  // How many depends on what the tests before have used up of this host’s allowance.
  expect(visits - before).toBeGreaterThan(0);
  expect(visits - before).toBeLessThanOrEqual(12 + 2 * seconds);
  // What still waits would hold up the next claims of this host.
  await site.blog.db('linkbacks').where({ status: 'unverified' }).delete();
});

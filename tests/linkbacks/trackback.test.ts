// tests/linkbacks/trackback.test.ts: another program says that it links to a post; what it hears, and what readers see.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { addJob } from '../../src/base/jobs/jobs.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import type { Comment } from '../../src/comments/comment.ts';
import { discussion } from '../../src/comments/settings.ts';
import type { Linkback } from '../../src/linkbacks/linkback.ts';
import { receiveLinkback } from '../../src/linkbacks/receiving/receive.ts';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';
import { processorTime } from '../processor-time.ts';

// The other blog: a real server on this machine that the blog was told it may reach.
const pages = new Map<string, string>();
let visits = 0;
const other = http.createServer((req, res) => {
  visits += 1;
  const page = pages.get(req.url!);
  if (page?.startsWith('http')) return void res.writeHead(302, { location: page }).end();
  res
    .writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' })
    .end(page ?? '');
});
await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
afterAll(() => new Promise((resolve) => other.close(resolve)));
const port = (other.address() as AddressInfo).port;
const elsewhere = `http://127.0.0.1:${port}`;

const site = await startBlog({ FETCH_ALLOW: `127.0.0.1:${port}` });
const ok = '<?xml version="1.0" encoding="utf-8"?>\n<response>\n<error>0</error>\n</response>';
const refusal = (message: string) =>
  `<?xml version="1.0" encoding="utf-8"?>\n<response>\n<error>1</error>\n<message>${message}</message>\n</response>`;
const closed = refusal('Sorry, trackbacks are closed for this item.');

let minute = 0;
async function ping(path: string, fields: Record<string, string> | string, type = '') {
  // The clock moves on, so that the limit on haste stays out of the way.
  minute += 1;
  site.setTime(new Date(Date.UTC(2026, 7, 1, 9, minute)).toISOString());
  const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString();
  return site.request.post(path).set('Content-Type', `application/x-www-form-urlencoded${type}`).send(body);
}
const place = async (post: Post) => `${await permalink(site.blog, post)}trackback/`;
const commentsOf = (post: Post) =>
  site.blog.db<Comment>('comments').where({ post_id: post.id }).orderBy('id');
const linkbackOf = async (source: string) =>
  (await site.blog.db<Linkback>('linkbacks').where({ source }).first())!;
const words = { title: 'Their title', excerpt: 'Their excerpt is here', blog_name: 'Third blog' };

test('a true trackback waits for the moderator, with name, title and quote of its page, not its sender', async () => {
  const post = await site.hasPost();
  const link = `http://blog.example${await permalink(site.blog, post)}`;
  pages.set(
    '/true',
    `<title>Page</title><meta property="og:site_name" content="Really theirs"><p>I read <a href="${link}#comments">this</a></p>`,
  );

  const answer = await ping(await place(post), { ...words, url: `${elsewhere}/true` });
  const before = visits;
  await site.work();

  expect([answer.status, answer.headers['content-type'], answer.text]).toEqual([
    200,
    'text/xml; charset=utf-8',
    ok,
  ]);
  expect(answer.headers['set-cookie']).toBeUndefined();
  expect(visits).toBe(before + 1);
  expect(await commentsOf(post)).toMatchObject([
    {
      type: 'trackback',
      status: 'hold',
      author_name: 'Really theirs',
      author_url: `${elsewhere}/true`,
      author_email: '',
      content: '<strong>Page</strong>\n\nI read this',
    },
  ]);
  const page = await site.request.get(await permalink(site.blog, post));
  expect(page.text).not.toContain('Really theirs');
  expect(await linkbackOf(`${elsewhere}/true`)).toMatchObject({ status: 'verified', reason: null });
  expect((await linkbackOf(`${elsewhere}/true`)).claimed.author_ip).toBeUndefined();
});

test('where earlier approval is not asked for, a true trackback is shown at once, by its kind', async () => {
  await saveSettings(site.blog.db, discussion, { comment_previously_approved: false });
  const post = await site.hasPost();
  pages.set(
    '/shown',
    `<base href="http://blog.example/"><title>Page title</title><a href="?p=${post.id}">x</a>`,
  );
  pages.set('/moved', `${elsewhere}/shown`);

  await ping(`/wp-trackback.php?p=${post.id}`, { url: `${elsewhere}/moved` });
  await site.work();
  await saveSettings(site.blog.db, discussion, { comment_previously_approved: true });

  expect(await commentsOf(post)).toMatchObject([{ status: 'approve', author_name: '127.0.0.1' }]);
  const page = await site.request.get(await permalink(site.blog, post));
  expect(page.text).toContain('Page title');
  expect(page.text).toContain('Trackback');
});

test('a lying one is spam with the reason; so is one that cannot be reached (C3, C8)', async () => {
  const post = await site.hasPost();
  const url = `http://blog.example${await permalink(site.blog, post)}`;
  pages.set('/liar', `<p>${url} <!-- <a href="${url}">x</a> --><a href="${url}other/">x</a></p>`);
  pages.set('/inside', 'http://127.0.0.1:9/');
  const inside = 'http://10.0.0.1/page';

  await ping(await place(post), { ...words, url: `${elsewhere}/liar` });
  await ping(await place(post), { ...words, title: 'b', url: `${elsewhere}/gone` });
  await ping(await place(post), { ...words, title: 'c', url: `${elsewhere}/inside` });
  await ping(await place(post), { ...words, title: 'd', url: inside });
  await site.work();

  const order = ['/liar', '/gone', '/inside', '/page'];
  const kept = (await commentsOf(post)).toSorted(
    (a, b) => order.indexOf(new URL(a.author_url).pathname) - order.indexOf(new URL(b.author_url).pathname),
  );
  expect(kept.map(({ status }) => status)).toEqual(['spam', 'spam', 'spam', 'spam']);
  expect(kept.map(({ meta }) => meta.linkback_reason?.[0])).toEqual([
    'no link to the post',
    'the source answered 404',
    expect.stringContaining('not fetched'),
    expect.stringContaining('not fetched'),
  ]);
  expect(await linkbackOf(`${elsewhere}/liar`)).toMatchObject({
    status: 'refused',
    reason: 'no link to the post',
  });
});

test('the answer is the same whatever the source is, and nothing is fetched for it (C2)', async () => {
  const post = await site.hasPost();
  const before = visits;

  const answers = [
    await ping(await place(post), { ...words, url: `${elsewhere}/anything` }),
    await ping(await place(post), { ...words, url: 'http://127.0.0.1:1/closed-port' }),
    await ping(await place(post), { ...words, url: 'http://no-such-host.invalid/' }),
  ];

  expect(answers.map(({ text }) => text)).toEqual([ok, ok, ok]);
  expect(visits).toBe(before);
});

test('each refusal says why in one line; a private post answers like none', async () => {
  const post = await site.hasPost();
  const shut = await site.hasPost({ ping_status: 'closed' });
  const secret = await site.hasPost({ status: 'private' });
  const fields = { ...words, url: 'https://third.example.net/entry' };
  await ping(await place(post), fields);

  const again = await ping(await place(post), fields);
  const answers = [
    await ping(await place(shut), fields),
    await ping(await place(secret), fields),
    await ping(`/wp-trackback.php/${secret.id}`, fields),
    await ping('/wp-trackback.php?tb_id=99999', fields),
    await ping('/2026/08/01/no-such-post/trackback/', fields),
  ];

  expect(again.text).toBe(refusal('There is already a ping from that URL for this post.'));
  expect(answers.map(({ status, text }) => [status, text])).toEqual(answers.map(() => [200, closed]));
  const noId = await ping('/wp-trackback.php', fields);
  expect([noId.status, noId.text]).toEqual([404, refusal('I really need an ID for this to work.')]);
  expect((await ping(await place(post), { title: 'x', excerpt: 'y' })).text).toContain('<error>1</error>');
  expect((await ping(await place(post), { ...words, url: 'javascript:alert(1)' })).text).toContain(
    'needs the url',
  );
});

test('a browser is led to the post, and so is an empty trackback', async () => {
  const post = await site.hasPost();
  const secret = await site.hasPost({ status: 'private' });
  const address = await permalink(site.blog, post);

  expect((await site.request.get(await place(post))).headers.location).toBe(address);
  expect((await site.request.get(`/wp-trackback.php?p=${post.id}`)).headers.location).toBe(address);
  expect((await ping(await place(post), '')).headers.location).toBe(address);
  expect((await site.request.get(`/wp-trackback.php?p=${secret.id}`)).status).toBe(404);
});

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
  minute = 3000; // two days on
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

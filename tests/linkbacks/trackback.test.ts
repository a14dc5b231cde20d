// tests/linkbacks/trackback.test.ts: another program says that it links to a post; what it hears, and what readers see.
import { expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { discussion } from '../../src/comments/settings.ts';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import {
  pages,
  visits,
  elsewhere,
  site,
  ok,
  ping,
  place,
  commentsOf,
  linkbackOf,
  words,
} from './trackback-kit.ts';

const refusal = (message: string) =>
  `<?xml version="1.0" encoding="utf-8"?>\n<response>\n<error>1</error>\n<message>${message}</message>\n</response>`;
const closed = refusal('Sorry, trackbacks are closed for this item.');

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

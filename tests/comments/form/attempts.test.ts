// tests/comments/form/attempts.test.ts: attempts to comment are counted before any work: by address, by network, over all.
import { expect, test } from 'vitest';
import type { Comment } from '../../../src/comments/comment.ts';
import { startBlog, type TestBlog } from '../../blog.ts';

const site = await startBlog({ TRUST_PROXY: '1' });
const small = await startBlog({ TRUST_PROXY: '1', COMMENT_ATTEMPTS: '4' });
const ada = { author: 'Ada', email: 'ada@example.com' };

const send = (blog: TestBlog, from: string, fields: Record<string, string | number>, agent = blog.request) =>
  agent.post('/comments').set('X-Forwarded-For', from).type('form').send(fields);

test('sixty attempts are answered, the next gets its text back and is told when to come again (A9)', async () => {
  const post = await site.hasPost();
  const from = '198.51.100.7';
  // Refused for one reason or the other, and one kept: all of them count.
  const kinds = [
    { ...ada, comment_post_ID: post.id, comment: '' },
    { ...ada, comment_post_ID: 99_999, comment: 'Nowhere' },
    { comment_post_ID: post.id, comment: 'No name' },
  ];
  const statuses = [(await send(site, from, { ...ada, comment_post_ID: post.id, comment: 'Kept' })).status];
  for (let at = 1; at < 60; at += 1) statuses.push((await send(site, from, kinds[at % 3]!)).status);

  const refused = await send(site, from, { ...ada, comment_post_ID: post.id, comment: 'My <long> words' });
  const neighbour = await send(site, '198.51.100.8', { comment_post_ID: post.id, comment: 'x' });

  expect(new Set(statuses)).toEqual(new Set([303, 404, 422]));
  expect(refused.status).toBe(429);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(300);
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(600);
  expect(refused.text).toMatch(/You have sent many comments\. .* in \d+ minutes\./);
  expect(refused.text).toContain('My &lt;long&gt; words</textarea>');
  expect(refused.text).toContain('value="ada@example.com"');
  expect(await site.blog.db<Comment>('comments').where({ content: 'My <long> words' })).toEqual([]);
  expect(neighbour.status).toBe(422);
});

test('who goes on after ten refusals is answered in a line, without a look at the form or the database (A9)', async () => {
  const post = await small.hasPost();
  const from = '198.51.100.77';
  const words = { ...ada, comment_post_ID: post.id, comment: 'My words' };
  const explained = [];
  for (let at = 0; at < 14; at += 1) explained.push(await send(small, from, { ...words, comment: '' }));
  let queries = 0;
  const count = () => void (queries += 1);
  small.blog.db.on('query', count);
  const lines = small.logged.length;

  const brief = await send(small, from, words);
  const forged = await send(small, from, words).set('Cookie', 'quillback_session=s%3Ainvented.signature');
  small.blog.db.off('query', count);
  const logged = small.logged.length - lines;
  const moderator = await small.signIn(await small.hasUser({ role: 'editor' }));
  const exempt = await send(small, from, words, moderator as never);
  const reading = await small.signIn(await small.hasUser({ role: 'subscriber' }));
  const reader = await send(small, from, words, reading as never);
  const readerAgain = await send(small, from, words, reading as never);
  const neighbour = await send(small, '198.51.100.78', { ...words, comment: '' });

  expect(explained.slice(4).every(({ status, text }) => status === 429 && text.includes('<form'))).toBe(true);
  expect([brief.status, brief.type, queries, logged]).toEqual([429, 'text/plain', 0, 0]);
  expect([forged.status, forged.text]).toEqual([429, brief.text]);
  expect([reader.status, readerAgain.status, readerAgain.type]).toEqual([429, 429, 'text/plain']);
  expect(Number(brief.headers['retry-after'])).toBeGreaterThan(0);
  expect(brief.headers.connection).toBe('close');
  expect([exempt.status, neighbour.status]).toEqual([303, 422]);
});

test.each([
  ['IPv4 /24', (at: number) => `203.0.113.${at}`, '203.0.114.1'],
  ['IPv6 /48', (at: number) => `2001:db8:7:${at}::1`, '2001:db8:8::1'],
])('a network (%s) has twice what an address has (A9)', async (_kind, host, elsewhere) => {
  const post = await small.hasPost();
  const empty = { ...ada, comment_post_ID: post.id, comment: '' };
  const sent = [];
  for (let at = 1; at <= 9; at += 1) sent.push((await send(small, host(at), empty)).status);

  const other = await send(small, elsewhere, empty);

  expect(sent).toEqual([...Array(8).fill(422), 429]);
  expect(other.status).toBe(422);
});

test('one address that goes on leaves its neighbours their share', async () => {
  const post = await small.hasPost();
  const empty = { ...ada, comment_post_ID: post.id, comment: '' };
  const sent = [];
  for (let at = 0; at < 20; at += 1) sent.push((await send(small, '192.0.2.1', empty)).status);

  const neighbour = await send(small, '192.0.2.2', empty);

  expect(sent).toEqual([...Array(4).fill(422), ...Array(16).fill(429)]);
  expect(neighbour.status).toBe(422);
});

test('an IPv6 visitor is one address in the whole /64', async () => {
  const post = await small.hasPost();
  const empty = { ...ada, comment_post_ID: post.id, comment: '' };
  const sent = [];
  for (let at = 1; at <= 5; at += 1) sent.push((await send(small, `2001:db8:9:9::${at}`, empty)).status);

  expect(sent).toEqual([422, 422, 422, 422, 429]);
});

test('a spent network makes no rows for its further addresses', async () => {
  const post = await small.hasPost();
  const empty = { ...ada, comment_post_ID: post.id, comment: '' };
  for (let at = 1; at <= 30; at += 1) await send(small, `2001:db8:a:${at}::1`, empty);

  const rows = await small.blog.db('rate_limits').where('key', 'like', 'comment_address:2001:db8:a:%');

  expect(rows).toHaveLength(8);
});

test('who moderates is not counted, another user is', async () => {
  const post = await small.hasPost();
  const editor = await small.signIn(await small.hasUser({ role: 'editor' }));
  const reader = await small.signIn(await small.hasUser({ role: 'subscriber' }));
  const empty = { comment_post_ID: post.id, comment: '' };
  const [free, counted] = [[] as number[], [] as number[]];
  for (let at = 0; at < 6; at += 1) {
    free.push((await send(small, '192.0.0.1', empty, editor)).status);
    counted.push((await send(small, '192.0.0.2', empty, reader)).status);
  }

  expect(free).toEqual(Array(6).fill(422));
  expect(counted).toEqual([422, 422, 422, 422, 429, 429]);
});

test('what another site makes a browser send is not counted against its owner', async () => {
  const post = await small.hasPost();
  const foreign = () =>
    send(small, '10.1.1.1', { comment_post_ID: post.id, comment: 'x' }).set('Origin', 'https://evil.example');
  const refused = [];
  for (let at = 0; at < 6; at += 1) refused.push((await foreign()).status);

  const own = await send(small, '10.1.1.1', { ...ada, comment_post_ID: post.id, comment: 'My own' });

  expect(refused).toEqual(Array(6).fill(403));
  expect(own.status).toBe(303);
});

test('empty comments from many networks leave the share of all to those who write', async () => {
  const crowd = await startBlog({ TRUST_PROXY: '1', COMMENT_ATTEMPTS: '2' });
  const post = await crowd.hasPost();
  const words = { ...ada, comment_post_ID: post.id };
  const sent: number[] = [];
  // As many as all together might send, were each counted whole.
  for (let at = 0; at < 42; at += 1)
    sent.push((await send(crowd, `10.2.${at}.1`, { ...words, comment: '' })).status);

  const reader = await send(crowd, '10.3.1.1', { ...words, comment: 'Mine' });
  const all = crowd.blog.db('rate_limits').where({ key: 'comment_all:all' });
  const taken = (await all.clone().first()) as object;
  await all.clone().update({ points: 399 });
  const last = await send(crowd, '10.3.2.1', { ...words, comment: '' });
  const oneMore = await send(crowd, '10.3.3.1', { ...words, comment: '' });

  expect(new Set(sent)).toEqual(new Set([422]));
  expect(reader.status).toBe(303);
  expect(taken).toMatchObject({ points: 52 });
  // They have a bound all the same.
  expect([last.status, oneMore.status]).toEqual([422, 429]);
});

// The last: it leaves everybody's share spent.
test('when all together have sent too many, who is known still comes through, and who is signed in', async () => {
  const post = await small.hasPost();
  const page = `/2026/08/01/${post.slug}/`;
  const known = small.agent();
  small.setTime('2026-08-01T09:30:00Z');
  const words = { ...ada, comment_post_ID: post.id, 'wp-comment-cookies-consent': 'yes' };
  await send(small, '10.0.1.1', { ...words, comment: 'The first' }, known);
  await small.blog.db('comments').update({ status: 'approve' });
  const reader = await small.signIn(await small.hasUser({ role: 'subscriber' }));
  // Twenty times the limit of one address: as if other networks had sent them.
  await small.blog.db('rate_limits').where({ key: 'comment_all:all' }).update({ points: 800 });

  const stranger = await send(small, '10.0.2.1', { ...words, comment: 'Mine' });
  small.setTime('2026-08-01T10:00:00Z');
  const friend = await send(small, '10.0.3.1', { ...words, comment: 'The second' }, known);
  const user = await send(small, '10.0.4.1', { comment_post_ID: post.id, comment: 'Mine too' }, reader);
  const reading = await small.request.get(page);

  expect([stranger.status, friend.status, user.status, reading.status]).toEqual([429, 303, 303, 200]);
  expect(stranger.text).toMatch(/Many comments come in at this moment\./);
});

// tests/comments/bans/bans.test.ts: who and what is banned is turned away with the reason and the text; everybody else is not.
import { beforeEach, expect, test } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import type { Comment } from '../../../src/comments/comment.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog({ TRUST_PROXY: '1', COMMENT_ATTEMPTS: '1000' });
const { db } = site.blog;
const post = await site.hasPost();
const moderator = await site.signIn(await site.hasUser({ role: 'editor', display_name: 'Grace' }));
type Agent = ReturnType<typeof site.agent>;

let minutes = 0;
beforeEach(async () => {
  await db('comment_bans').delete();
});

/** Each a minute after the last, so that none is too quick. */
function leave(agent: Agent, fields: Record<string, string | number> = {}, ip = '192.0.2.1') {
  minutes += 1;
  site.setTime(new Date(Date.parse('2026-08-01T10:00:00Z') + minutes * 60_000).toISOString());
  return agent
    .post('/comments')
    .set('X-Forwarded-For', ip)
    .type('form')
    .send({
      comment_post_ID: post.id,
      author: 'Ada',
      email: 'ada@example.com',
      comment: `Words ${minutes}`,
      'wp-comment-cookies-consent': 'yes',
      ...fields,
    });
}
const last = async () => (await db<Comment>('comments').orderBy('id', 'desc').first())!;
const ban = (fields: Record<string, string | number | string[]>) =>
  moderator
    .post('/admin/bans')
    .type('form')
    .send({ reason: 'Threats.', days: '7', ...fields });
const hasBan = async (kind: string, value: string) => void (await ban({ kind, value }).expect(303));

test('a browser is banned from its comment: the text comes back with reason and end, others are not kept out', async () => {
  const browser = site.agent();
  await leave(browser);
  const { id } = await last();

  const form = await moderator.get(`/admin/bans?comment=${id}`);
  await ban({ comment: id, what: 'browser' }).expect(303);
  const refused = await leave(browser, {
    comment: 'My long answer',
    author: 'Bea',
    email: 'bea@example.com',
  });
  const other = await leave(site.agent(), {}, '203.0.113.9');

  expect(form.text).toContain('This browser');
  expect(form.text).toContain('The network 192.0.2.0/24');
  expect((await moderator.get(`/admin/comments/${id}`)).text).toContain(`/admin/bans?comment=${id}`);
  expect(refused.status).toBe(403);
  expect(refused.text).toMatch(
    /You may not comment here until August 8, 2026 at .+ The reason given: Threats\./,
  );
  expect(refused.text).toContain('My long answer');
  expect(other.status).toBe(303);
});

test('a ban ends by itself, or by a moderator, who stands in the list', async () => {
  await hasBan('network', '192.0.2.77');
  const during = await leave(site.agent());
  const list = await moderator.get('/admin/bans');
  const began = minutes;
  minutes += 7 * 24 * 60;
  const after = await leave(site.agent());
  minutes = began;
  const again = await leave(site.agent());
  const { id } = (await db('comment_bans').first('id')) as { id: number };
  await moderator.post(`/admin/bans/${id}/end`).expect(303);
  const ended = await leave(site.agent());

  expect([during, after, again, ended].map(({ status }) => status)).toEqual([403, 303, 403, 303]);
  expect(list.text).toMatch(/192\.0\.2\.0\/24[\s\S]+Threats\.[\s\S]+August 8[\s\S]+Grace/);
  expect((await moderator.get('/admin/bans')).text).toMatch(/August.+, by Grace/);
});

test.each([
  ['203.0.113.0/25', ['203.0.113.9', 403], ['203.0.113.200', 303]],
  ['203.0.113.7', ['203.0.113.200', 403], ['203.0.112.7', 303]],
  ['2001:db8:7:1::5', ['2001:db8:7:ffff::1', 403], ['2001:db8:8::1', 303]],
  ['::ffff:203.0.113.7', ['203.0.113.200', 403], ['203.0.112.7', 303]],
  ['::ffff:203.0.113.0/121', ['::ffff:cb00:7109', 403], ['203.0.113.200', 303]],
  ['fe80::1%eth0', ['fe80::2%eth1', 403], ['fe81::2%eth0', 303]],
] as const)('the network %s', async (value, inside, outside) => {
  await hasBan('network', value);

  for (const [ip, status] of [inside, outside])
    expect((await leave(site.agent(), {}, ip)).status, ip).toBe(status);
});

test('words are looked for in all that is typed, whatever their case; patterns too', async () => {
  await hasBan('word', 'Casino');
  await hasBan('word', '<dice>');
  await hasBan('pattern', 'pills? (for|against) \\w+');

  const refused: Record<string, string>[] = [
    { comment: 'come to the ca\u200bSI<b>no</b>' },
    { comment: 'what is between <casino and signs>' },
    { comment: 'throw the <DICE>' },
    { author: 'CASINO' },
    { url: 'https://casino.example' },
    { comment: 'Cheap PILLS for everybody' },
  ];
  for (const fields of refused) expect((await leave(site.agent(), fields)).status).toBe(403);
  const told = await leave(site.agent(), { comment: 'a casino' });
  expect(told.text).toContain('holds something that is not taken here. The reason given: Threats.');
  for (const comment of ['a cassino', 'pills for', 'dice <b>thrown</b>']) {
    expect((await leave(site.agent(), { comment })).status).toBe(303);
  }
});

test('an account is banned in every browser, and not its email typed by a stranger', async () => {
  const user = await site.hasUser({ role: 'subscriber' });
  await leave(await site.signIn(user));
  const { id } = await last();
  await ban({ comment: id, what: 'user' }).expect(303);

  expect((await leave(await site.signIn(user))).status).toBe(403);
  expect((await leave(site.agent(), { email: user.email })).status).toBe(303);
});

test('an address is banned for whoever types it', async () => {
  await hasBan('email', 'Mallory@example.com');

  expect((await leave(site.agent(), { email: 'mallory@Example.com' })).status).toBe(403);
  expect((await leave(site.agent(), { email: 'mallory@example.org' })).status).toBe(303);
});

test('who moderates is never refused; who edits an own comment is', async () => {
  const browser = site.agent();
  await leave(browser);
  const { id } = await last();
  await hasBan('word', 'casino');
  await hasBan('network', '192.0.2.1');

  const page = await browser.get(`/comments/${id}/edit`).set('X-Forwarded-For', '203.0.113.1');
  const version = /name="version" value="([^"]+)"/.exec(page.text)![1];
  const edited = await browser
    .post(`/comments/${id}/edit`)
    .set('X-Forwarded-For', '203.0.113.1')
    .type('form')
    .send({ version, comment: 'now a casino' });
  const staff = await leave(moderator, { comment: 'No casino here' });

  expect(edited.status).toBe(403);
  expect(edited.text).toContain('now a casino');
  expect((await db<Comment>('comments').where({ id }).first())!.content).toMatch(/^Words/);
  expect(staff.status).toBe(303);
});

test('a program without a form is refused as well', async () => {
  await saveSettings(db, discussion, { rest_allow_anonymous_comments: true });
  const send = (ip: string) =>
    site.request
      .post('/wp-json/wp/v2/comments')
      .set('X-Forwarded-For', ip)
      .send({ post: post.id, content: `From ${ip}`, author_name: 'Bot', author_email: 'bot@example.com' });
  await hasBan('network', '198.51.100.7');

  const refused = await send('198.51.100.9');
  const other = await send('203.0.113.9');

  expect([refused.status, other.status]).toEqual([403, 201]);
  expect((refused.body as { message: string }).message).toContain('The reason given: Threats.');
});

test.each([
  [{ kind: 'network', value: '203.0.113.0/4' }, 'This is no network'],
  [{ kind: 'network', value: 'mallory' }, 'This is no network'],
  [{ kind: 'email', value: 'mallory' }, 'not an email address'],
  [{ kind: 'word', value: 'ab' }, 'three characters'],
  [{ kind: 'pattern', value: '(unclosed' }, 'cannot be used'],
  [{ kind: 'pattern', value: '(ab|cd){1,400}' }, 'cannot be used'],
  [{ kind: 'word', value: 'casino', reason: '' }, 'Give a reason'],
  [{ kind: 'browser', value: 'x'.repeat(64) }, 'Choose what is banned'],
])('%j is refused with what is wrong, and comes back', async (fields, problem) => {
  const answer = await ban(fields);

  expect(answer.status).toBe(400);
  expect(answer.text).toContain(problem);
  expect(await db('comment_bans').first('id')).toBeUndefined();
});

test('only who moderates all comments bans', async () => {
  const author = await site.signIn(await site.hasUser({ role: 'author' }));

  expect((await author.get('/admin/bans')).status).toBe(403);
  const sent = await author
    .post('/admin/bans')
    .type('form')
    .send({ kind: 'word', value: 'casino', reason: 'x' });
  expect(sent.status).toBe(403);
});

test('a ban set again gets the new end, and one that ended long ago is forgotten', async () => {
  await hasBan('word', 'casino');
  await ban({ kind: 'word', value: 'CASINO', days: '0' }).expect(303);
  const rows = (await db('comment_bans').select('value', 'ends_at')) as object[];
  await db('comment_bans').update({ ended_at: new Date('2026-01-01') });

  await db.raw(`SELECT graphile_worker.add_job('comments.tidy')`);
  await site.work();

  expect(rows).toEqual([{ value: 'casino', ends_at: null }]);
  expect(await db('comment_bans').first('id')).toBeUndefined();
});

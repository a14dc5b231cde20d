// tests/attachments/per-day.test.ts: one person, and one network, send so many files in a day; each is counted before it is read.
import { beforeEach, expect, test } from 'vitest';
import { attachmentSettings } from '../../src/attachments/settings.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { startBlog } from '../blog.ts';
import { png } from './files.ts';

const site = await startBlog({ TRUST_PROXY: '1' });
const { db } = site.blog;
await saveSettings(db, attachmentSettings, { max_files_per_day: 2, max_files_per_day_network: 3 });
beforeEach(() => db('rate_limits').delete());

const send = (ip: string, body: Buffer = png, agent = site.agent()) =>
  agent.post('/attachments').set('X-Forwarded-For', ip).attach('attachment', body, 'sea.png');

test('the third file of a person is one too many, and others still send, in the same network too', async () => {
  const answers = [await send('192.0.2.1'), await send('192.0.2.1'), await send('192.0.2.1')];
  await send('192.0.2.1').expect(429);
  const neighbour = await send('192.0.2.2');
  const elsewhere = await send('198.51.100.1');

  expect(answers.map(({ status }) => status)).toEqual([201, 201, 429]);
  expect((answers[2]!.body as { error: string }).error).toMatch(
    /^You have sent many files today\. Please send this one in [\d,]+ minutes, or your comment without it\.$/,
  );
  expect([neighbour.status, elsewhere.status]).toEqual([201, 201]);
});

test('a network has its own number, whatever its addresses; also what is refused counts', async () => {
  const statuses = [];
  for (const last of [1, 2, 3])
    statuses.push((await send(`192.0.2.${last}`, Buffer.from('no picture'))).status);
  const fourth = await send('192.0.2.4');

  expect(statuses.every((status) => status === 415)).toBe(true);
  expect(fourth.status).toBe(429);
  expect((fourth.body as { error: string }).error).toContain('Many files came from your network today.');
});

test('a user is one person from wherever, who moderates is not counted, and 0 counts nobody', async () => {
  const user = await site.hasUser({ role: 'subscriber' });
  const statuses = [];
  for (const ip of ['192.0.2.1', '198.51.100.1', '203.0.113.1'])
    statuses.push((await send(ip, png, await site.signIn(user))).status);
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));
  for (let at = 0; at < 3; at += 1) statuses.push((await send('192.0.2.9', png, editor)).status);
  await saveSettings(db, attachmentSettings, { max_files_per_day: 0, max_files_per_day_network: 0 });
  for (let at = 0; at < 4; at += 1) statuses.push((await send('192.0.2.8')).status);
  await saveSettings(db, attachmentSettings, { max_files_per_day: 2, max_files_per_day_network: 3 });

  expect(statuses).toEqual([201, 201, 429, 201, 201, 201, 201, 201, 201, 201]);
});

test('a comment whose file is one too many comes back with its text', async () => {
  const post = await site.hasPost();
  for (let at = 0; at < 2; at += 1) await send('192.0.2.1');

  const answer = await site
    .agent()
    .post('/comments')
    .set('X-Forwarded-For', '192.0.2.1')
    .field({ comment_post_ID: post.id, author: 'Ada', email: 'ada@example.com', comment: 'With a picture' })
    .attach('attachment', png, 'sea.png');

  expect(answer.status).toBe(429);
  expect(answer.text).toContain('With a picture');
  expect(await db('comments').first('id')).toBeUndefined();
});

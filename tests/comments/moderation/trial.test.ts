// tests/comments/moderation/trial.test.ts: changed rules are tried with the newest comments before they are saved.
import { expect, test } from 'vitest';
import { settings } from '../../../src/base/settings/settings.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const owner = await site.signIn(await site.hasUser({ role: 'administrator' }));
const post = await site.hasPost();
const judged = (comment_id: number, score: number, reasons: object[]) =>
  db('comment_judgements').insert({ comment_id, score, reasons: JSON.stringify(reasons) });

for (let n = 0; n < 12; n += 1) {
  const status = n < 10 ? ('spam' as const) : ('approve' as const);
  const { id } = await site.hasComment({
    post_id: post.id,
    status,
    content: `Cheap watches ${n}`,
    author_name: `W${n}`,
  });
  await judged(id, n < 3 ? 30 : 0, [{ rule: 'known_author' }]);
}
const ours = await site.hasComment({ post_id: post.id, content: 'We sell no watches' });
await judged(ours.id, 0, [{ rule: 'ours' }]);

const asIs = {
  comment_previously_approved: '1',
  spam_check: '1',
  spam_hold_score: '40',
  spam_mark_score: '65',
  comment_max_links: '2',
};
const send = (fields: object, agent = owner) =>
  agent
    .post('/admin/settings/discussion')
    .type('form')
    .send({ ...asIs, ...fields });

test('a word that is held tells how many it would have held, and what moderators decided about them', async () => {
  const before = await settings(db, discussion);
  const tried = await send({ moderation_keys: 'watches', try: '1' });

  expect(tried.status).toBe(200);
  expect(tried.text).toContain('Tried with the last 13 comments.');
  expect(tried.text).toMatch(/12 would have been held<\/b>; they are now Approved: 2, Spam: 10\./);
  expect(tried.text).toContain('watches</textarea>');
  expect(await settings(db, discussion)).toEqual(before);
});

test('thresholds are tried with the scores the comments had; what changes nothing says so', async () => {
  const lower = await send({ spam_mark_score: '30', spam_hold_score: '20', try: '1' });
  const same = await send({ moderation_keys: 'tulips', try: '1' });
  const wrong = await send({ spam_mark_score: '-5', moderation_keys: 'watches', try: '1' });

  expect(lower.text).toContain('3 would have been marked as spam');
  expect(same.text).toContain('None would have been treated differently.');
  expect(wrong.text).toContain('there is nothing to try');
});

test('only who may change settings tries them', async () => {
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

  expect((await send({ moderation_keys: 'watches', try: '1' }, editor)).status).toBe(403);
});

test('the number of pending comments is told to who moderates, of their own posts to authors', async () => {
  const author = await site.hasUser({ role: 'author' });
  const own = await site.hasPost({ author_id: author.id });
  await site.hasComment({ post_id: own.id, status: 'hold' });
  await site.hasComment({ post_id: post.id, status: 'hold' });
  const told = async (agent: typeof owner) => (await agent.get('/admin/comments/pending')).body.label;
  const subscriber = await site.signIn(await site.hasUser({ role: 'subscriber' }));

  expect([await told(owner), await told(await site.signIn(author))]).toEqual(['2', '1']);
  expect((await subscriber.get('/admin/comments/pending')).status).toBe(403);
});

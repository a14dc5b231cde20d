// tests/comments/reactions/react.test.ts: readers react to comments, once each; moderators pin and feature.
import { expect, test } from 'vitest';
import { settingsSaved } from '../../../src/announcements.ts';
import { changeSettings } from '../../../src/base/settings/change.ts';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { helpfulness, reactionsOf } from '../../../src/comments/reactions/reaction.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog({ TRUST_PROXY: '1' });
const { blog } = site;
const offered = '👍 Helpful\n-👎 Not helpful';
await saveSettings(blog.db, discussion, { comment_reactions: offered });

const react = (agent: ReturnType<typeof site.agent>, id: number, reaction: string, ip = '198.51.100.7') =>
  agent
    .post(`/comments/${id}/react`)
    .set('Accept', 'application/json')
    .set('X-Forwarded-For', ip)
    .type('form')
    .send({ reaction });

const countsOf = async (id: number) =>
  (await blog.db('comments').where({ id }).first('reactions', 'helpful')) as {
    reactions: Record<string, number>;
    helpful: number;
  };

test('a browser reacts once: another takes the place of the first, the same is taken back', async () => {
  const post = await site.hasPost();
  const { id } = await site.hasComment({ post_id: post.id });
  const anna = site.agent();
  const ben = site.agent();

  const first = await react(anna, id, '👍');
  await react(ben, id, '👍');
  expect(first.body).toEqual({ chosen: '👍', counts: { '👍': 1 } });
  expect((await countsOf(id)).reactions).toEqual({ '👍': 2 });
  const other = await react(anna, id, '👎');
  expect(other.body).toEqual({ chosen: '👎', counts: { '👍': 1, '👎': 1 } });
  const back = await react(anna, id, '👎');
  expect(back.body).toEqual({ chosen: '', counts: { '👍': 1 } });

  const page = await site.request.get(`/?p=${post.id}`).redirects(2);
  expect(page.text).toContain('data-count="👍">1<');
  expect(page.text).toContain('data-count="👎"><');
  expect(page.text).not.toContain('aria-pressed');
});

test('a user reacts once in all browsers', async () => {
  const post = await site.hasPost();
  const { id } = await site.hasComment({ post_id: post.id });
  const user = await site.hasUser({ role: 'subscriber' });

  await react(await site.signIn(user), id, '👍');
  await react(await site.signIn(user), id, '👍', '203.0.113.9');

  expect((await countsOf(id)).reactions).toEqual({});
});

test('without script the form leads back to the comment', async () => {
  const post = await site.hasPost();
  const { id } = await site.hasComment({ post_id: post.id });

  const answer = await site.agent().post(`/comments/${id}/react`).type('form').send({ reaction: '👍' });

  expect([answer.status, answer.headers.location]).toEqual([303, `/comments/${id}`]);
  expect((await countsOf(id)).reactions).toEqual({ '👍': 1 });
});

test('what is not offered, not to be seen, or sent from elsewhere is refused', async () => {
  const post = await site.hasPost();
  const locked = await site.hasPost({ password: 'low water' });
  const secret = await site.hasPost({ status: 'private' });
  const { id } = await site.hasComment({ post_id: post.id });
  const hidden = [
    (await site.hasComment({ post_id: post.id, status: 'hold' })).id,
    (await site.hasComment({ post_id: post.id, status: 'spam' })).id,
    (await site.hasComment({ post_id: locked.id })).id,
    (await site.hasComment({ post_id: secret.id })).id,
  ];

  expect((await react(site.agent(), id, '🍕')).status).toBe(400);
  for (const one of hidden) expect((await react(site.agent(), one, '👍')).status).toBe(404);
  const foreign = await site
    .agent()
    .post(`/comments/${id}/react`)
    .set('Sec-Fetch-Site', 'cross-site')
    .type('form')
    .send({ reaction: '👍' });
  expect(foreign.status).toBe(403);

  const { rows } = await blog.db.raw('SELECT 1 FROM comment_reactions WHERE comment_id = ANY(?)', [
    [id, ...hidden],
  ]);
  expect(rows).toEqual([]);
});

test('one address is not many persons: the tenth new browser of a day is the last', async () => {
  const post = await site.hasPost();
  const { id } = await site.hasComment({ post_id: post.id });

  const statuses = [];
  for (let at = 0; at < 11; at += 1)
    statuses.push((await react(site.agent(), id, '👍', '192.0.2.77')).status);
  const elsewhere = await react(site.agent(), id, '👍', '203.0.113.77');

  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
  expect(elsewhere.status).toBe(200);
  expect((await countsOf(id)).reactions).toEqual({ '👍': 11 });
});

test('with none offered there are no reactions, and no order by them', async () => {
  await saveSettings(blog.db, discussion, { comment_reactions: '' });
  const post = await site.hasPost();
  const { id } = await site.hasComment({ post_id: post.id });
  await site.hasComment({ post_id: post.id });

  const page = await site.request.get(`/?p=${post.id}`).redirects(2);
  const answer = await react(site.agent(), id, '👍');
  await saveSettings(blog.db, discussion, { comment_reactions: offered });
  const offering = await site.request.get(`/?p=${post.id}`).redirects(2);

  expect(page.text).not.toContain('comment-reactions');
  expect(page.text).not.toContain('Most helpful');
  expect(answer.status).toBe(400);
  expect(offering.text).toContain('comment-reactions');
  expect(offering.text).toContain('Most helpful');
});

test('when other signs count, what is helpful is counted again', async () => {
  const post = await site.hasPost();
  const { id } = await site.hasComment({ post_id: post.id });
  await react(site.agent(), id, '👎');
  expect((await countsOf(id)).helpful).toBe(0);

  await changeSettings(
    blog.db,
    [discussion],
    { comment_reactions: '👍 Helpful\n👎 Against the tide' },
    settingsSaved,
  );
  await site.work();
  expect((await countsOf(id)).helpful).toBeCloseTo(0.2065, 3);
  await changeSettings(blog.db, [discussion], { comment_reactions: offered }, settingsSaved);
  await site.work();
  expect((await countsOf(id)).helpful).toBe(0);
});

test('moderators pin and feature; readers and other authors may not', async () => {
  const author = await site.hasUser({ role: 'author' });
  const post = await site.hasPost({ author_id: author.id });
  const { id } = await site.hasComment({ post_id: post.id, content: 'Bring a rope.' });
  const send = (agent: ReturnType<typeof site.agent>, what: string) =>
    agent.post(`/comments/${id}/highlight`).type('form').send({ what });

  const other = await site.signIn(await site.hasUser({ role: 'author' }));
  expect((await send(site.agent(), 'pin')).status).toBe(403);
  expect((await send(other, 'pin')).status).toBe(403);
  const own = await site.signIn(author);
  expect((await send(own, 'nail')).status).toBe(400);
  expect((await send(own, 'pin')).status).toBe(303);
  expect((await send(own, 'feature')).status).toBe(303);

  const page = await site.request.get(`/?p=${post.id}`).redirects(2);
  expect(page.text).toMatch(/class="comment-pinned"[^]*Bring a rope\.[^]*id="comment-thread"/);
  expect(page.text).toContain('Featured');
  expect(page.text).not.toContain('comment-moderate');
  await send(own, 'unpin');
  await send(own, 'unfeature');
  const after = await own.get(`/?p=${post.id}`).redirects(2);
  expect(after.text).not.toContain('comment-pinned');
  expect(after.text).not.toContain('comment-badge-featured');
  expect(after.text).toContain('comment-moderate');
});

test('the screen of a comment pins and features, too, and comes back to itself', async () => {
  const post = await site.hasPost();
  const { id } = await site.hasComment({ post_id: post.id });
  const held = await site.hasComment({ post_id: post.id, status: 'hold' });
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));
  const send = (redirect_to: string) =>
    editor.post(`/comments/${id}/highlight`).type('form').send({ what: 'feature', redirect_to });

  const screen = await editor.get(`/admin/comments/${id}`);
  expect(screen.text).toContain(`action="/comments/${id}/highlight"`);
  expect(screen.text).toContain('value="pin"');
  expect((await editor.get(`/admin/comments/${held.id}`)).text).not.toContain('/highlight"');
  expect((await send(`/admin/comments/${id}`)).headers.location).toBe(`/admin/comments/${id}`);
  expect((await send('https://far.example/')).headers.location).toBe(`/comments/${id}`);
  expect((await editor.get(`/admin/comments/${id}`)).text).toContain('value="unfeature"');
});

test('the setting is read a line each; what says nothing is left out', () => {
  const lines = '👍 Helpful\n- 👎 Not helpful\n\nalone\n👍 Again\n❤️  Thanks a lot ';
  expect(reactionsOf({ comment_reactions: lines })).toEqual([
    { sign: '👍', name: 'Helpful', is_against: false },
    { sign: '👎', name: 'Not helpful', is_against: true },
    { sign: '❤️', name: 'Thanks a lot', is_against: false },
  ]);
  const many = Array.from({ length: 9 }, (_, at) => `${at} Number`).join('\n');
  expect(reactionsOf({ comment_reactions: many })).toHaveLength(6);
});

test.each([
  [0, 0, 0],
  [1, 0, 0.2065],
  [10, 0, 0.7225],
  [10, 10, 0.2993],
  [0, 5, 0],
  [90, 10, 0.8256],
])('%i for and %i against are helpful by %f', (one, other, lower) => {
  expect(helpfulness({ for: one, against: other })).toBeCloseTo(lower, 3);
});

// tests/comments/appeals/appeals.test.ts: the author of a comment that is not shown reads why, and asks once for another look.
import { expect, test } from 'vitest';
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
/** A browser that is remembered, and the comment that it left. */
async function writes(fields: Record<string, string> = {}): Promise<{ agent: Agent; id: number }> {
  minutes += 1;
  site.setTime(new Date(Date.parse('2026-08-01T10:00:00Z') + minutes * 60_000).toISOString());
  const agent = site.agent();
  await agent
    .post('/comments')
    .type('form')
    .send({
      comment_post_ID: post.id,
      author: `Ada ${minutes}`,
      email: `ada${minutes}@example.com`,
      comment: `Words ${minutes}`,
      'wp-comment-cookies-consent': 'yes',
      ...fields,
    })
    .expect(303);
  const { id } = (await db<Comment>('comments').orderBy('id', 'desc').first())!;
  return { agent, id };
}
const decide = (id: number, what: string) =>
  moderator.post(`/admin/comments/${id}/${what}`).set('Accept', 'application/json').type('form').send({});
const ask = (agent: Agent, id: number, words = 'I only asked a question.') =>
  agent.post(`/comments/${id}/appeal`).type('form').send({ words });
const mine = async (agent: Agent) => (await agent.get('/comments/mine')).text;
const asked = async () => (await moderator.get('/admin/comments?status=appealed')).text;

test.each<[string, string, string]>([
  ['trash', 'A moderator removed it.', 'Removed by a moderator'],
  ['spam', 'A moderator marked it as spam.', 'Removed by a moderator'],
])(
  'what a moderator put into %s says so in My comments, and its author asks once',
  async (what, reason, state) => {
    const { agent, id } = await writes();
    await decide(id, what);

    const list = await mine(agent);
    const form = await agent.get(`/comments/${id}/appeal`);
    const sent = await ask(agent, id, 'Only a <b>question</b>');
    const after = await mine(agent);
    const again = await ask(agent, id, 'And again');

    for (const words of [reason, state, `/comments/${id}/appeal`]) expect(list).toContain(words);
    expect(form.text).toContain('Why should it be shown?');
    expect([sent.status, again.status]).toEqual([303, 409]);
    expect(again.text).toContain('You have asked for another look before');
    expect(after).toContain('a moderator has not decided yet');
    expect(after).not.toContain(`/comments/${id}/appeal`);
    expect(await asked()).toContain(`id="comment-${id}"`);
    expect((await moderator.get(`/admin/comments/${id}`)).text).toContain(
      'Only a &lt;b&gt;question&lt;/b&gt;',
    );
  },
);

test('a moderator answers by acting: restored, or left as it is; undo asks again', async () => {
  const restored = await writes();
  const left = await writes();
  for (const { agent, id } of [restored, left]) {
    await decide(id, 'trash');
    await ask(agent, id).expect(303);
  }

  await decide(restored.id, 'restore');
  const { body } = await decide(left.id, 'dismiss');
  const answered = [await mine(restored.agent), await mine(left.agent)];
  const list = await asked();
  await moderator
    .post('/admin/comments/undo')
    .type('form')
    .send({ batch: (body as { batch: string }).batch })
    .expect(303);

  expect(answered[0]).not.toContain('removed it');
  expect(answered[1]).toContain('A moderator has looked at it again: it stays so.');
  for (const { id } of [restored, left]) expect(list).not.toContain(`id="comment-${id}"`);
  expect(await asked()).toContain(`id="comment-${left.id}"`);
  await decide(left.id, 'restore');
  expect((await ask(left.agent, left.id)).status).toBe(403);
});

test('what a rule put aside says which kind of rule, and never the word', async () => {
  await saveSettings(db, discussion, { moderation_keys: 'heron', disallowed_keys: 'pills' });
  const held = await writes({ comment: 'A heron' });
  const binned = await writes({ comment: 'Some pills' });
  const trapped = await writes({ website_url: 'https://filled.example' });
  await saveSettings(db, discussion, discussion.parse({}));

  const [first, second, third] = await Promise.all([held, binned, trapped].map(({ agent }) => mine(agent)));

  expect(first).toContain('It holds words that are looked at first.');
  expect(first).not.toContain('/appeal');
  expect(second).toContain('It holds words that are not taken here.');
  expect(second).toContain(`/comments/${binned.id}/appeal`);
  expect(third).toContain('It looks as if a program had sent it.');
});

test('what readers reported and held says so', async () => {
  const { agent, id } = await writes();
  await decide(id, 'approve');
  for (let at = 1; at <= 3; at += 1)
    await site
      .agent()
      .post(`/comments/${id}/report`)
      .set('X-Forwarded-For', `198.51.${at}.7`)
      .type('form')
      .send({ reason: 'abuse' });

  expect(await mine(agent)).toContain('Readers reported it; a moderator will look at it.');
});

test('nobody asks for the comment of another, by its typed address or from elsewhere; nor without words, nor for what is shown', async () => {
  const { agent, id } = await writes();
  const shown = await writes();
  await decide(id, 'trash');
  await decide(shown.id, 'approve');

  const stranger = site.agent();
  const others = [await stranger.get(`/comments/${id}/appeal`), await ask(stranger, id)];
  const foreign = await agent
    .post(`/comments/${id}/appeal`)
    .set('Sec-Fetch-Site', 'cross-site')
    .type('form')
    .send({ words: 'x' });
  const empty = await ask(agent, id, '  ');
  const long = await ask(agent, id, 'x'.repeat(501));
  const unneeded = await ask(shown.agent, shown.id);

  expect(others.map(({ status }) => status)).toEqual([403, 403]);
  expect(others[1]!.text).toContain('I only asked a question.');
  expect([foreign.status, empty.status, long.status, unneeded.status]).toEqual([403, 400, 400, 403]);
  expect(
    await db('comment_appeals').whereIn('comment_id', [id, shown.id]).first('comment_id'),
  ).toBeUndefined();
});

test('who sends too much gets the words back, and reads how long to wait', async () => {
  const { agent, id } = await writes();
  await decide(id, 'trash');
  const { COMMENT_ATTEMPTS } = site.blog.config;
  await db('rate_limits').where('key', 'like', 'comment_address%').update({ points: COMMENT_ATTEMPTS });

  const refused = await ask(agent, id, 'My <i>kept</i> words');
  await db('rate_limits').delete();
  const sent = await ask(agent, id, 'My kept words');

  expect([refused.status, sent.status]).toEqual([429, 303]);
  expect(refused.text).toContain('My &lt;i&gt;kept&lt;/i&gt; words');
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
});

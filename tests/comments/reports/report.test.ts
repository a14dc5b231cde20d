// tests/comments/reports/report.test.ts: readers report comments; enough of them hold one, moderators answer and take answers back.
import { expect, test } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { general } from '../../../src/base/settings/general.ts';
import { keepRevision } from '../../../src/comments/own/queries.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog({ TRUST_PROXY: '1' });
const { blog } = site;
await saveSettings(blog.db, general, { admin_email: 'moderator@example.com' });
type Agent = ReturnType<typeof site.agent>;

let networks = 0;
const elsewhere = () => `198.51.${(networks += 1)}.7`;

const report = (agent: Agent, id: number, fields: Record<string, string> = {}, ip = elsewhere()) =>
  agent
    .post(`/comments/${id}/report`)
    .set('X-Forwarded-For', ip)
    .type('form')
    .send({ reason: 'abuse', ...fields });

const stateOf = async (id: number) =>
  (await blog.db('comments').where({ id }).first('status', 'open_reports')) as {
    status: string;
    open_reports: number;
  };
const hasShown = async () => site.hasComment({ post_id: (await site.hasPost()).id, content: 'Low tide.' });
const mailsAbout = async (id: number) =>
  (await blog.db('letters').where('key', 'like', `comment:${id}:reported:%`).orderBy('id')) as {
    subject: string;
    body: string;
  }[];
const moderator = await site.signIn(await site.hasUser({ role: 'editor', display_name: 'Grace' }));
const decide = (id: number, what: string) =>
  moderator.post(`/admin/comments/${id}/${what}`).set('Accept', 'application/json').type('form').send({});
const undo = (batch: string) => moderator.post('/admin/comments/undo').type('form').send({ batch });

test('three readers hold a comment, and moderators read why', async () => {
  const { id } = await hasShown();

  const page = await site.request.get(`/comments/${id}/report`);
  const first = await report(site.agent(), id, { reason: 'other', words: 'Names <b>my</b> street' });
  await report(site.agent(), id);
  const before = await stateOf(id);
  await report(site.agent(), id);
  await site.work();

  expect(page.text).toContain('What is wrong with it?');
  expect(page.text).toContain('Low tide.');
  expect(first.text).toContain('Thank you for your report');
  expect([before, await stateOf(id)]).toEqual([
    { status: 'approve', open_reports: 2 },
    { status: 'hold', open_reports: 3 },
  ]);
  const list = await moderator.get('/admin/comments?status=reported');
  expect(list.text).toContain(`id="comment-${id}"`);
  expect(list.text).toMatch(
    /data-view="reported" aria-current="page">Reported <span class="count">1<\/span>/,
  );
  const one = await moderator.get(`/admin/comments/${id}`);
  expect(one.text).toContain('Names &lt;b&gt;my&lt;/b&gt; street');
  expect(one.text).toContain('It insults or threatens somebody');
  expect(one.text).toContain('Held, because readers reported it');
  expect(await mailsAbout(id)).toEqual([
    expect.objectContaining({ subject: expect.stringContaining('Readers reported a comment') as string }),
  ]);
  expect((await mailsAbout(id))[0]!.body).toContain('- Something else: Names <b>my</b> street');
});

test('a person counts once: the same browser, the same user in two browsers', async () => {
  const { id } = await hasShown();
  const browser = site.agent();
  const user = await site.hasUser({ role: 'subscriber' });

  for (let times = 0; times < 3; times += 1) expect((await report(browser, id)).status).toBe(200);
  await report(await site.signIn(user), id);
  await report(await site.signIn(user), id);

  expect(await stateOf(id)).toEqual({ status: 'approve', open_reports: 2 });
});

test('one network does not hold a comment by itself, however often it forgets its key', async () => {
  const { id } = await hasShown();

  const statuses = [];
  for (let at = 1; at <= 4; at += 1)
    statuses.push((await report(site.agent(), id, {}, `203.0.113.${at}`)).status);

  expect(statuses).toEqual([200, 200, 429, 429]);
  expect(await stateOf(id)).toEqual({ status: 'approve', open_reports: 2 });
});

test('one stranger does not hold a comment, with another key each day, nor with accounts', async () => {
  const { id } = await hasShown();
  const here = () => `203.0.113.${(networks += 1)}`;

  for (let at = 0; at < 4; at += 1) {
    await blog.db('rate_limits').delete(); // a day later
    await report(site.agent(), id, {}, here()).expect(200);
  }
  for (let at = 0; at < 3; at += 1) {
    const user = await site.signIn(await site.hasUser({ role: 'subscriber' }));
    await report(user, id, {}, here()).expect(200);
  }
  const alone = await stateOf(id);
  for (let at = 0; at < 2; at += 1) await report(site.agent(), id);

  expect(alone).toEqual({ status: 'approve', open_reports: 7 });
  expect(await stateOf(id)).toEqual({ status: 'hold', open_reports: 9 });
});

test('what a moderator approved or left is not held by reports again, before its author changes it', async () => {
  const { id } = await hasShown();
  const readers = [site.agent(), site.agent(), site.agent()];
  for (const reader of readers) await report(reader, id);
  await site.work();

  await decide(id, 'approve');
  for (const reader of readers) await report(reader, id);
  const again = await stateOf(id);
  const one = await moderator.get(`/admin/comments/${id}`);
  for (let at = 0; at < 3; at += 1) await report(site.agent(), id);
  const others = await stateOf(id);
  const edit = { comment_id: id, content: 'High tide.', user_id: null };
  site.setTime('2026-10-01T10:00:00Z');
  await keepRevision(blog.db, { ...edit, at: blog.now(), by: 'author' });
  await report(site.agent(), id);
  await site.work();

  expect(again).toEqual({ status: 'approve', open_reports: 0 });
  expect(one.text).toContain('Dismissed');
  expect(others).toEqual({ status: 'approve', open_reports: 3 });
  expect(await stateOf(id)).toEqual({ status: 'hold', open_reports: 4 });
  // Each hold is an email, long after the comment was new.
  expect(await mailsAbout(id)).toHaveLength(2);
});

test('an address that reports on and on takes nothing from its network', async () => {
  const post_id = (await site.hasPost()).id;
  const ids: number[] = [];
  for (let at = 0; at < 12; at += 1) ids.push((await site.hasComment({ post_id })).id);

  const statuses = [];
  for (const id of ids) statuses.push((await report(site.agent(), id, {}, '192.0.2.1')).status);
  for (let at = 0; at < 12; at += 1) await report(site.agent(), ids[0]!, {}, '192.0.2.1');
  const neighbour = await report(site.agent(), ids[11]!, {}, '192.0.2.2');

  expect(statuses.slice(9)).toEqual([200, 429, 429]);
  expect(neighbour.status).toBe(200);
});

test('reports of a shown comment are dismissed, or acted on, and both are undone with what was done', async () => {
  const dismissed = (await hasShown()).id;
  const acted = (await hasShown()).id;
  for (const id of [dismissed, acted]) await report(site.agent(), id);

  const answers = [await decide(dismissed, 'dismiss'), await decide(acted, 'spam')];
  const after = [await stateOf(dismissed), await stateOf(acted)];
  const screen = await moderator.get(`/admin/comments/${acted}`);
  for (const { body } of answers) await undo((body as { batch: string }).batch).expect(303);

  expect((answers[0]!.body as { text: string }).text).toBe('The comment stays as it is.');
  expect(after).toEqual([
    { status: 'approve', open_reports: 0 },
    { status: 'spam', open_reports: 0 },
  ]);
  expect(screen.text).toContain('Acted on');
  for (const id of [dismissed, acted])
    expect(await stateOf(id)).toEqual({ status: 'approve', open_reports: 1 });
  expect((await moderator.get(`/admin/comments/${dismissed}`)).text).toContain(
    'Looked at again and left as it is by Grace; undone by Grace',
  );
});

test('nothing is dismissed where nothing was reported', async () => {
  const { id } = await hasShown();

  const answer = await decide(id, 'dismiss');

  expect(answer.body).toMatchObject({ text: 'Nothing changed: that was done already.', batch: '' });
});

test('an own comment is not reported, and does not offer it', async () => {
  const user = await site.hasUser({ role: 'subscriber' });
  const post = await site.hasPost();
  const { id } = await site.hasComment({ post_id: post.id, user_id: user.id });
  const agent = await site.signIn(user);

  const page = await agent.get(`/?p=${post.id}`).redirects(2);
  const own = await report(agent, id);
  const others = await site.request.get(`/?p=${post.id}`).redirects(2);

  expect(page.text).not.toContain(`/comments/${id}/report`);
  expect(own.status).toBe(403);
  expect(await stateOf(id)).toEqual({ status: 'approve', open_reports: 0 });
  expect(others.text).toContain(`/comments/${id}/report`);
});

test('comments of those who publish or moderate here are listed, and not held', async () => {
  const author = await site.hasUser({ role: 'author' });
  const { id } = await site.hasComment({ post_id: (await site.hasPost()).id, user_id: author.id });

  for (let at = 0; at < 4; at += 1) await report(site.agent(), id);

  expect(await stateOf(id)).toEqual({ status: 'approve', open_reports: 4 });
});

test('with 0 reports are only listed; switched off there are none', async () => {
  const { id, post_id } = await hasShown();
  await saveSettings(blog.db, discussion, { comments_reports_hold: 0 });
  for (let at = 0; at < 4; at += 1) await report(site.agent(), id);
  const listed = await stateOf(id);
  await saveSettings(blog.db, discussion, { comments_reports: false, comments_reports_hold: 3 });

  const page = await site.request.get(`/?p=${post_id}`).redirects(2);
  const form = await site.request.get(`/comments/${id}/report`);
  const sent = await report(site.agent(), id);
  await saveSettings(blog.db, discussion, discussion.parse({}));

  expect(listed).toEqual({ status: 'approve', open_reports: 4 });
  expect(page.text).not.toContain('comment-report');
  expect([form.status, sent.status]).toEqual([404, 404]);
  expect(await stateOf(id)).toEqual(listed);
});

test('without a reason, from another site, or of what is not shown, nothing is kept', async () => {
  const { id } = await hasShown();
  const locked = await site.hasPost({ password: 'low water' });
  const hidden = (await site.hasComment({ post_id: locked.id })).id;
  const held = (await site.hasComment({ post_id: (await site.hasPost()).id, status: 'hold' })).id;

  const without = await report(site.agent(), id, { reason: 'because', words: 'typed words' });
  const long = await report(site.agent(), id, { words: 'x'.repeat(501) });
  const foreign = await site
    .agent()
    .post(`/comments/${id}/report`)
    .set('Sec-Fetch-Site', 'cross-site')
    .type('form')
    .send({ reason: 'spam' });

  expect([without.status, long.status, foreign.status]).toEqual([400, 400, 403]);
  expect(without.text).toContain('typed words');
  for (const one of [hidden, held]) expect((await report(site.agent(), one)).status).toBe(404);
  const { rows } = await blog.db.raw('SELECT 1 FROM comment_reports WHERE comment_id = ANY(?)', [
    [id, hidden, held],
  ]);
  expect(rows).toEqual([]);
});

// tests/webhooks/deliver.test.ts: messages come again when they did not arrive, each receiver in its own form.
import { expect, test } from 'vitest';
import {
  add,
  again,
  answers,
  calls,
  db,
  deliveries,
  elsewhere,
  later,
  owner,
  save,
  site,
  theOne,
} from './kit.ts';

test('what fails comes again with the same id, later each time; then it is given up', async () => {
  await add();
  answers(500, {}, 'Broken <b>now</b>');

  await save({ title: 'Retried' });
  const [first] = await deliveries();
  for (let round = 0; round < 12; round += 1) await again();

  expect(first).toMatchObject({ status: 'waiting', tries: 1, answer_status: 500, said: 'Broken now' });
  expect(calls).toHaveLength(10);
  expect(new Set(calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(await deliveries()).toMatchObject([{ status: 'failed', tries: 10 }]);
  expect(await theOne()).toMatchObject({ is_active: true });
  expect((await theOne()).failing_since).not.toBe(null);

  answers(204, {}, '');
  const { id } = await theOne();
  await owner.post(`/admin/webhooks/${id}/deliveries/${first.id}`).type('form').send({}).expect(303);
  await site.work();

  expect(await deliveries()).toMatchObject([{ status: 'delivered', tries: 1, answer_status: 204 }]);
  expect((await theOne()).failing_since).toBe(null);
});

test('who asks for time gets it', async () => {
  await add();
  answers(429, { 'retry-after': '3600' }, '');

  await save({ title: 'Patient' });

  const { run_at } = await db('graphile_worker._private_jobs')
    .where('key', 'like', 'webhook delivery %')
    .first('run_at');
  const minutes = (run_at.getTime() - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(55);
  expect(minutes).toBeLessThan(61);
});

test.each([
  [410, 'nobody listens there any more', 0],
  [503, 'Nothing arrived there for five days', 6 * 86_400_000],
])('it is switched off by itself after %d', async (status, why, late) => {
  await add();
  answers(status, {});
  await save({ title: 'Gone' });
  later(late);
  for (let round = 0; round < 10; round += 1) await again();

  expect(await theOne()).toMatchObject({ is_active: false, stopped_because: expect.stringContaining(why) });
  expect((await owner.get('/admin/webhooks')).text).toContain(why);
  const count = calls.length;
  await save({ title: 'After it' });
  expect(calls).toHaveLength(count);
});

test('five silent days count once a message was tried again in vain', async () => {
  await add();
  answers(503);
  await save({ title: 'Long ago' });
  for (let round = 0; round < 10; round += 1) await again();
  later(6 * 86_400_000);

  await save({ title: 'A short outage' });
  expect(await theOne()).toMatchObject({ is_active: true });
  answers(200);
  await again();

  expect(await theOne()).toMatchObject({ is_active: true, failing_since: null });
});

test('a test says nothing of how long an address is silent, nor does a former address', async () => {
  await add();
  answers(500);
  const { id } = await theOne();
  await owner.post(`/admin/webhooks/${id}/act`).type('form').send({ act: 'test' }).expect(303);
  await site.work();
  expect(await deliveries()).toMatchObject([{ event: 'test', status: 'failed' }]);
  expect((await theOne()).failing_since).toBe(null);

  await save({ title: 'Failed' });
  const fields = { format: 'standard', events: ['post.published'] };
  await owner
    .post(`/admin/webhooks/${id}`)
    .type('form')
    .send({ url: `${elsewhere}/hook`, ...fields });
  expect((await theOne()).failing_since).not.toBe(null);
  await owner
    .post(`/admin/webhooks/${id}`)
    .type('form')
    .send({ url: `${elsewhere}/other`, ...fields });

  expect((await theOne()).failing_since).toBe(null);
});

test.each([302, 307, 308])(
  'what is signed follows no redirect: %d is a failure that says so',
  async (status) => {
    await add();
    answers(status, { location: '/elsewhere' });

    await save({ title: 'Led on' });

    expect(calls.map(({ path }) => path)).toEqual(['/hook']);
    expect(await deliveries()).toMatchObject([
      {
        status: 'failed',
        answer_status: status,
        said: `It leads on to ${elsewhere}/elsewhere: write that address.`,
      },
    ]);
  },
);

test('Slack, Telegram and ntfy get words', async () => {
  const { id: post_id } = await site.hasPost({ title: 'Tides & <boats>' });
  const mail = { events: ['comment.approved'] };
  await add({ url: `${elsewhere}/slack`, format: 'slack', ...mail });
  await add({ url: `${elsewhere}/telegram?chat_id=7`, format: 'telegram', ...mail });
  await add({ url: `${elsewhere}/ntfy`, format: 'ntfy', ...mail });
  const held = await site.hasComment({
    post_id,
    status: 'hold',
    author_name: 'Änn',
    html: '<p>I &lt;3 it</p>',
  });
  later(3_600_000);
  await owner.post(`/admin/comments/${held.id}/approve`).type('form').send({}).expect(303);
  await site.work();

  const by = (path: string) => calls.find((call) => call.path.startsWith(path))!;
  expect(JSON.parse(by('/slack').body).text).toContain(
    '*A comment is approved: Tides &amp; &lt;boats&gt;*\nÄnn: I &lt;3 it\n',
  );
  expect(JSON.parse(by('/telegram').body).text).toContain(
    'A comment is approved: Tides & <boats>\nÄnn: I <3 it\n',
  );
  expect(by('/telegram').path).toBe('/telegram?chat_id=7');
  expect(by('/ntfy').body).toBe('Änn: I <3 it');
  const title = by('/ntfy').headers.title as string;
  expect(Buffer.from(title.slice(10, -2), 'base64').toString()).toBe(
    'A comment is approved: Tides & <boats>',
  );
  expect(by('/ntfy').headers.click).toContain('http://blog.example/');
});

test('nobody is called by a comment, and no sign of it is markup', async () => {
  const { id: post_id } = await site.hasPost({ title: 'Boats' });
  const mail = { events: ['comment.approved', 'comment.created'] };
  await add({ url: `${elsewhere}/slack`, format: 'slack', ...mail });
  for (const mode of ['HTML', 'MarkdownV2', 'Markdown'])
    await add({ url: `${elsewhere}/${mode}?chat_id=7&parse_mode=${mode}`, format: 'telegram', ...mail });
  const { id } = await site.hasComment({
    post_id,
    status: 'hold',
    author_name: '@here',
    html: '<p>@everyone &lt;!channel&gt; [a](http://evil.example) _b_ a@b</p>',
  });
  later(3_600_000);
  await owner.post(`/admin/comments/${id}/approve`).type('form').send({}).expect(303);
  await site.work();

  const textAt = (path: string) =>
    JSON.parse(calls.find((call) => call.path.startsWith(path))!.body)
      .text.replaceAll('\u200b', '|')
      .split('\n')[1];
  expect(textAt('/slack')).toBe('@|here: @|everyone &lt;!channel&gt; [a]|(http://evil.example) _b_ a@|b');
  expect(textAt('/HTML')).toBe('@|here: @|everyone &lt;!channel&gt; [a](http://evil.example) _b_ a@|b');
  expect(textAt('/MarkdownV2')).toBe(
    String.raw`@|here: @|everyone <\!channel\> \[a\]\(http://evil\.example\) \_b\_ a@|b`,
  );
  expect(textAt('/Markdown?')).toBe(
    String.raw`@|here: @|everyone <!channel> \[a](http://evil.example) \_b\_ a@|b`,
  );
});

test('a chat hears of a comment that waits, but not what its writer is called', async () => {
  const { id: post_id } = await site.hasPost({ title: 'Boats' });
  await add({ url: `${elsewhere}/slack`, format: 'slack', events: ['comment.updated'] });
  await add({ url: `${elsewhere}/program`, events: ['comment.updated'] });
  const { id } = await site.hasComment({ post_id, author_name: 'Ann', html: '<p>Held words</p>' });
  later(3_600_000);

  await owner.post(`/admin/comments/${id}/hold`).type('form').send({}).expect(303);
  await site.work();

  const by = (path: string) => calls.find((call) => call.path.startsWith(path))!.body;
  expect(by('/slack')).toContain('A comment changes: Boats');
  expect(by('/slack')).not.toMatch(/Ann|Held/);
  expect(JSON.parse(by('/program')).data).toMatchObject({ author_name: 'Ann', status: 'hold' });
});

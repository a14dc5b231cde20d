// tests/webhooks/webhooks.test.ts: other programs are told what happens, signed, and nothing that is nobody's business.
import crypto from 'node:crypto';
import { expect, test } from 'vitest';
import { tidyDeliveries } from '../../src/webhooks/deliver.ts';
import { signedHeaders } from '../../src/webhooks/sign.ts';
import { add, calls, comment, db, deliveries, later, owner, save, site, theOne, told } from './kit.ts';

test('the signature is that of Standard Webhooks', () => {
  const headers = signedHeaders('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', {
    message_id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    body: '{"test": 2432232314}',
    now: new Date(1_614_265_330_000),
  });

  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('a post is told when it comes out, changes and goes; a draft never', async () => {
  await add().expect(303);

  const id = await save({ title: 'High tide' });
  site.setTime('2026-08-01T09:05:00Z');
  await save({ title: 'Low tide' }, id);
  await save({ title: 'Secret plan', act: 'draft' });
  site.setTime('2026-08-01T09:06:00Z');
  await save({ title: 'Low tide', act: 'draft' }, id);

  expect(told().map(({ type }) => type)).toEqual(['post.published', 'post.updated', 'post.removed']);
  expect(told()[0]!.data).toMatchObject({
    id,
    title: 'High tide',
    link: 'http://blog.example/2026/08/01/high-tide/',
    status: 'publish',
    excerpt: 'Some words',
  });
  expect(told()[2]!.data).toEqual({ id, link: expect.stringContaining('/low-tide/') });
  expect(calls.map(({ body }) => body).join('')).not.toContain('Secret plan');
  const { secret } = await theOne();
  for (const { headers, body } of calls) {
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    const signed = `${headers['webhook-id'] as string}.${headers['webhook-timestamp'] as string}.${body}`;
    const expected = crypto.createHmac('sha256', key).update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${expected}`);
    expect(headers['content-type']).toBe('application/json');
  }
});

test('the words of a post behind a password stay there', async () => {
  await add();

  await save({
    title: 'Locked',
    content: '<p>Nobody hears this</p>',
    visibility: 'protected',
    password: 'x',
  });

  expect(calls.length).toBeGreaterThan(0);
  const stored = await db('posts').where({ title: 'Locked' }).first();
  expect(stored.password).toBe('x');
  expect(calls.map(({ body }) => body).join('')).not.toContain('Nobody hears this');
});

test('a comment is told without addresses, with its words once it is approved', async () => {
  const { id: post_id } = await site.hasPost();
  await add();

  const said = { comment_post_ID: post_id, comment: 'Words for all' };
  await owner.post('/wp-comments-post.php').type('form').send(said).expect(303);
  await site.work();
  const { id } = await db('comments').where({ post_id }).first();
  for (const what of ['hold', 'approve', 'spam']) {
    later(120_000);
    await owner.post(`/admin/comments/${id}/${what}`).type('form').send({}).expect(303);
    await site.work();
  }

  expect(told().map(({ type }) => type)).toEqual([
    'comment.created',
    'comment.updated',
    'comment.approved',
    'comment.removed',
  ]);
  expect(told()[0]!.data).toMatchObject({
    id,
    status: 'approve',
    excerpt: 'Words for all',
    post: { id: post_id },
  });
  expect(told()[1]!.data).toMatchObject({ status: 'hold', excerpt: '' });
  expect(told()[2]!.data).toMatchObject({ status: 'approve', excerpt: 'Words for all' });
  expect(told()[3]!.data).toMatchObject({ status: 'spam', excerpt: '' });
  expect(calls.map(({ body }) => body).join('')).not.toMatch(/@|127\.0\.0\.1/);
});

test('only what it asked for, and nothing once it is switched off', async () => {
  await add({ events: ['comment.created'] });
  await save({ title: 'Unheard' });
  const { id } = await theOne();
  await owner.post(`/admin/webhooks/${id}/act`).type('form').send({ act: 'off' }).expect(303);
  site.setTime('2026-08-01T10:30:00Z');
  const { id: post_id } = await site.hasPost();
  await comment(post_id, 'Also unheard').expect(303);
  await site.work();

  expect(calls).toEqual([]);
  expect(await deliveries()).toEqual([]);
});

test.each([
  ['an address of no site', { url: 'hook' }, 'begins with https://'],
  ['a file', { url: 'file:///etc/passwd' }, 'begins with https://'],
  ['a name and password', { url: 'https://a:b@c.example/' }, 'begins with https://'],
  ['nothing ticked', { events: [] }, 'Tick at least one'],
  ['another format', { format: 'carrier-pigeon' }, 'Choose who listens'],
])('%s is refused, and what was typed stays', async (_what, fields, reason) => {
  const refused = await add(fields);

  expect(refused.status).toBe(400);
  expect(refused.text).toContain(reason);
  expect(await db('webhooks')).toEqual([]);
});

test('an address inside is refused when it is told, and says why', async () => {
  await add({ url: 'http://10.0.0.1/hook' });
  const { id } = await theOne();
  await owner.post(`/admin/webhooks/${id}/act`).type('form').send({ act: 'test' }).expect(303);
  await site.work();

  expect(await deliveries()).toMatchObject([{ event: 'test', status: 'failed', tries: 1 }]);
  expect((await deliveries())[0].said).not.toBe('');
});

test('only administrators see webhooks, and the secret stands on its own screen alone', async () => {
  await add();
  const { id, secret } = await theOne();
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

  const list = await owner.get('/admin/webhooks');
  const one = await owner.get(`/admin/webhooks/${id}`);
  await owner.post(`/admin/webhooks/${id}/act`).type('form').send({ act: 'secret' });

  expect(list.text).not.toContain(secret);
  expect(one.text).toContain(secret.replaceAll('+', '+'));
  expect(one.headers['cache-control']).toBe('private, no-store');
  expect((await theOne()).secret).not.toBe(secret);
  expect((await editor.get('/admin/webhooks')).status).toBe(403);
  expect((await editor.post(`/admin/webhooks/${id}/act`).type('form').send({ act: 'delete' })).status).toBe(
    403,
  );
  expect((await owner.get('/admin/webhooks/999999')).status).toBe(404);
});

test('no more than twenty; what was told is forgotten after 30 days', async () => {
  for (let count = 0; count < 20; count += 1) await add().expect(303);
  const refused = await add();
  await save({ title: 'Twenty times' });

  expect(refused.status).toBe(400);
  expect(calls).toHaveLength(20);
  const { created_at } = (await deliveries())[0];
  site.setTime(new Date(created_at.getTime() + 29 * 86_400_000).toISOString());
  await tidyDeliveries(site.blog);
  expect(await deliveries()).toHaveLength(20);
  site.setTime(new Date(created_at.getTime() + 31 * 86_400_000).toISOString());
  await tidyDeliveries(site.blog);
  expect(await deliveries()).toEqual([]);
});

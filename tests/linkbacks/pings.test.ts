// tests/linkbacks/pings.test.ts: other sites say by webmention and pingback that they link here; what they hear, what readers see.
import { expect, test } from 'vitest';
import type { Linkback } from '../../src/linkbacks/linkback.ts';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import { site, addressOf, commentsOf, linking, hour, mention, call, fault } from './pings-kit.ts';

test('a true webmention is shown with the words around the link, and its sender sees what came of it', async () => {
  const post = await site.hasPost();
  site.web('http://third.example/page', linking(await addressOf(post)));

  const answer = await mention({ source: 'http://third.example/page', target: await addressOf(post) });
  const status = answer.headers.location!.replace('http://blog.example', '');
  const before = await site.request.get(status);
  await site.work();
  const after = await site.request.get(status);

  expect(answer.status).toBe(201);
  expect([before.text, after.text]).toEqual([
    expect.stringContaining('Waiting'),
    expect.stringContaining('The link was found'),
  ]);
  expect((await site.request.get(status.slice(0, -2) + 'zz')).status).toBe(404);
  expect(await commentsOf(post)).toMatchObject([
    {
      type: 'webmention',
      status: 'approve',
      author_name: 'Third blog',
      author_url: 'http://third.example/page',
    },
  ]);
  const page = await site.request.get(await permalink(site.blog, post));
  expect(page.text).toContain('Their page');
  expect(page.text).toContain('We read a fine story &amp; liked it');
  expect(page.text).not.toContain('Menu');
});

test('a true pingback is shown, once, and is listed', async () => {
  const post = await site.hasPost();
  const target = await addressOf(post);
  site.web('http://third.example/ping', linking(target));

  const first = await call('pingback.ping', 'http://third.example/ping', target);
  await site.work();
  const again = await call('pingback.ping', 'http://third.example/ping', target);
  const listed = await call('pingback.extensions.getPingbacks', target);

  expect([first.status, first.type]).toEqual([200, 'text/xml']);
  expect(first.text).toContain('<string>Pingback from http://third.example/ping to');
  expect(fault(again.text)).toEqual([48, 'The pingback has already been registered.']);
  expect(listed.text).toContain('<data><value><string>http://third.example/ping</string></value></data>');
  expect(await commentsOf(post)).toMatchObject([{ type: 'pingback', status: 'approve' }]);
});

test('a lying one is spam, and its sender cannot tell why it was refused (C2)', async () => {
  const post = await site.hasPost();
  const target = await addressOf(post);
  site.web('http://third.example/liar', `<p>${target}</p>`);

  const open = await mention({ source: 'http://third.example/liar', target });
  const shut = await mention({ source: 'http://127.0.0.1:9/x', target });
  const ask = () =>
    Promise.all(
      [open, shut].map(async ({ headers }) => {
        const { text } = await site.request.get(headers.location!.replace('http://blog.example', ''));
        return text;
      }),
    );
  const waiting = await ask();
  await site.work();
  const soon = await ask();
  site.setTime(new Date(site.blog.now().getTime() + hour - 1).toISOString());
  const nearly = await ask();
  site.setTime(new Date(site.blog.now().getTime() + 1).toISOString());
  const states = await ask();

  expect([open.status, shut.status]).toEqual([201, 201]);
  expect(states[0]).toContain('No link to the target was found');
  expect(states[1]).toBe(states[0]);
  // When it was found out is told to nobody, either.
  expect([soon, nearly]).toEqual([waiting, waiting]);
  expect((await commentsOf(post)).map(({ status }) => status)).toEqual(['spam', 'spam']);
});

test('a link that is gone takes the mention along when its sender says so, at most once an hour (C1)', async () => {
  const post = await site.hasPost();
  const fields = { source: 'http://third.example/edited', target: await addressOf(post) };
  site.web(fields.source, linking(fields.target));
  await mention(fields);
  await site.work();
  const visits = () => site.fetched.filter((url) => url === fields.source).length;

  site.web(fields.source, { status: 410, body: Buffer.from('gone') });
  await mention(fields);
  await site.work();
  const soon = [visits(), (await commentsOf(post))[0]!.status];
  site.setTime('2026-08-01T15:00:00Z');
  const answer = await mention(fields);
  await site.work();

  expect(soon).toEqual([1, 'approve']);
  expect([answer.status, visits(), (await commentsOf(post))[0]!.status]).toEqual([201, 2, 'trash']);
  const row = await site.blog.db<Linkback>('linkbacks').where({ source: fields.source }).first();
  expect(row).toMatchObject({ status: 'withdrawn', reason: 'the source answered 410' });
  const moderator = await site.signIn(await site.hasUser({ role: 'editor' }));
  const desk = await moderator.get(`/admin/comments?status=trash&post=${post.id}`);
  expect(desk.text).toContain('the source answered 410');
});

test.each([
  [{}, 'one source and one target'],
  [{ source: 'http://third.example/', target: '' }, 'one source and one target'],
  [{ source: ['http://a.example/', 'http://b.example/'], target: 'x' }, 'one source and one target'],
  [{ source: 'ftp://third.example/', target: 'http://blog.example/' }, 'source is not a web address'],
  [{ source: 'http://third.example/', target: 'blog.example' }, 'target is not a web address'],
  [{ source: 'http://blog.example/', target: 'http://blog.example/' }, 'source is the target'],
  [{ source: 'http://third.example/', target: 'http://blog.example/' }, 'no post of this site'],
  [{ source: 'http://third.example/', target: 'http://other.example/' }, 'no post of this site'],
])('a webmention %j is refused with a reason', async (fields, reason) => {
  const answer = await mention(fields);

  expect([answer.status, answer.type]).toEqual([400, 'text/plain']);
  expect(answer.text).toContain(reason);
});

test('a private post answers as none does; only one that readers see may say that it is closed', async () => {
  const closed = await addressOf(await site.hasPost({ ping_status: 'closed' }));
  const hidden = await addressOf(await site.hasPost({ status: 'private' }));
  const source = 'http://third.example/';

  for (const target of [closed, hidden, 'http://blog.example/none/']) {
    const [one, other] = [await mention({ source, target }), await call('pingback.ping', source, target)];
    const sentence =
      target === closed ? 'Pings are closed for the target.' : 'The target is no post of this site.';
    expect([one.status, one.text]).toEqual([400, `${sentence}\n`]);
    expect(fault(other.text)).toEqual([33, 'The target takes no pingbacks.']);
  }
  expect(site.fetched).not.toContain(source);
});

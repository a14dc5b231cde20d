// tests/linkbacks/pings-answers.test.ts: how webmentions and pingbacks are answered, where they may go, and when they are looked at again.
import { expect, test } from 'vitest';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import { site, addressOf, commentsOf, linking, hour, mention, call, fault } from './pings-kit.ts';

test('whoever opens the address finds a form that does the same', async () => {
  const post = await site.hasPost();

  const page = await site.request.get('/webmention');
  const fields = [...page.text.matchAll(/<input id="\w+" name="(source|target)"/g)].map(([, name]) => name);
  const answer = await site.request
    .post('/webmention')
    .set({ Origin: 'http://blog.example', 'Sec-Fetch-Site': 'same-origin' })
    .type('form')
    .send({ source: 'http://third.example/by-hand', target: await addressOf(post) });

  expect([page.status, page.type]).toEqual([200, 'text/html']);
  expect(page.text).toContain('<form method="post" action="/webmention">');
  expect(fields).toEqual(['source', 'target']);
  expect(answer.status).toBe(201);
});

test('other calls are answered as XML-RPC answers them', async () => {
  const unknown = await call('wp.noSuch', '1');
  const broken = await site.request.post('/xmlrpc.php').type('text/xml').send('<methodCall><methodName>x');
  const bomb = await site.request
    .post('/xmlrpc.php')
    .type('text/xml')
    .send('<!DOCTYPE x [<!ENTITY a "b">]><methodCall><methodName>&a;</methodName></methodCall>');
  const long = await site.request.post('/xmlrpc.php').type('text/xml').send('x'.repeat(20_000));
  const foreign = await call('pingback.ping', 'http://third.example/', 'http://other.example/');
  const get = await site.request.get('/xmlrpc.php');

  expect(fault(unknown.text)).toEqual([-32601, 'server error. requested method wp.noSuch does not exist.']);
  expect([broken, bomb, long].map(({ text }) => fault(text)[0])).toEqual([-32700, -32700, -32700]);
  expect(fault(foreign.text)).toEqual([0, 'The target is not on this site.']);
  expect([get.status, get.text]).toEqual([405, 'XML-RPC server accepts POST requests only.']);
});

test('a post that takes pings says where, one that does not is silent', async () => {
  const open = await site.request.get(await permalink(site.blog, await site.hasPost()));
  const closed = await site.request.get(
    await permalink(site.blog, await site.hasPost({ ping_status: 'closed' })),
  );

  expect(open.headers).toMatchObject({
    link: '<http://blog.example/webmention>; rel="webmention"',
    'x-pingback': 'http://blog.example/xmlrpc.php',
  });
  expect(open.text).toContain('<link rel="webmention" href="http://blog.example/webmention">');
  expect(open.text).toContain('<link rel="pingback" href="http://blog.example/xmlrpc.php">');
  expect(closed.status).toBe(200);
  expect(closed.text + JSON.stringify(closed.headers)).not.toMatch(/pingback|webmention/i);
});

test('a pingback or webmention may mean a post by a short address', async () => {
  const post = await site.hasPost();
  const short = [`http://blog.example/?p=${post.id}`, `http://blog.example/#post-${post.id}`];
  const [byPing, byMention] = ['http://short.example/ping', 'http://short.example/mention'];
  site.web(byPing, linking(short[0]!));
  site.web(byMention, linking(short[1]!).replace('Their page', 'Another page'));

  const answers = [
    await call('pingback.ping', byPing, short[0]!),
    await mention({ source: byMention, target: short[1]! }),
    await mention({ source: byMention, target: 'http://blog.example/#post-99999' }),
  ];
  await site.work();

  expect(answers.map(({ status }) => status)).toEqual([200, 201, 400]);
  const kept = await commentsOf(post);
  expect(new Set(kept.map(({ author_url }) => author_url))).toEqual(new Set([byPing, byMention]));
  expect(kept.map(({ status }) => status)).toEqual(['approve', 'approve']);
});

test.each([
  ['has no link', 'http://third.example/no-link'],
  ['stands inside', 'http://10.0.0.1/inside'],
  ['has no such port', 'http://127.0.0.1:9/closed'],
  ['is not there', 'http://nobody.example/none'],
])(
  'a second ping of a source that %s hears one answer for all, an hour after the first (C2)',
  async (_case, source) => {
    const post = await site.hasPost();
    const target = await addressOf(post);
    site.web('http://third.example/no-link', '<p>Nothing.</p>');
    const trackback = async () => {
      const path = `${await permalink(site.blog, post)}trackback/`;
      const { text } = await site.request.post(path).type('form').send({ url: source, title: 'x' });
      return /<message>([^<]*)/.exec(text)?.[1];
    };
    const first = await call('pingback.ping', source, target);
    await site.work();

    const soon = [fault((await call('pingback.ping', source, target)).text), await trackback()];
    site.setTime(new Date(site.blog.now().getTime() + hour).toISOString());
    const later = [fault((await call('pingback.ping', source, target)).text), await trackback()];

    expect(first.text).toContain('received');
    expect(soon).toEqual([
      [48, 'The pingback has already been registered.'],
      'There is already a ping from that URL for this post.',
    ]);
    expect(later).toEqual([
      [17, 'No link to the target was found at the source. It is looked at again.'],
      'No link to this post was found at that URL. It is looked at again.',
    ]);
  },
);

test('a claim that waited long in the queue is not told at the moment it was looked at (C2)', async () => {
  const post = await site.hasPost();
  const [source, target] = ['http://third.example/slow-queue', await addressOf(post)];
  site.web(source, '<p>Nothing.</p>');
  await call('pingback.ping', source, target);
  const start = site.blog.now().getTime();
  const after = async (hours: number) => {
    site.setTime(new Date(start + hours * hour).toISOString());
    return fault((await call('pingback.ping', source, target)).text)[0];
  };

  site.setTime(new Date(start + 2.2 * hour).toISOString());
  await site.work();

  expect([await after(2.2), await after(2.9), await after(3)]).toEqual([48, 48, 17]);
});

test('a pingback that was not believed is looked at again when it is said again, an hour later (C1)', async () => {
  const post = await site.hasPost();
  const [source, target] = ['http://third.example/mended', await addressOf(post)];
  site.web(source, '<p>Not yet.</p>');
  await call('pingback.ping', source, target);
  await site.work();
  const first = (await commentsOf(post))[0]!.status;

  site.web(source, linking(target));
  site.setTime('2026-08-02T09:00:00Z');
  const again = await call('pingback.ping', source, target);
  await site.work();

  expect(first).toBe('spam');
  expect(fault(again.text)[0]).toBe(17);
  // What was refused before goes to the moderator.
  expect(await commentsOf(post)).toMatchObject([{ status: 'hold', author_name: 'Third blog' }]);
});

// tests/linkbacks/pings.test.ts: other sites say by webmention and pingback that they link here; what they hear, what readers see.
import { beforeEach, expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import type { Comment } from '../../src/comments/comment.ts';
import { discussion } from '../../src/comments/settings.ts';
import type { Linkback } from '../../src/linkbacks/linkback.ts';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
await saveSettings(site.blog.db, discussion, { comment_previously_approved: false });
const addressOf = async (post: Post) => `http://blog.example${await permalink(site.blog, post)}`;
const commentsOf = (post: Post) =>
  site.blog.db<Comment>('comments').where({ post_id: post.id }).orderBy('id');
const linking = (target: string) =>
  `<title>Their page</title><meta property="og:site_name" content="Third blog"><nav><p>Menu</p></nav>
   <p>We read <a href="${target}">a fine story</a> &amp; liked it <script>x</script>a lot.</p>`;

const hour = 3_600_000;
// The clock moves on, so that the limit on haste stays out of the way.
let minute = 0;
beforeEach(() => {
  minute += 1;
  site.setTime(new Date(Date.UTC(2026, 7, 1, 9, minute)).toISOString());
});

const mention = (fields: object) => site.request.post('/webmention').type('form').send(fields);
const call = (method: string, ...params: string[]) =>
  site.request
    .post('/xmlrpc.php')
    .type('text/xml')
    .send(
      `<?xml version="1.0"?><methodCall><methodName>${method}</methodName><params>${params
        .map((value) => `<param><value><string>${value}</string></value></param>`)
        .join('')}</params></methodCall>`,
    );
const fault = (xml: string) => [
  Number(/<int>(-?\d+)</.exec(xml)?.[1]),
  /faultString<\/name><value><string>([^<]*)/.exec(xml)?.[1],
];

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

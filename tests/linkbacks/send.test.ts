// tests/linkbacks/send.test.ts: pages of several habits are told of a link: where it goes, how often, and what they said.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import type { SentLinkback } from '../../src/linkbacks/sending/sent.ts';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';

interface Call {
  path: string;
  type: string;
  body: string;
}
const calls: Call[] = [];
const pages = new Map<string, string | number>();
const headers = new Map<string, Record<string, string>>();
const answers = new Map<string, string | number>();
const other = http.createServer((req, res) => {
  let body = '';
  req.setEncoding('utf8').on('data', (text: string) => void (body += text));
  req.on('end', () => {
    const path = req.url!;
    if (req.method === 'GET') {
      if (path === '/moved') return void res.writeHead(302, { location: '/sub/page' }).end();
      const page = pages.get(path);
      if (path.endsWith('.pdf')) {
        const headers = { 'content-type': 'application/pdf', link: '</hook>; rel="webmention"' };
        return void res.writeHead(200, headers).write(Buffer.alloc(1_000_000));
      }
      const status = typeof page === 'number' ? page : page ? 200 : 404;
      return void res.writeHead(status, { 'content-type': 'text/html' }).end(String(page ?? ''));
    }
    calls.push({ path, type: req.headers['content-type'] ?? '', body });
    const answer = answers.get(path) ?? 202;
    const [status, text] = typeof answer === 'number' ? [answer, ''] : [200, answer];
    res.writeHead(status, { 'content-type': 'text/xml', ...headers.get(path) }).end(text);
  });
});
await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
afterAll(() => new Promise((resolve) => other.close(resolve)));
const elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;

const site = await startBlog({ FETCH_ALLOW: '127.0.0.1/32' });
const author = await site.signIn(await site.hasUser({ role: 'administrator' }));
const sentTo = (target: string) => site.blog.db<SentLinkback>('sent_linkbacks').where({ target }).first();
async function save(fields: object, id?: number): Promise<Post> {
  const words = { content_format: 'html', comment_status: '1', ping_status: '1', act: 'publish', ...fields };
  const answer = await author
    .post(`/admin/posts/${id ? `${id}/` : ''}save`)
    .type('form')
    .send(words);
  expect(answer.status).toBe(303);
  await site.work();
  return (await site.blog.db<Post>('posts').orderBy('id', 'desc').first())!;
}
const taken = '<?xml version="1.0"?><response><error>0</error></response>';
const block = (page: string, ping: string) =>
  `<!-- <rdf:RDF><rdf:Description dc:identifier="${page}" trackback:ping="${ping}" /></rdf:RDF> -->`;

test('a page that knows trackbacks only gets one where its RDF says; it is no address the author gave', async () => {
  const target = `${elsewhere}/old`;
  pages.set('/old', `<p>Old blog</p>${block(target, '/old/tb?a=1&amp;b=2')}`);
  answers.set('/old/tb?a=1&b=2', taken);

  const post = await save({ title: 'To an old blog', content: `<p>See <a href="${target}">it</a>.</p>` });
  await save({ title: 'To an old blog', content: `<p>See <a href="${target}">it</a> now.</p>` }, post.id);

  expect(calls.splice(0)).toMatchObject([
    { path: '/old/tb?a=1&b=2', type: 'application/x-www-form-urlencoded; charset=utf-8' },
  ]);
  expect(await sentTo(target)).toMatchObject({
    protocol: 'trackback',
    endpoint: `${elsewhere}/old/tb?a=1&b=2`,
    status: 'accepted',
    tries: 1,
  });
  expect((await site.blog.db<Post>('posts').where({ id: post.id }).first())!.pinged).toBe('');
});

test('a page that is its own webmention endpoint gets webmentions, the second time, too', async () => {
  const target = `${elsewhere}/own`;
  pages.set('/own', '<link rel="webmention" href="">');

  const post = await save({ title: 'Own', content: `<a href="${target}">x</a>` });
  await save({ title: 'Own', content: `<a href="${target}">y</a>` }, post.id);

  const source = `http://blog.example${await permalink(site.blog, post)}`;
  const body = new URLSearchParams({ source, target }).toString();
  expect(calls.splice(0).map((call) => [call.path, call.body])).toEqual([
    ['/own', body],
    ['/own', body],
  ]);
  expect(await sentTo(target)).toMatchObject({ protocol: 'webmention', endpoint: target, tries: 2 });
});

test('an endpoint is relative to where redirects led; the target stays the address that was linked', async () => {
  const target = `${elsewhere}/moved`;
  pages.set('/sub/page', '<a rel="webmention" href="hook?x=1">here</a>');

  await save({ title: 'Moved', content: `<a href="${target}">x</a>` });

  const [call] = calls.splice(0);
  expect(call!.path).toBe('/sub/hook?x=1');
  expect(new URLSearchParams(call!.body).get('target')).toBe(target);
  expect(await sentTo(target)).toMatchObject({ endpoint: `${elsewhere}/sub/hook?x=1`, status: 'accepted' });
});

test('an address to_ping that refuses stays there, and is told again by the button', async () => {
  const target = `${elsewhere}/tb`;
  answers.set('/tb', '<response><error>1</error><message>Closed &amp; gone.</message></response>');

  const post = await save({ title: 'Refused', content: '<p>x</p>', to_ping: target });
  const first = await sentTo(target);
  answers.set('/tb', taken);
  await author.post(`/admin/linkbacks/${first!.id}/retry`).type('form').send({});
  await site.work();
  const page = await author.get('/admin/linkbacks');

  expect(first).toMatchObject({ status: 'refused', said: expect.stringContaining('Closed'), tries: 1 });
  expect(await sentTo(target)).toMatchObject({ status: 'accepted', tries: 2 });
  const { to_ping, pinged } = (await site.blog.db<Post>('posts').where({ id: post.id }).first())!;
  expect([to_ping, pinged]).toEqual(['', target]);
  expect(page.text).toContain('2 tries');
  expect(page.text).toContain(`Sent to ${elsewhere}/sub/hook?x=1`);
  calls.splice(0);
});

test('a page that stands as a card is told; what a service shows is not', async () => {
  const target = `${elsewhere}/card`;
  pages.set('/card', '<title>A card</title><link rel="webmention" href="/card/hook">');
  const video = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ';

  const post = await save({ title: 'Cards', content: `${target}\n\n${video}` });
  const rows = await site.blog.db<SentLinkback>('sent_linkbacks').where({ post_id: post.id });

  expect((await site.blog.db<Post>('posts').where({ id: post.id }).first())!.embed_urls).toEqual([
    target,
    video,
  ]);
  expect(rows).toMatchObject([{ target, protocol: 'webmention', status: 'accepted' }]);
  calls.splice(0);
});

test('an endpoint inside the network is not called (C9)', async () => {
  const target = `${elsewhere}/trap`;
  pages.set('/trap', `<p>x</p>${block(target, 'http://10.0.0.1/tb')}`);

  await save({ title: 'Trap', content: `<a href="${target}">x</a>` });

  expect(calls).toEqual([]);
  expect(await sentTo(target)).toMatchObject({ status: 'refused', tries: 1 });
});

test('a file that is no page may name in a header where it takes webmentions; the file itself is not fetched', async () => {
  const target = `${elsewhere}/paper.pdf`;

  await save({ title: 'Paper', content: `<a href="${target}">x</a>` });

  expect(calls.splice(0)).toMatchObject([{ path: '/hook' }]);
  expect(await sentTo(target)).toMatchObject({ protocol: 'webmention', status: 'accepted' });
});

test('a trackback whose answer was lost is not sent a third time: that they know it already is good news', async () => {
  const target = `${elsewhere}/known`;
  answers.set('/known', 500);
  const post = await save({ title: 'Known', content: '<p>x</p>', to_ping: target });
  const first = await sentTo(target);

  answers.set('/known', '<response><error>1</error><message>We have that ping already.</message></response>');
  await author.post(`/admin/linkbacks/${first!.id}/retry`).type('form').send({});
  await site.work();

  expect(first).toMatchObject({ status: 'failed', said: 'it answered 500' });
  expect(await sentTo(target)).toMatchObject({ status: 'accepted', tries: 2 });
  expect((await site.blog.db<Post>('posts').where({ id: post.id }).first())!.pinged).toBe(target);
  calls.splice(0);
});

const waitingFor = async (target: string) =>
  site.blog.db
    .withSchema('graphile_worker')
    .from('jobs')
    .where({ key: `linkback out ${(await sentTo(target))!.id}` })
    .first('run_at', 'attempts', 'max_attempts', 'last_error');

test('who has too much to do is asked again when it wants to be, by each protocol; that is no refusal', async () => {
  const pause = { 'retry-after': '3600' };
  const places = {
    webmention: `${elsewhere}/busy-w`,
    pingback: `${elsewhere}/busy-p`,
    tb: `${elsewhere}/busy-t`,
  };
  pages.set('/busy-w', '<link rel="webmention" href="/w">');
  pages.set('/busy-p', '<link rel="pingback" href="/p">');
  answers.set('/w', 429).set('/busy-t', 429);
  answers.set(
    '/p',
    '<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>49</int></value></member><member><name>faultString</name><value><string>Slow down.</string></value></member></struct></value></fault></methodResponse>',
  );
  for (const path of ['/w', '/p', '/busy-t']) headers.set(path, pause);
  const content = `<a href="${places.webmention}">x</a> <a href="${places.pingback}">y</a>`;

  await save({ title: 'Busy', content, to_ping: places.tb });
  const first = await Promise.all(Object.values(places).map(sentTo));
  const jobs = await Promise.all(Object.values(places).map(waitingFor));
  answers.set('/w', 202).set('/busy-t', taken).set('/p', '<methodResponse><params /></methodResponse>');
  headers.clear();
  await site.blog.db.raw('UPDATE graphile_worker._private_jobs SET run_at = now()');
  await site.work();

  expect(first.map((row) => [row!.status, row!.said])).toEqual([
    ['failed', 'it answered 429'],
    ['failed', 'fault 49: Slow down.'],
    ['failed', 'it answered 429'],
  ]);
  for (const { run_at } of jobs) {
    const minutes = (run_at.getTime() - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(58);
    expect(minutes).toBeLessThan(61);
  }
  for (const target of Object.values(places))
    expect(await sentTo(target)).toMatchObject({ status: 'accepted', said: '' });
  calls.splice(0);
});

test('a page, or an endpoint, that is ill is tried again with growing pauses; one that refuses is not', async () => {
  const places = [`${elsewhere}/ill`, `${elsewhere}/ill-hook`, `${elsewhere}/closed`];
  pages.set('/ill', 503).set('/ill-hook', '<link rel="webmention" href="/ill-w">');
  pages.set('/closed', '<link rel="webmention" href="/closed-w">');
  answers.set('/ill-w', 502).set('/closed-w', 400);

  await save({ title: 'Ill', content: places.map((target) => `<a href="${target}">x</a>`).join(' ') });
  const rows = await Promise.all(places.map(sentTo));
  const jobs = await Promise.all(places.map(waitingFor));

  expect(rows.map((row) => row!.status)).toEqual(['failed', 'failed', 'refused']);
  expect(jobs.slice(0, 2)).toMatchObject([
    { attempts: 1, max_attempts: 12, last_error: expect.stringContaining('it answered 503') },
    { attempts: 1, max_attempts: 12, last_error: expect.stringContaining('it answered 502') },
  ]);
  expect(jobs[2]).toBeUndefined();
  await site.blog.db('graphile_worker._private_jobs').delete();
  calls.splice(0);
});

test('the write screen says who was told and what they said; authors see and repeat that for their own posts only', async () => {
  const target = `${elsewhere}/shut`;
  pages.set('/shut', '<link rel="webmention" href="/shut/hook">');
  answers.set('/shut/hook', 403);
  const post = await save({
    title: 'Shut',
    content: `<a href="${target}">x</a> <a href="${elsewhere}/own">y</a>`,
  });
  const row = (await site.blog.db<SentLinkback>('sent_linkbacks').where({ target }).first())!;
  const writer = await site.hasUser({ role: 'author' });
  const [own, stranger] = [
    await site.signIn(writer),
    await site.signIn(await site.hasUser({ role: 'author' })),
  ];
  await site.blog.db('posts').where({ id: post.id }).update({ author_id: writer.id });

  const screen = (await own.get(`/admin/posts/${post.id}`)).text;
  const list = (await own.get(`/admin/linkbacks?post=${post.id}`)).text;
  answers.set('/shut/hook', 202);
  const retried = await own.post(
    /action="(\/admin\/linkbacks\/\d+\/retry[^"]*)"><button aria-label="Tell again: [^"]*\/shut"/.exec(
      list,
    )![1]!,
  );
  await site.work();
  const closed = [
    await stranger.get(`/admin/linkbacks?post=${post.id}`),
    await stranger.post(`/admin/linkbacks/${row.id}/retry`),
    await own.get('/admin/linkbacks'),
  ];

  expect(screen).toContain('Who was told of the links');
  expect(screen).toMatch(/\/shut <span class="badge">Refused<\/span><br><span class="problem">403: /);
  expect(screen).toMatch(/\/own <span class="badge">Accepted<\/span>/);
  expect((await author.get('/admin/posts/new')).text).not.toContain('Who was told');
  expect(retried.headers.location).toBe(`/admin/linkbacks?post=${post.id}`);
  expect(await sentTo(target)).toMatchObject({ status: 'accepted', tries: 2 });
  expect(closed.map(({ status }) => status)).toEqual([403, 403, 403]);
  calls.splice(0);
});

// tests/feeds/hub.test.ts: the owner names a hub and update services; feeds name it, and both hear of a new post.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { hubSettings } from '../../src/feeds/settings.ts';
import { updateServices } from '../../src/linkbacks/settings.ts';
import { startBlog } from '../blog.ts';

const calls: { path: string; body: string }[] = [];
const fault =
  '<?xml version="1.0"?><methodResponse><fault><value><struct><member><name>faultCode</name><value><int>1</int></value></member></struct></value></fault></methodResponse>';
const thanks = (error: 0 | 1) =>
  `<?xml version="1.0"?><methodResponse><params><param><value><struct><member><name>flerror</name><value><boolean>${error}</boolean></value></member><member><name>message</name><value>Thanks & no thanks</value></member></struct></value></param></params></methodResponse>`;
let isDown = true;
const other = http.createServer((req, res) => {
  let body = '';
  req.setEncoding('utf8').on('data', (text: string) => void (body += text));
  req.on('end', () => {
    calls.push({ path: req.url!, body });
    res.setHeader('content-type', 'text/xml');
    if (req.url === '/hub') res.writeHead(204).end();
    else if (req.url === '/hub-down') res.writeHead(isDown ? 503 : 202).end();
    else if (req.url === '/old' && body.includes('extendedPing')) res.end(fault);
    else res.end(thanks(req.url === '/angry' ? 1 : 0));
  });
});
await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
afterAll(() => new Promise((resolve) => other.close(resolve)));
const elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;

const site = await startBlog({ FETCH_ALLOW: '127.0.0.1/32' });
const author = await site.signIn(await site.hasUser({ role: 'administrator' }));
async function save(fields: object, id?: number): Promise<void> {
  const words = { content_format: 'html', content: '<p>x</p>', act: 'publish', ...fields };
  const answer = await author
    .post(`/admin/posts/${id ? `${id}/` : ''}save`)
    .type('form')
    .send(words);
  expect(answer.status).toBe(303);
  await site.work();
}
const methods = (path: string) =>
  calls
    .filter((call) => call.path === path)
    .map(({ body }) => [
      /<methodName>([^<]+)/.exec(body)?.[1],
      ...[...body.matchAll(/<string>([^<]*)/g)].map(([, text]) => text),
    ]);

test('without a hub nothing is named and nobody is told', async () => {
  await save({ title: 'Silent' });
  const feed = await site.request.get('/feed/');

  expect(feed.text).toContain('rel="self"');
  expect(feed.text).not.toContain('hub');
  expect(feed.headers.link).toBe('<http://blog.example/feed/>; rel="self"');
  expect(calls).toEqual([]);
});

test('the owner names hub and services on the Writing screen; what is no address is refused with what was typed', async () => {
  const others = { default_category: '1', default_post_format: 'standard', use_smilies: '1' };
  const wrong = await author
    .post('/admin/settings/writing')
    .type('form')
    .send({ ...others, ping_sites: 'rpc.example', websub_hub: 'ftp://hub.example' });
  const services = ['/new', '/old', '/angry'].map((path) => elsewhere + path).join('\r\n');
  const right = await author
    .post('/admin/settings/writing')
    .type('form')
    .send({ ...others, ping_sites: services, websub_hub: `${elsewhere}/hub` });
  const screen = await author.get('/admin/settings/writing');

  expect([wrong.status, right.status]).toEqual([422, 303]);
  expect(wrong.text).toContain('rpc.example');
  expect(wrong.text).toContain('one address of the web a line');
  expect(screen.text).toContain(`${elsewhere}/angry`);
});

test('feeds of the site name the hub and themselves, in the document and in a header; other feeds do not', async () => {
  const [rss, atom] = [await site.request.get('/feed/'), await site.request.get('/feed/atom/')];
  const [comments, page2] = [
    await site.request.get('/comments/feed/'),
    await site.request.get('/feed/?paged=2'),
  ];

  expect(rss.text).toContain(`<atom:link href="${elsewhere}/hub" rel="hub" />`);
  expect(atom.text).toContain(`<link rel="hub" href="${elsewhere}/hub" />`);
  expect(rss.headers.link).toBe(`<http://blog.example/feed/>; rel="self", <${elsewhere}/hub>; rel="hub"`);
  expect(atom.headers.link).toContain('<http://blog.example/feed/atom/>; rel="self"');
  for (const other of [comments, page2]) {
    expect(other.status).toBe(200);
    expect(other.text + other.headers.link).not.toContain('/hub');
  }
});

test('a new post is told to the hub for each feed, and to each service in the words it knows; a change to the hub only', async () => {
  calls.length = 0;
  await save({ title: 'News' });
  const topics = calls
    .filter(({ path }) => path === '/hub')
    .map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  const told = [methods('/new'), methods('/old')];
  const screen = await author.get('/admin/jobs?state=waiting');
  calls.length = 0;
  const { id } = await site.blog.db('posts').orderBy('id', 'desc').first('id');
  await save({ title: 'News, corrected' }, id);

  expect(topics).toEqual(
    ['/feed/', '/feed/rss2/', '/feed/atom/', '/feed/rdf/', '/feed/json/'].map((path) => ({
      'hub.mode': 'publish',
      'hub.url': `http://blog.example${path}`,
      'hub.topic': `http://blog.example${path}`,
    })),
  );
  const extended = [
    'weblogUpdates.extendedPing',
    expect.any(String),
    'http://blog.example/',
    'http://blog.example/',
    'http://blog.example/feed/',
  ];
  expect(told).toEqual([
    [extended],
    [extended, ['weblogUpdates.ping', expect.any(String), 'http://blog.example/']],
  ]);
  // Who refuses is asked again later, and says why.
  expect(screen.text).toContain('Thanks &amp;');
  expect(calls.map(({ path }) => path)).toEqual(Array.from({ length: 5 }, () => '/hub'));
});

test('drafts, private and locked posts, pages, and a site that is not to be listed tell nobody', async () => {
  calls.length = 0;
  await save({ title: 'Draft', act: 'draft' });
  await save({ title: 'Private', visibility: 'private' });
  await save({ title: 'Locked', visibility: 'protected', password: 'x' });
  await author.post('/admin/pages/save').type('form').send({ title: 'Page', content: 'x', act: 'publish' });
  await site.work();

  // Who refused is asked about the earlier post again.
  expect(calls.filter(({ path }) => path !== '/angry')).toEqual([]);
});

test('the hub hears of a post that is taken back, put into the trash or comes back; not of what it never knew', async () => {
  await save({ title: 'Taken back' });
  const { id } = await site.blog.db('posts').orderBy('id', 'desc').first('id');
  const told = async (act: () => Promise<unknown>) => {
    calls.length = 0;
    await act();
    await site.work();
    return calls.filter(({ path }) => path === '/hub').length;
  };

  const took = {
    private: await told(() => save({ title: 'Taken back', visibility: 'private' }, id)),
    again: await told(() => save({ title: 'Taken back still', visibility: 'private' }, id)),
    back: await told(() => save({ title: 'Back' }, id)),
    trash: await told(() => author.post(`/admin/posts/${id}/trash`).type('form').send({})),
    deleted: await told(() => author.post(`/admin/posts/${id}/delete`).type('form').send({})),
  };

  expect(took).toEqual({ private: 5, again: 0, back: 5, trash: 5, deleted: 0 });
});

test('a hub that fails is told again, of all feeds', async () => {
  const angry = `${elsewhere}/hub-down`;
  await saveSettings(site.blog.db, hubSettings, { websub_hub: angry });
  calls.length = 0;

  await save({ title: 'While it is down' });
  const tried = () => calls.filter(({ path }) => path === '/hub-down').length;
  const first = tried();
  isDown = false;
  await site.blog.db.raw('UPDATE graphile_worker._private_jobs SET run_at = now()');
  await site.work();

  expect(first).toBe(1);
  expect(tried()).toBe(6);
});

test('a hub inside the network is not called', async () => {
  calls.length = 0;
  await saveSettings(site.blog.db, hubSettings, { websub_hub: 'http://10.0.0.1/hub' });
  await saveSettings(site.blog.db, updateServices, { ping_sites: 'http://10.0.0.1/rpc' });

  await save({ title: 'Inside' });
  const screen = await author.get('/admin/jobs?state=waiting');

  expect(calls).toEqual([]);
  expect(screen.text).toContain('may not be reached');
});

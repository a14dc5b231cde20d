// tests/site/discovery.test.ts: the small documents by which programs find out what a site is and takes.
import { expect, test } from 'vitest';
import { general } from '../../src/base/settings/general.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { parseXml } from '../../src/base/xml/read.ts';
import { discovery } from '../../src/site/discovery/settings.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
await saveSettings(db, general, { blogname: 'Tide & <moon> of the north', blogdescription: 'By the sea' });
const keeper = await site.signIn(await site.hasUser({ role: 'administrator' }));
await site.hasPost({ slug: 'open', title: 'Open [words]', plain: 'What it says.', plain_excerpt: '' });
await site.hasPost({ slug: 'locked', title: 'Locked', password: 'sesame', plain: 'Secret words' });
await site.hasPost({ slug: 'draft', title: 'Draft', status: 'draft' });
await site.hasPost({ type: 'page', slug: 'about', title: 'About' });
const textOf = ({ text, body }: { text?: string; body: unknown }): string =>
  text || (Buffer.isBuffer(body) ? body.toString('utf8') : JSON.stringify(body));

test('pages name search, web app manifest and JSON Feed', async () => {
  const { text } = await site.request.get('/');

  expect(text).toContain(
    '<link rel="search" href="/opensearch.xml" type="application/opensearchdescription+xml" title="Tide &amp; &lt;moon&gt; of the north">',
  );
  expect(text).toContain('<link rel="manifest" href="/site.webmanifest">');
  expect(text).toMatch(/<link rel="alternate" href="\/feed\/json\/" type="application\/feed\+json"/);
});

test('OpenSearch describes the search, in well-formed XML within its limits', async () => {
  const answer = await site.request.get('/opensearch.xml');
  const events = parseXml(textOf(answer));

  expect(answer.headers['content-type']).toBe('application/opensearchdescription+xml; charset=UTF-8');
  const name = events.find((event) => event.type === 'close' && event.name === 'ShortName');
  expect(name).toMatchObject({ text: 'Tide & <moon> of' });
  const [html] = events.filter((event) => event.type === 'open' && event.name === 'Url');
  expect(html).toMatchObject({ attributes: { template: 'http://blog.example/?s={searchTerms}' } });
});

test('the web app manifest names the site and its icon', async () => {
  const answer = await site.request.get('/site.webmanifest');

  expect(answer.headers['content-type']).toBe('application/manifest+json; charset=utf-8');
  expect(JSON.parse(textOf(answer))).toMatchObject({
    name: 'Tide & <moon> of the north',
    start_url: '/',
    display: 'minimal-ui',
    icons: [{ src: '/public/favicon.svg', sizes: 'any' }],
  });
});

test('NodeInfo is found from its well-known address', async () => {
  const links = await site.request.get('/.well-known/nodeinfo');
  const [{ href }] = (links.body as { links: [{ href: string }] }).links;
  const answer = await site.request.get(new URL(href).pathname);

  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'content-type': expect.stringContaining('profile="http://nodeinfo.diaspora.software/ns/schema/2.1#"'),
  });
  expect(JSON.parse(textOf(answer))).toMatchObject({
    version: '2.1',
    software: { name: 'quillback', version: expect.stringMatching(/^\d/) },
    openRegistrations: false,
    usage: { users: {} },
  });
});

test('security.txt is there once an owner names a contact, and ends within a year', async () => {
  const before = await site.request.get('/.well-known/security.txt');
  const wrong = await keeper
    .post('/admin/settings/reading')
    .type('form')
    .send({ security_contact: 'javascript:alert(1)', security_policy: 'nowhere' });
  await saveSettings(db, discovery, {
    security_contact: 'safe@blog.example',
    security_policy: 'https://blog.example/security/',
  });
  const after = await site.request.get('/.well-known/security.txt');
  const lead = await site.request.get('/security.txt');

  expect(before.status).toBe(404);
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('javascript:alert(1)');
  expect(after.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(after.text.split('\n')).toEqual([
    'Contact: mailto:safe@blog.example',
    'Expires: 2027-01-28T00:00:00.000Z',
    'Preferred-Languages: en',
    'Canonical: http://blog.example/.well-known/security.txt',
    'Policy: https://blog.example/security/',
    '',
  ]);
  expect([lead.status, lead.headers.location]).toEqual([301, '/.well-known/security.txt']);
});

test('llms.txt is offered only where an owner wants it, and holds nothing that is not public', async () => {
  const before = await site.request.get('/llms.txt');
  await saveSettings(db, discovery, { llms_txt: true });
  const after = await site.request.get('/llms.txt');
  await saveSettings(db, general, { blog_public: false });
  const hidden = await site.request.get('/llms.txt');

  expect([before.status, after.status, hidden.status]).toEqual([404, 200, 404]);
  expect(after.text).toMatch(/^# Tide & <moon> of the north\n\n> By the sea\n\n## Pages\n\n- \[About\]/);
  expect(after.text).toContain('- [Open \\[words\\]](http://blog.example/2026/08/01/open/): What it says.');
  expect(after.text).not.toMatch(/Locked|Secret|Draft/);
});

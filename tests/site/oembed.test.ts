// tests/site/oembed.test.ts: other sites show our posts: oEmbed's answers, the links to them, and the page in the frame.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { appearance } from '../../src/themes/settings.ts';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

const site = await startBlog();
const door = '/wp-json/oembed/1.0/embed';
const permalink = 'http://blog.example/2024/02/01/a-day-at-sea/';
const published_at = new Date('2024-02-01T10:00:00Z');

beforeAll(async () => {
  const ada = await site.hasUser({ login: 'ada', slug: 'ada', display_name: 'Ada Author' });
  await site.hasPost({ slug: 'a-day-at-sea', title: 'A day <at> "sea"', author_id: ada.id, published_at });
  await site.hasPost({ slug: 'locked', html: '<p>Only for friends.</p>', password: 'x', published_at });
  await site.hasPost({ slug: 'not-yet', status: 'draft', published_at });
  await site.hasPost({ slug: 'inner', status: 'private', published_at });
});

test('a post says how it is shown elsewhere, in the fields WordPress gives', async () => {
  const answer = await site.request.get(door).query({ url: permalink });

  expect([answer.status, answer.type]).toEqual([200, 'application/json']);
  expect(answer.headers).toMatchObject({ 'x-robots-tag': 'noindex', 'access-control-allow-origin': '*' });
  expect(answer.body).toMatchObject({
    version: '1.0',
    provider_url: 'http://blog.example',
    author_name: 'Ada Author',
    author_url: 'http://blog.example/author/ada/',
    title: 'A day <at> “sea”',
    type: 'rich',
    width: 600,
    height: 338,
  });
  expect(answer.body.html).toMatch(
    /^<blockquote class="wp-embedded-content" data-secret="(\w+)"><a href="http:\/\/blog\.example\/2024\/02\/01\/a-day-at-sea\/">A day &lt;at&gt; “sea”<\/a><\/blockquote><iframe sandbox="allow-scripts" security="restricted" src="http:\/\/blog\.example\/2024\/02\/01\/a-day-at-sea\/embed\/#\?secret=\1" /,
  );
});

test.each([
  ['300', 300, 200],
  ['100', 200, 200],
  ['2000', 600, 338],
  ['wide', 600, 338],
])('maxwidth %s gives a frame of %i × %i', async (maxwidth, width, height) => {
  const answer = await site.request.get(door).query({ url: permalink, maxwidth });

  expect(answer.body).toMatchObject({ width, height });
});

test('the same in XML, and for the address with rest_route', async () => {
  const xml = await site.request.get(door).query({ url: permalink, format: 'xml' });
  const routed = await site.request.get('/').query({ rest_route: '/oembed/1.0/embed', url: permalink });

  expect(xml.type).toBe('text/xml');
  expect(xml.text).toMatch(/^<\?xml version="1\.0"\?>\s*<oembed><version>1\.0<\/version>/);
  expect(xml.text).toContain('<title>A day &lt;at&gt; “sea”</title>');
  expect(routed.body.title).toBe('A day <at> “sea”');
});

test.each([
  'http://blog.example/nope/',
  'http://blog.example/2024/02/01/not-yet/',
  'http://blog.example/2024/02/01/inner/',
  'http://blog.example/',
  'http://other.example/2024/02/01/a-day-at-sea/',
  'javascript:alert(1)',
  'nothing',
])('nothing is said of %s', async (url) => {
  const answer = await site.request.get(door).query({ url });

  expect([answer.status, answer.body.code]).toEqual([404, 'oembed_invalid_url']);
});

test('a question without an address says what is missing', async () => {
  const answer = await site.request.get(door);

  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ code: 'rest_missing_callback_param', data: { params: ['url'] } });
});

test('a post names the door in its head, and the door takes that address', async () => {
  const page = await site.request.get('/2024/02/01/a-day-at-sea/');

  const [, href = ''] =
    /<link rel="alternate" href="http:\/\/blog\.example([^"]+)" type="application\/json\+oembed"/.exec(
      page.text,
    )!;
  const answer = await site.request.get(href.replaceAll('&amp;', '&'));

  expect(answer.body.title).toBe('A day <at> “sea”');
  expect(page.text).toContain('type="text/xml+oembed"');
});

test('the framed page may stand on any site, and gives away nothing behind a password', async () => {
  const open = await site.request.get('/2024/02/01/a-day-at-sea/embed/');
  const locked = await site.request.get('/2024/02/01/locked/embed/');
  const draft = await site.request.get('/2024/02/01/not-yet/embed/');
  const post = await site.request.get('/2024/02/01/a-day-at-sea/');

  expect(open.status).toBe(200);
  expect(open.text).toContain('Some words of the post.');
  expect(open.headers['content-security-policy']).toContain('frame-ancestors *');
  expect(open.headers['x-frame-options']).toBeUndefined();
  expect(post.headers['x-frame-options']).toBe('SAMEORIGIN');
  expect(locked.text).toContain('behind a password');
  expect(locked.text).not.toContain('friends');
  expect(draft.status).toBe(404);
});

const server = http.createServer((_req, res) => res.setHeader('Content-Type', 'text/html').end(page));
let page = '';
afterAll(() => void server.close());

test('in a frame on a foreign page it has its look and tells its height and where a click leads', async () => {
  const browser = await startBrowser();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  page = `<!doctype html><title>Foreign</title><iframe sandbox="allow-scripts" width="600" height="200"
    src="${site.address}/2024/02/01/a-day-at-sea/embed/#?secret=abc123#?secret=def456"></iframe>
    <script>window.told = []; addEventListener('message', ({ data }) => told.push(data));</script>`;
  const tab = await browser.newPage();

  await tab.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  await tab.waitForFunction('told.some(({ message, value }) => message === "height" && value > 50)');
  await tab.frameLocator('iframe').getByRole('link', { name: 'A day' }).first().click();
  await tab.waitForFunction('told.some(({ message }) => message === "link")');

  const told = await tab.evaluate<{ message: string; value: string; secret: string }[]>('told');
  expect(told.find(({ message }) => message === 'link')).toEqual({
    message: 'link',
    value: permalink,
    // WordPress puts its own secret behind ours, and hears nothing else.
    secret: 'def456',
  });
  expect(told.filter(({ secret }) => secret !== 'def456')).toEqual([]);
  const padding = await tab
    .frames()
    .at(-1)!
    .evaluate('getComputedStyle(document.querySelector("main")).paddingTop');
  expect(padding).toBe('20px');
});

test('the framed page gives its address and code to copy, with and without script', async () => {
  const browser = await startBrowser();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const [plain, scripted] = [await context.newPage(), await browser.newPage()];
  const path = `${site.address}/2024/02/01/a-day-at-sea/embed/`;

  await plain.goto(path);
  await plain.locator('summary').click();
  const code = await plain.locator('#share-code').inputValue();
  await scripted.goto(path);
  await scripted.locator('summary').click();
  await scripted.getByRole('button').first().click();
  await scripted.getByRole('button', { name: /^(Copied|Marked)/ }).waitFor();
  const marked = await scripted.evaluate('String(getSelection()) || document.activeElement.value');

  expect(code).toMatch(/^<blockquote class="wp-embedded-content"[^]*<iframe sandbox="allow-scripts"/);
  expect(await plain.getByRole('button').count()).toBe(0);
  expect(marked).toBe(permalink);
});

test('the framed page has the colours and fonts of the theme, and what its owner chose, in a frame elsewhere', async () => {
  const browser = await startBrowser();
  page = `<!doctype html><title>Foreign</title><iframe sandbox="allow-scripts" width="600" height="200"
    src="${site.address}/2024/02/01/a-day-at-sea/embed/#?secret=abc123"></iframe>`;
  const look = async (colorScheme: 'light' | 'dark') => {
    const context = await browser.newContext({ colorScheme });
    const tab = await context.newPage();
    const problems: string[] = [];
    tab.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await tab.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await tab.frameLocator('iframe').locator('h1').waitFor();
    const seen = await tab.frames().at(-1)!.evaluate<string[]>(`(() => {
      const of = (one) => getComputedStyle(document.querySelector(one));
      return [of('body').backgroundColor, of('h1').fontFamily.split(',')[0], of('footer a').color];
    })()`);
    await context.close();
    return [...seen, ...problems.filter((text) => !text.includes('favicon'))];
  };

  const plain = await look('light');
  const theme_mods = { news: { main: '#004488', text_font: 'mono', heading_font: 'slab' } };
  await saveSettings(site.blog.db, appearance, { stylesheet: 'news', theme_mods });
  const [light, dark] = [await look('light'), await look('dark')];
  await saveSettings(site.blog.db, appearance, { stylesheet: 'default', theme_mods: {} });

  expect(plain).toEqual(['rgb(255, 253, 249)', '"Literata Variable"', 'rgb(10, 95, 99)']);
  expect(light).toEqual(['rgb(255, 255, 255)', 'Rockwell', 'rgb(0, 68, 136)']);
  expect(dark).toEqual(['rgb(18, 20, 23)', 'Rockwell', 'rgb(255, 154, 148)']);
});

// tests/embeds/frames.test.ts: another blog's post comes into our page in a sandboxed frame, after a click, and fits.
import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog, type TestBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

const allow = { FETCH_ALLOW: '127.0.0.1/32' };
const [here, there] = [await startBlog(allow), await startBlog(allow)];
for (const site of [here, there]) site.blog.url = site.address;
const browser = await startBrowser();
const desk = await here.signIn(await here.hasUser({ role: 'administrator' }));

const addressOf = async (site: TestBlog, post: Post) => site.address + (await permalink(site.blog, post));
async function publish(content: string): Promise<string> {
  const words = { title: 'Showing', content, content_format: 'html', act: 'publish' };
  await desk.post('/admin/posts/save').type('form').send(words);
  await here.work();
  return addressOf(here, (await here.blog.db<Post>('posts').orderBy('id', 'desc').first())!);
}
const heightOf = (page: Page) =>
  page
    .locator('.embed-frame')
    .boundingBox()
    .then((box) => Math.round(box?.height ?? 0));

test('its card says whom a click asks; the click loads the framed post, as tall as it is, and leads there', async () => {
  const html = `<p>${'Words of the other blog. '.repeat(40)}</p>`;
  const post = await there.hasPost({ title: 'From over there', html, content: html });
  const target = await addressOf(there, post);
  const path = await publish(`See:\n\n${target}`);
  const page = await browser.newPage({ viewport: { width: 900, height: 900 } });
  const asked: string[] = [];
  page.on('request', (request) => void asked.push(request.url()));
  const isTheirs = (url: string) => url.startsWith(there.address);

  await page.goto(path);
  const card = page.locator('a.embed-card');
  const words = await card.innerText();
  const before = asked.filter(isTheirs);
  await card.click();
  const inner = page.frameLocator('.embed-frame').frameLocator('iframe');
  await inner.getByRole('link', { name: 'From over there' }).first().waitFor();
  const outer = page.frameLocator('.embed-frame').locator('iframe');
  const sandbox = await outer.getAttribute('sandbox');
  const content = await inner.locator('main').boundingBox();
  await expect.poll(() => heightOf(page)).toBeGreaterThanOrEqual(Math.floor(content!.height));
  await expect.poll(() => heightOf(page)).toBeLessThan(content!.height + 20);
  await inner.getByRole('link', { name: 'From over there' }).first().click();
  await page.waitForURL(target);

  expect(words).toContain('From over there');
  expect(words).toContain(`Click to load from ${new URL(there.address).host}`);
  expect(before).toEqual([]);
  expect(sandbox).toBe('allow-scripts');
  await page.close();
});

test('the page around a frame lets in that host alone, stands only in our own pages, and is for kept embeds only', async () => {
  const target = await addressOf(there, await there.hasPost({ title: 'Framed' }));
  await publish(target);

  const framed = await here.request.get('/embeds/frame').query({ url: target });
  const others = [`${there.address}/`, 'https://evil.example/', 'javascript:alert(1)', '\0', ''];
  const refused = await Promise.all(others.map((url) => here.request.get('/embeds/frame').query({ url })));

  expect(framed.status).toBe(200);
  const policy = framed.headers['content-security-policy'];
  expect(policy).toContain(`frame-src ${there.address};`);
  expect(policy).toContain("frame-ancestors 'self'");
  expect(framed.text).toMatch(/src="http:\/\/127[^"]+\/embed\/#\?secret=(\w{10})"[^>]*data-secret="\1"/);
  expect(refused.map(({ status }) => status)).toEqual(others.map(() => 404));
});

test('a frame that a page names on another host, or on ours, is not taken', async () => {
  const site = await startBlog();
  const writer = await site.signIn(await site.hasUser({ role: 'administrator' }));
  const frames: Record<string, string> = {
    'https://a.example/': 'https://evil.example/frame',
    'https://b.example/': 'https://blog.example/admin/',
    'https://c.example/': 'http://blog.example/admin/',
    'https://d.example/': 'javascript:alert(1)',
    'https://e.example/': 'https://notd.example.evil.example/',
    'https://f.example/': 'https://player.f.example/1',
  };
  for (const [url, src] of Object.entries(frames)) {
    site.web(
      url,
      `<title>T</title><link rel="alternate" type="application/json+oembed" href="${url}oembed">`,
    );
    const body = Buffer.from(
      JSON.stringify({ type: 'rich', html: `<p>x</p><iframe src="${src}"></iframe>` }),
    );
    site.web(`${url}oembed`, { content_type: 'application/json', body });
  }
  const words = { title: 'Frames', content_format: 'html', act: 'publish' };
  const content = Object.keys(frames).join('\n\n');

  await writer
    .post('/admin/posts/save')
    .type('form')
    .send({ ...words, content });
  await site.work();
  const { html } = (await site.blog.db<Post>('posts').first())!;

  expect(html.match(/class="embed-card"/g)).toHaveLength(6);
  expect(html.match(/data-frame="[^"]+"/g)).toEqual([
    `data-frame="/embeds/frame?url=${encodeURIComponent('https://f.example/')}"`,
  ]);
  expect(html).toContain('Click to load from player.f.example');
});

// tests/attachments/slow-browser.test.ts: a real browser hears why its form was refused, however the line behaves.
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

const site = await startBlog({}, { body_limits: { slow_bytes: 16_000, slow_ms: 1000 } });
const browser = await startBrowser();

/** A line to the blog that takes no more of a connection than so many bytes. */
async function narrowLine(bytes: number): Promise<string> {
  const server = net.createServer((near) => {
    const far = net.connect(Number(new URL(site.address).port), '127.0.0.1');
    let passed = 0;
    near.on('data', (piece: Buffer) => {
      passed += piece.length;
      far.write(piece);
      if (passed > bytes) near.pause();
    });
    far.pipe(near);
    for (const end of [near, far]) end.on('error', () => {});
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function filledForm(address: string, text: string) {
  const post = await site.hasPost();
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(`${address}/2026/08/01/${post.slug}/`);
  // What the browser takes to break millions of characters into lines is not looked at here: they are not shown.
  page.setDefaultTimeout(100_000);
  const given = { text, display: text.length > 1_000_000 ? 'none' : '' };
  await page.locator('#comment').evaluate((field, { text, display }) => {
    const area = field as unknown as { value: string; style: { display: string } };
    area.style.display = display;
    area.value = text;
  }, given);
  await page.fill('#author', 'Ada');
  await page.fill('#email', 'ada@example.com');
  return page;
}

test('a file that stops on its way: the page says so and holds what was typed (B18)', async () => {
  const page = await filledForm(await narrowLine(300_000), 'Look at my film');
  await page.setInputFiles('#attachment', {
    name: 'a.txt',
    mimeType: 'text/plain',
    buffer: Buffer.alloc(9_000_000, 'x'),
  });

  await page.locator('#submit').click({ noWaitAfter: true });
  await page.locator('.comment-error').waitFor({ timeout: 20_000 });

  expect(await page.locator('.comment-error').textContent()).toContain('came in too slowly');
  expect(await page.inputValue('#comment')).toBe('Look at my film');
  expect(await page.inputValue('#email')).toBe('ada@example.com');
  await page.close();
});

test.each([
  ['is skipped to its end', 3_000_000],
  ['is not waited for', 30_000_000],
])('a text far too long, which %s, comes back shortened', { timeout: 120_000 }, async (_what, length) => {
  const page = await filledForm(site.address, 'word '.repeat(length / 5));

  await page.locator('#submit').click({ noWaitAfter: true });
  await page.locator('.comment-error').waitFor();

  expect(await page.locator('.comment-error').textContent()).toContain('The form holds too much');
  expect(await page.inputValue('#comment')).toMatch(/^(word ){1000}/);
  await page.close();
});

test('a file far too large: the page says so and holds what was typed', async () => {
  const page = await filledForm(site.address, 'Look at my film');
  await page.evaluate(`(() => {
    const data = new DataTransfer();
    data.items.add(new File(Array.from({ length: 150 }, () => new Uint8Array(2 ** 20)), 'film.mp4'));
    document.querySelector('#attachment').files = data.files;
  })()`);

  await page.locator('#submit').click({ noWaitAfter: true });
  await page.locator('.comment-error').waitFor({ timeout: 20_000 });

  expect(await page.locator('.comment-error').textContent()).toContain('far too large to send at once');
  expect(await page.inputValue('#comment')).toBe('Look at my film');
  await page.close();
});

// tests/writing/desk-browser.test.ts: a day at the desk in a real browser. What every screen owes is in tests/site/walk.test.ts.
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { hashPassword } from '../../src/accounts/passwords/password.ts';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { fillText, textOf, writesInCode } from './write-screen.ts';

const site = await startBlog();
const browser = await startBrowser();
const word = 'a good long word';
await site.hasUser({
  login: 'mara',
  role: 'administrator',
  display_name: 'Mara',
  password_hash: await hashPassword(word),
});
const picture = await sharp({ create: { width: 640, height: 400, channels: 3, background: '#5d7f9c' } })
  .png()
  .toBuffer();

test(
  'sign in, write with a picture and a link alone on its line, publish, schedule',
  { timeout: 90_000 },
  async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await writesInCode(page.context());
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).origin));
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (line) => void (line.type() === 'error' && errors.push(line.text())));

    await page.goto(`${site.address}/wp-admin/`);
    await page.getByLabel('User name or email').fill('mara');
    await page.getByLabel('Password').fill(word);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'New post' }).click();
    await page.getByLabel('Title', { exact: true }).fill('Herons at dawn');
    await fillText(page, 'They stand still.\n\nhttps://www.youtube.com/watch?v=jNQXAC9IVRw\n');
    const dialog = page.getByRole('dialog');
    const file = (name: string) => ({ name, mimeType: 'image/png', buffer: picture });
    await page.getByRole('button', { name: 'Add media' }).click();
    await dialog.getByLabel('Upload files').setInputFiles(file('bay.png'));
    await dialog.getByLabel('Alternative text').fill('A grey bay');
    await dialog.getByRole('button', { name: 'Put into the text' }).click();
    await page.getByRole('button', { name: 'Add media' }).click();
    await dialog.getByLabel('Upload files').setInputFiles(['one.png', 'two.png'].map(file));
    await dialog.getByRole('button', { name: 'Put 2 files into the text' }).click();
    await page.locator('.editor-dialog').waitFor({ state: 'detached' });
    const written = await textOf(page);
    await page.getByLabel('Add new category').fill('Birds');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const check = page.getByRole('dialog', { name: 'Ready to publish?' });
    await check.waitFor();
    const said = (await check.getByRole('listitem').allInnerTexts()).join(' ');
    await check.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('Post published').waitFor();
    await site.work();
    await page.getByRole('link', { name: 'View', exact: true }).click();
    await page.getByRole('heading', { name: 'Herons at dawn' }).first().waitFor();
    const shown = await page.content();
    await page.goto(`${site.address}/admin/posts/new`);
    await page.getByLabel('Title', { exact: true }).fill('Tomorrow');
    await page.getByLabel('Publish date').fill('2026-08-02T10:00');
    await page.getByRole('button', { name: 'Schedule' }).click();
    await check.getByText('It comes out by itself on August 2, 2026').waitFor();
    await check.getByRole('button', { name: 'Schedule' }).click();
    await page.getByText('Post scheduled').waitFor();

    expect(said).toContain('It comes out at once.');
    expect(said).toContain('2 pictures have no alternative text.');
    expect(said).toContain('It has no featured image.');
    expect(said).not.toContain('No category');
    expect(written).toContain('alt="A grey bay"');
    expect(written).toMatch(/\[gallery ids="\d+,\d+"\]/);
    expect(shown.match(/<img[^>]+src="\/uploads\//g)!.length).toBeGreaterThan(2);
    expect(shown).toContain('wp-block-gallery');
    expect(shown).toContain('embed');
    expect(new Set(asked)).toEqual(new Set([site.address]));
    expect(errors).toEqual([]);
    await page.close();
  },
);

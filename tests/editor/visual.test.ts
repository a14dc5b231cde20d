// tests/editor/visual.test.ts: writing in the rich editor: what is typed is saved, pictures come in, nothing is sent elsewhere.
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { openDesk, problemsOf, putText, textNow } from './desk.ts';

const site = await startBlog();
const browser = await startBrowser();
const { db } = site.blog;
const mara = await site.hasUser({ login: 'mara', role: 'editor' });
const picture = await sharp({ create: { width: 64, height: 40, channels: 3, background: '#5d7f9c' } })
  .png()
  .toBuffer();

test('a post is written, saved and changed; what was not touched stays', { timeout: 60_000 }, async () => {
  const content = 'One  <b>bold</b>.\n\n\n[gallery ids="9"]\nTwo &copy;.';
  const post = await site.hasPost({ title: 'Terns', content, author_id: mara.id });
  const { page, body, trouble, context } = await openDesk(site, browser, mara, `/admin/posts/${post.id}`);

  await body.getByText('Two').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' More & more.');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Three.');
  await page.getByRole('button', { name: 'Update' }).click();
  await page.getByText('Post updated').waitFor();

  const saved = await db('posts').where({ id: post.id }).first();
  const after = 'One  <b>bold</b>.\n\n\n[gallery ids="9"]\nTwo ©. More &amp; more.\n\nThree.';
  expect(saved.content).toBe(after);
  expect(saved.html).toContain('<p>Three.</p>');
  expect(trouble).toEqual([]);
  await context.close();
});

test('in the dark all of the editor comes from this site, too', { timeout: 60_000 }, async () => {
  const { page, body, trouble, context } = await openDesk(site, browser, mara, '/admin/posts/new', 'dark');
  await body.click();
  await page.keyboard.type('By night.');

  expect(await textNow(page)).toBe('By night.');
  expect(await problemsOf(page)).toEqual([]);
  expect(trouble).toEqual([]);
  await context.close();
});

test('the words of a text that is opened are counted at once', { timeout: 60_000 }, async () => {
  const post = await site.hasPost({ title: 'Knots', content: 'One two\n\nthree.', author_id: mara.id });
  const { page, context } = await openDesk(site, browser, mara, `/admin/posts/${post.id}`);

  await page.getByText('3 words', { exact: true }).waitFor();

  await context.close();
});

test('opening changes nothing: no word of unsaved text', { timeout: 60_000 }, async () => {
  const post = await site.hasPost({ title: 'Owls', content: '<p>None<br>yet', author_id: mara.id });
  const { page, body, context } = await openDesk(site, browser, mara, `/admin/posts/${post.id}`);
  await body.getByText('None').click();
  await page.keyboard.press('End');
  await page.getByRole('button', { name: 'Code', exact: true }).click();
  await page.locator('form[data-editing="code"]').waitFor();
  const copies = await page.evaluate(`Object.keys(localStorage).filter((key) => key.includes(':write:'))`);
  await page.reload();
  await page.locator('form[data-editing="code"]').waitFor();

  expect(await page.locator('textarea[name="content"]').inputValue()).toBe('<p>None<br>yet');
  expect(copies).toEqual([]);
  await context.close();
});

test(
  'what is typed is kept in this browser and comes back into the editor',
  { timeout: 60_000 },
  async () => {
    const { page, body, context } = await openDesk(site, browser, mara);
    page.on('dialog', (dialog) => void dialog.accept());
    await body.click();
    await page.keyboard.type('Half a sentence');
    await expect
      .poll(() => page.evaluate<string>(`Object.values(localStorage).join()`))
      .toContain('Half a sentence');
    await page.reload();
    await page.locator('form[data-editing="visual"]').waitFor();

    await page.getByRole('button', { name: 'Restore', exact: true }).click();

    await body.getByText('Half a sentence').waitFor();
    expect(await textNow(page)).toBe('Half a sentence');
    await context.close();
  },
);

test('pictures come in by drop and paste, and lie in the library', { timeout: 60_000 }, async () => {
  const { page, body, trouble, context } = await openDesk(site, browser, mara);
  await putText(page, 'Before.\n\nAfter.');

  await give(page, 'paste', ['bay.png']);
  await body.locator('> figure img').waitFor();
  const one = await textNow(page);
  await give(page, 'drop', ['one.png', 'two.png']);
  await expect.poll(() => textNow(page)).toContain('[gallery');
  const both = await textNow(page);
  await give(page, 'paste', ['bad.exe']);
  await page.getByRole('alert').getByText('bad.exe').waitFor();

  const names = await db('media').where({ source: 'library' }).orderBy('id').pluck('name');
  expect(names).toEqual(['bay.png', 'one.png', 'two.png']);
  expect(one).toMatch(/<figure class="wp-block-image size-full"><img [^>]*src="\/uploads\/[^>]*><\/figure>/);
  expect(one).toMatch(/class="wp-image-\d+"/);
  expect(both).toMatch(/\[gallery ids="\d+,\d+"\]/);
  expect(await textNow(page)).not.toContain('Uploading');
  expect(trouble.filter((line) => !line.includes('415') && !line.includes('40'))).toEqual([]);
  await context.close();
});

test('the screen stands in nobody’s way, narrow and wide, light and dark', { timeout: 90_000 }, async () => {
  const { page, context } = await openDesk(site, browser, mara);
  const wrong: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.reload();
    await page.locator('form[data-editing="visual"]').waitFor();
    await putText(page, 'Some words.\n\n<!--more-->\n\n<h2>A head</h2>\n\n[gallery ids="1"]\n\nThe end.');
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 860 });
      const found = await problemsOf(page);
      wrong.push(...found.map((problem) => `${width} ${colorScheme}: ${problem}`));
      const folder = process.env.SHOTS;
      if (folder) await page.screenshot({ path: `${folder}/visual-${width}-${colorScheme}.png` });
    }
  }

  expect(wrong).toEqual([]);
  await context.close();
});

/** Drops or pastes files into the text, at its end. */
async function give(page: Page, kind: 'drop' | 'paste', names: string[]): Promise<void> {
  await page.evaluate(`(() => {
    const editor = tinymce.activeEditor;
    const bytes = Uint8Array.from(atob('${picture.toString('base64')}'), (letter) => letter.charCodeAt(0));
    const given = new DataTransfer();
    for (const name of ${JSON.stringify(names)}) {
      const type = name.endsWith('.png') ? 'image/png' : 'application/x-msdownload';
      given.items.add(new File([bytes], name, { type }));
    }
    const body = editor.getBody();
    editor.selection.select(body, true);
    editor.selection.collapse(false);
    const { left, bottom } = body.lastElementChild.getBoundingClientRect();
    const place = { clientX: left + 5, clientY: bottom - 5 };
    const options = { bubbles: true, cancelable: true };
    const event =
      '${kind}' === 'drop'
        ? new DragEvent('drop', { ...options, ...place, dataTransfer: given })
        : new ClipboardEvent('paste', { ...options, clipboardData: given });
    body.dispatchEvent(event);
  })()`);
}

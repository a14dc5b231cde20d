// tests/writing/autosave-browser.test.ts: a lost session, a crash and a line that is down cost not a word.
import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { hashPassword } from '../../src/accounts/passwords/password.ts';
import { sessionCookie, startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { problemsOf } from '../editor/desk.ts';
import { fillText, textOf, unfold, writesInCode } from './write-screen.ts';

const site = await startBlog();
const browser = await startBrowser();
const { db } = site.blog;
const password = 'a good long word';
const mara = await site.hasUser({
  login: 'mara',
  role: 'editor',
  password_hash: await hashPassword(password),
});

async function signedIn(): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const [name, value] = (await sessionCookie(site.blog, mara)).split('=') as [string, string];
  await context.addCookies([{ name, value, url: site.address }]);
  await writesInCode(context);
  return context;
}

async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(site.address + path);
  return page;
}

const copies = (page: Page) =>
  page.evaluate<string[]>(
    'Object.entries(localStorage).filter(([key]) => key.startsWith("quillback:write:")).map(([, copy]) => copy)',
  );
const kept = (page: Page, word: string) =>
  expect.poll(async () => (await copies(page)).join()).toContain(word);

test(
  'the session is lost while typing: told, kept here, sent after signing in',
  { timeout: 60_000 },
  async () => {
    const post = await site.hasPost({ title: 'Herons', content: 'They stand still.', author_id: mara.id });
    const context = await signedIn();
    const page = await open(context, `/admin/posts/${post.id}`);
    await fillText(page, 'They stand still. One flies.');
    await page.clock.fastForward(61_000);
    await page.getByText('Autosaved at').waitFor();

    await db('sessions').delete();
    await fillText(page, 'They stand still. One flies. An hour of work.');
    await page.clock.fastForward(61_000);
    await page.getByRole('alert').getByText('You are signed out').waitFor();
    await page.close(); // as a crash would
    const again = await open(context, `/admin/posts/${post.id}`);
    await again.getByLabel('User name or email').fill('mara');
    await again.getByLabel('Password').fill(password);
    await again.getByRole('button', { name: 'Sign in' }).click();
    await again.getByText('was typed in this browser').waitFor();
    await again.getByRole('button', { name: 'Restore', exact: true }).click();
    const recovered = await textOf(again);
    await again.clock.fastForward(61_000);
    await again.getByText('Autosaved at').waitFor();
    const beside = await db('revisions').where({ post_id: post.id, kind: 'autosave' });
    const before = await db('posts').where({ id: post.id }).first();
    await again.getByRole('button', { name: 'Update' }).click();
    await again.getByText('Post updated').waitFor();

    expect(recovered).toBe('They stand still. One flies. An hour of work.');
    expect(beside.map(({ content }) => content)).toEqual([recovered]);
    expect(before).toEqual(post);
    expect((await db('posts').where({ id: post.id }).first()).content).toBe(recovered);
    expect(await copies(again)).toEqual([]);
    expect(await again.getByText('was typed in this browser').count()).toBe(0);
    await context.close();
  },
);

test('signing in in another tab is enough: the text goes on', { timeout: 60_000 }, async () => {
  const post = await site.hasPost({ title: 'Terns', content: 'Few.', author_id: mara.id });
  const context = await signedIn();
  const page = await open(context, `/admin/posts/${post.id}`);
  await db('sessions').delete();
  await fillText(page, 'Few. More of them.');
  await page.clock.fastForward(61_000);

  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'sign in in a new tab' }).click(),
  ]);
  await tab.getByLabel('User name or email').fill('mara');
  await tab.getByLabel('Password').fill(password);
  await tab.getByRole('button', { name: 'Sign in' }).click();
  await tab.getByRole('heading', { level: 1 }).waitFor();
  await page.clock.fastForward(61_000);
  await page.getByText('Autosaved at').waitFor();

  expect(await page.getByText('You are signed out').count()).toBe(0);
  const [one] = await db('revisions').where({ post_id: post.id, kind: 'autosave' });
  expect(one.content).toBe('Few. More of them.');
  await context.close();
});

/** A write screen with the rich editor. */
async function openVisual(context: BrowserContext, path: string): Promise<Page> {
  await context.addInitScript(`localStorage.setItem('quillback:editor', 'visual')`);
  const page = await open(context, path);
  await page.locator('form[data-editing="visual"]').waitFor();
  await page.frameLocator('.tox-edit-area iframe').locator('body').click();
  return page;
}

async function signInHere(page: Page): Promise<void> {
  const frame = page.frameLocator('iframe[title="Sign in"]');
  await frame.getByLabel('User name or email').fill('mara');
  await frame.getByLabel('Password').fill(password);
  await frame.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('signing in again beside the text: nothing of the page is lost', { timeout: 60_000 }, async () => {
  const post = await site.hasPost({ title: 'Swifts', content: '', author_id: mara.id });
  const context = await signedIn();
  const page = await openVisual(context, `/admin/posts/${post.id}`);
  await page.keyboard.type('They never land.');
  await db('sessions').delete();
  await page.clock.fastForward(61_000);

  await page.getByRole('button', { name: 'sign in here' }).click();
  const problems = await problemsOf(page);
  await signInHere(page);
  await page.getByText('Autosaved at').waitFor();
  const told = await page.getByText('You are signed out').count();
  await page.frameLocator('.tox-edit-area iframe').locator('body').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Nearly.');
  await page.getByRole('button', { name: 'Update' }).click();
  await page.getByText('Post updated').waitFor();

  expect(problems).toEqual([]);
  expect(told).toBe(0);
  expect((await db('posts').where({ id: post.id }).first()).content).toBe('They never land. Nearly.');
  await context.close();
});

test('a save without a session waits for the sign-in, and goes on', { timeout: 60_000 }, async () => {
  const context = await signedIn();
  const page = await openVisual(context, '/admin/posts/new');
  await page.keyboard.type('A long afternoon.');
  await page.getByLabel('Title', { exact: true }).fill('Lapwings');
  await db('sessions').delete();

  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByRole('dialog').getByText('nothing of it is lost').waitFor();
  await page.getByRole('button', { name: 'Not now' }).click();
  const still = page.frameLocator('.tox-edit-area iframe').getByText('A long afternoon.');
  await still.waitFor();
  await page.getByRole('button', { name: 'Save draft' }).click();
  await signInHere(page);
  await page.getByText('Draft saved').waitFor();

  const saved = await db('posts').where({ title: 'Lapwings' });
  expect(saved.map(({ content, status }) => [content, status])).toEqual([['A long afternoon.', 'draft']]);
  await context.close();
});

test(
  'without a line a save stays here; what was typed in Visual survives a crash',
  { timeout: 60_000 },
  async () => {
    const post = await site.hasPost({ title: 'Coots', content: '<b>Four</b>', author_id: mara.id });
    const context = await signedIn();
    const page = await openVisual(context, `/admin/posts/${post.id}`);
    await context.setOffline(true);
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' and a half');
    await page.getByRole('button', { name: 'Update' }).click();
    await page.getByRole('alert').getByText('The site does not answer').waitFor();
    await page.frameLocator('.tox-edit-area iframe').getByText('and a half').waitFor();
    await kept(page, 'and a half');
    await page.close(); // as a crash would
    await context.setOffline(false);

    const again = await open(context, `/admin/posts/${post.id}`);
    await again.getByText('was typed in this browser').waitFor();
    await again.getByRole('button', { name: 'Restore', exact: true }).click();
    const body = again.frameLocator('.tox-edit-area iframe').locator('body');
    await body.getByText('and a half').waitFor();
    await again.getByRole('button', { name: 'Update' }).click();
    await again.getByText('Post updated').waitFor();

    expect((await db('posts').where({ id: post.id }).first()).content).toMatch(
      /^<(b|strong)>Four( and a half)?<\/\1>( and a half)?$/,
    );
    await context.close();
  },
);

test('a new post that was never saved is found again with all its fields', { timeout: 60_000 }, async () => {
  const context = await signedIn();
  const page = await open(context, '/admin/posts/new');
  await page.getByLabel('Title', { exact: true }).fill('Never saved');
  await fillText(page, 'A long morning.');
  await unfold(page);
  await page.getByRole('combobox', { name: 'Tags' }).fill('mud, tide');
  await page.getByLabel('Allow comments').uncheck();
  await page.getByLabel('Password for readers').fill('hush');
  await page.clock.fastForward(1000);
  await kept(page, 'mud, tide');
  await page.close();

  const again = await open(context, '/admin/posts/new');
  await again.getByText('“Never saved” was typed').waitFor();
  const stored = (await copies(again)).join();
  await again.getByRole('button', { name: 'Restore', exact: true }).click();
  await unfold(again);
  const fields = [
    await again.getByLabel('Title', { exact: true }).inputValue(),
    await textOf(again),
    await again.getByRole('combobox', { name: 'Tags' }).inputValue(),
    await again.getByLabel('Allow comments').isChecked(),
  ];
  await again.getByRole('button', { name: 'Save draft' }).click();
  await again.getByText('Draft saved').waitFor();
  await again.goto(`${site.address}/admin/posts/new`);

  expect(fields).toEqual(['Never saved', 'A long morning.', 'mud, tide', false]);
  expect(stored).not.toContain('hush');
  expect(await copies(again)).toEqual([]);
  expect(await again.getByText('was typed in this browser').count()).toBe(0);
  await context.close();
});

test(
  'offline: told, kept here, and sent when the line is back; a copy can be thrown away',
  { timeout: 60_000 },
  async () => {
    const post = await site.hasPost({ title: 'Gulls', content: 'Many.', author_id: mara.id });
    const context = await signedIn();
    const page = await open(context, `/admin/posts/${post.id}`);
    await context.setOffline(true);
    await fillText(page, 'Many, and loud.');
    await page.clock.fastForward(61_000);
    await page.getByRole('alert').getByText('The site does not answer').waitFor();
    await kept(page, 'Many, and loud.');

    await context.setOffline(false);
    await page.getByText('Autosaved at').waitFor();
    await page.close();
    const again = await open(context, `/admin/posts/${post.id}`);
    await again.getByText('was typed in this browser').waitFor();
    const server = await again.getByText('Restore the autosave').isVisible();
    again.on('dialog', (dialog) => void dialog.accept());
    await again.getByRole('button', { name: 'Discard' }).first().click();

    // One text, one notice: the server's stands back while the browser's is offered.
    expect(server).toBe(false);
    expect(await again.getByText('Restore the autosave').isVisible()).toBe(true);
    expect(await copies(again)).toEqual([]);
    expect((await db('posts').where({ id: post.id }).first()).content).toBe('Many.');
    await context.close();
  },
);

test('what is typed just before the page goes is sent on leaving', { timeout: 60_000 }, async () => {
  const post = await site.hasPost({ title: 'Owls', content: 'None.', author_id: mara.id });
  const context = await signedIn();
  const page = await open(context, `/admin/posts/${post.id}`);
  page.on('dialog', (dialog) => void dialog.accept());
  await fillText(page, 'None. Or one.');

  await page.goto(`${site.address}/admin/posts`);

  await expect
    .poll(async () => (await db('revisions').where({ post_id: post.id })).map(({ content }) => content))
    .toEqual(['None. Or one.']);
  await kept(page, 'None. Or one.');
  await context.close();
});

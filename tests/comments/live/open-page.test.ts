// tests/comments/live/open-page.test.ts: two open pages in a real browser: what one writes, the other sees without a reload.
import type { Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { moderateComments } from '../../../src/comments/moderation/moderate.ts';
import { removeOwnComment } from '../../../src/comments/own/remove-own.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { submitComment } from '../../../src/comments/submit.ts';
import type { Post } from '../../../src/posts/post.ts';
import { startBlog } from '../../blog.ts';
import { startBrowser } from '../../browser.ts';

const site = await startBlog();
const { blog } = site;
const browser = await startBrowser();
// Pages and the checks of their access take long on a busy machine.
vi.setConfig({ testTimeout: 120_000 });
const editor = await site.hasUser({ role: 'editor', display_name: 'Edda' });
await saveSettings(blog.db, discussion, { comment_previously_approved: false });

async function open(post: Post, more: { width?: number } = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: more.width ?? 900, height: 700 } });
  const opened = page.waitForResponse((answer) => answer.url().includes('/comments/live/'));
  await page.goto(`${site.address}/?p=${post.id}`);
  expect((await opened).status()).toBe(200);
  return page;
}

const say = (post: Post, content: string, parent_id = 0) =>
  submitComment(blog, {
    post,
    parent_id,
    content,
    user: editor,
    author_name: '',
    author_email: '',
    author_url: '',
    author_ip: '192.0.2.1',
    user_agent: 'test',
    form_key: '',
  });

const bar = (page: Page) => page.locator('.comment-live-bar');
const comments = (page: Page) => page.locator('.comment-list .comment-content');

test('new comments wait behind a bar, and nothing moves until it is pressed', async () => {
  const post = await site.hasPost({ title: 'Low water' });
  const long = Array.from({ length: 30 }, (_, at) => `Line ${at}`).join('\n\n');
  const first = await site.hasComment({ post_id: post.id, html: long.replaceAll(/Line \d+/g, '<p>$&</p>') });
  const page = await open(post);
  await page.locator(`#comment-${first.id} .comment-reply-link`).scrollIntoViewIfNeeded();
  await page.locator(`#comment-${first.id} .comment-reply-link`).focus();
  const before = await page.evaluate('scrollY');

  await say(post, 'A second one.');
  const reply = await say(post, 'An answer to the first.', first.id);
  await bar(page).getByText('2 new comments').waitFor();

  expect(await page.evaluate('scrollY')).toBe(before);
  expect(await comments(page).count()).toBe(1);
  expect(await page.getByRole('status').filter({ hasText: '2 new comments' }).count()).toBe(1);
  expect(await page.evaluate('document.activeElement.className')).toBe('comment-reply-link');

  await bar(page).press('Enter');
  await page.getByText('A second one.').waitFor();
  expect(await bar(page).isVisible()).toBe(false);
  expect(
    await page.locator(`#comment-${first.id} > .comment-fold > .children > #comment-${reply.id}`).count(),
  ).toBe(1);
  expect(await page.evaluate('document.activeElement.id')).toBe(`div-comment-${reply.id}`);
  expect(await page.locator('#comments-title').innerText()).toBe('3 comments on “Low water”');
  expect(await page.locator('.is-new').count()).toBe(2);
  await page.close();
});

test('the first comment of all takes the place of the sentence that there is none', async () => {
  const post = await site.hasPost({ title: 'Quiet' });
  const page = await open(post);
  await say(post, 'Here I am.');
  await bar(page).click();

  await page.getByText('Here I am.').waitFor();
  expect(await page.getByText('Nobody has said anything yet').count()).toBe(0);
  expect(await page.locator('#comments-title').innerText()).toBe('One comment on “Quiet”');
  await page.close();
});

test('a guest sees the own held comment approved, and goes on typing meanwhile', async () => {
  await saveSettings(blog.db, discussion, { comment_moderation: true });
  const post = await site.hasPost();
  const page = await open(post);
  await page.locator('#comment').fill('May I come in?');
  await page.locator('#author').fill('Anna');
  await page.locator('#email').fill('anna@example.com');
  await page.locator('#submit').click();
  await page.getByText('Only you see it here until it is approved').waitFor();
  const id = Number(
    /comment-(\d+)/.exec((await page.locator('.comment-list > li').getAttribute('id')) ?? '')![1],
  );
  const other = await open(post);
  await page.locator('#comment').fill('And another thing');
  await page.locator('#comment').focus();

  await moderateComments(blog, editor, [id], 'approve');
  await page.locator('.comment-awaiting-moderation').waitFor({ state: 'detached' });
  await bar(other).click();

  expect(await other.getByText('May I come in?').count()).toBe(1);
  expect(await page.getByText('May I come in?').count()).toBe(1);
  expect(await page.getByRole('status').filter({ hasText: 'Your comment was approved.' }).count()).toBe(1);
  expect(await page.evaluate('document.activeElement.id')).toBe('comment');
  expect(await page.locator('#comment').inputValue()).toBe('And another thing');
  await saveSettings(blog.db, discussion, { comment_moderation: false });
  await page.close();
  await other.close();
});

test('what is taken back goes; what is answered there, and what is being written, stays', async () => {
  const post = await site.hasPost();
  const gone = await say(post, 'I should not have said this.');
  const answered = await say(post, 'Nor this.');
  await say(post, 'But you did.', answered.id);
  const page = await open(post);
  await page.locator(`#comment-${answered.id} .comment-reply-link`).first().click();
  await page.locator('#comment').fill('Why not?');

  await removeOwnComment(blog, gone.id, { user_id: editor.id, browser_key_hash: '' });
  await removeOwnComment(blog, answered.id, { user_id: editor.id, browser_key_hash: '' });

  await page.locator(`#comment-${gone.id}`).waitFor({ state: 'detached' });
  await page
    .locator(`#comment-${answered.id}`)
    .getByText('This comment was removed by its author.')
    .waitFor();
  expect(await page.getByText('But you did.').isVisible()).toBe(true);
  expect(await page.locator('#comment').inputValue()).toBe('Why not?');
  expect(await page.evaluate('document.activeElement.id')).toBe('comment');
  await page.close();
});

test('where no stream may be opened, the page asks instead', async () => {
  const small = await startBlog({ LIVE_READERS: '0' });
  const post = await small.hasPost();
  const page = await browser.newPage();
  await page.clock.install();
  const asked = page.waitForResponse((answer) => answer.url().includes('/changes?'));
  await page.goto(`${small.address}/?p=${post.id}`);
  expect((await asked).status()).toBe(200);

  await submitComment(small.blog, {
    post,
    parent_id: 0,
    content: 'Heard a minute later.',
    user: await small.hasUser({ role: 'editor' }),
    author_name: '',
    author_email: '',
    author_url: '',
    author_ip: '192.0.2.1',
    user_agent: 'test',
    form_key: '',
  });
  await page.clock.fastForward('02:00');
  await bar(page).click();

  expect(await page.getByText('Heard a minute later.').count()).toBe(1);
  await page.close();
});

// tests/comments/moderation/moderate-by-keys.test.ts: the moderation list by WordPress's keys alone, and none while somebody types.
import { expect, test } from 'vitest';
import { sessionCookie, startBlog } from '../../blog.ts';
import { startBrowser } from '../../browser.ts';

const site = await startBlog();
const browser = await startBrowser();
const { db } = site.blog;
const mara = await site.hasUser({ role: 'editor' });
const post = await site.hasPost({ title: 'A talk' });
/** 500 by hand; fewer in the suite, which shares its machine. */
const many = Number(process.env.MANY_PENDING ?? 50);

async function open(path: string, viewport = { width: 1280, height: 900 }) {
  const context = await browser.newContext({ viewport });
  const [name, value] = (await sessionCookie(site.blog, mara)).split('=') as [string, string];
  await context.addCookies([{ name, value, url: site.address }]);
  const page = await context.newPage();
  await page.goto(`${site.address}${path}`);
  await page.getByText('Keyboard shortcuts').first().waitFor();
  return page;
}

test(
  'approve, spam, undo and select with single keys, one comment after the other',
  { timeout: 90_000 },
  async () => {
    const ids: number[] = [];
    for (const [at, author_name] of ['Ann', 'Bea', 'Cy'].entries()) {
      const posted_at = new Date(`2026-07-0${3 - at}T10:00:00Z`);
      ids.push((await site.hasComment({ post_id: post.id, author_name, status: 'hold', posted_at })).id);
    }
    const statuses = async () => db('comments').whereIn('id', ids).orderBy('id').pluck('status');
    const page = await open('/admin/comments?status=hold');
    const focused = (name: string) => page.locator('.moderation-who a:focus', { hasText: name }).waitFor();

    await page.getByLabel('Search comments').focus();
    await page.keyboard.type('ads');
    const typed = await statuses();
    await page.getByRole('link', { name: 'Ann' }).focus();
    await page.keyboard.press('j');
    await focused('Bea');
    await page.keyboard.press('x');
    const isSelected = await page.getByLabel('Select the comment of Bea').isChecked();
    await page.keyboard.press('a');
    await focused('Cy');
    await expect.poll(statuses).toEqual(['hold', 'approve', 'hold']);
    await page.getByText('Comment approved.').first().waitFor();
    await page.locator('#one', { hasText: 'Cy' }).waitFor();
    await page.keyboard.press('s');
    await expect.poll(statuses).toEqual(['hold', 'approve', 'spam']);
    await page.getByText('Comment marked as spam.').first().waitFor();
    await page.keyboard.press('z');
    await expect.poll(statuses).toEqual(['hold', 'approve', 'hold']);
    await focused('Cy');

    expect(typed).toEqual(['hold', 'hold', 'hold']);
    expect(isSelected).toBe(true);
    await page.context().close();
  },
);

test(
  'reply and quick edit in place, help, and the switch that turns the keys off',
  { timeout: 90_000 },
  async () => {
    await db('comments').del();
    const { id } = await site.hasComment({
      post_id: post.id,
      author_name: 'Dov',
      status: 'hold',
      content: 'Teh word',
    });
    const page = await open('/admin/comments');
    const statusOf = async () => (await db('comments').where({ id }).first('status')).status;

    await page.keyboard.press('j');
    await page.keyboard.press('q');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Dova');
    await page.keyboard.press('Enter');
    await page.locator('.moderation-who', { hasText: 'Dova' }).waitFor();
    await page.getByRole('link', { name: 'Dova' }).focus();
    await page.keyboard.press('r');
    await page.locator('#reply:focus').waitFor();
    await page.keyboard.type('Thanks, s and d are letters here');
    await page.getByRole('button', { name: 'Approve and reply' }).click();
    await expect.poll(statusOf).toBe('approve');
    await page.getByText('Your reply is published.').first().waitFor();
    await page.locator('.moderation-who a').first().focus();
    await page.keyboard.press('?');
    await page.getByLabel('Use these keys in this browser').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('s');
    await page.reload();
    await page.keyboard.press('s');

    expect(await statusOf()).toBe('approve');
    await page.context().close();
  },
);

test(
  `${many} pending comments are cleared without the mouse, page after page`,
  { timeout: 60_000 + many * 1500 },
  async () => {
    await db('comments').del();
    const rows = Array.from({ length: many }, (_, n) => ({
      post_id: post.id,
      status: 'hold',
      author_name: `Reader ${n}`,
      content: 'Words',
      html: '<p>Words</p>',
      posted_at: new Date(Date.parse('2026-07-01T00:00:00Z') + n * 1000),
    }));
    await db.batchInsert('comments', rows);
    const page = await open('/admin/comments?status=hold');
    const left = () => page.locator('.moderation-row:not([aria-busy])').count();

    await page.keyboard.press('j');
    for (let n = 0; n < many; n += 1) {
      await page.locator('.moderation-row.is-current:not([aria-busy]) .moderation-who a:focus').waitFor();
      await page.keyboard.press(['a', 's', 'd'][n % 3]!);
    }

    await page.getByText('No comments here.').waitFor({ timeout: 60_000 });
    expect(await left()).toBe(0);
    expect(await page.locator('[data-view="hold"]').innerText()).toBe('Pending\n0');
    const { rows: counts } = await db.raw<{ rows: { status: string; n: number }[] }>(
      'SELECT status, count(*)::int AS n FROM comments GROUP BY status ORDER BY status',
    );
    expect(counts.map(({ status, n }) => [status, n])).toEqual([
      ['approve', Math.ceil(many / 3)],
      ['spam', Math.ceil((many - 1) / 3)],
      ['trash', Math.floor(many / 3)],
    ]);
    await page.context().close();
  },
);

test(
  'on a phone a decision takes the row out in place, and the page stays',
  { timeout: 60_000 },
  async () => {
    await db('comments').del();
    for (const author_name of ['Eve', 'Flo'])
      await site.hasComment({ post_id: post.id, author_name, status: 'hold' });
    const page = await open('/admin/comments?status=hold', { width: 360, height: 800 });
    await page.evaluate('window.stayed = true');

    await page.getByRole('button', { name: 'Approve: comment of Flo' }).click();
    await page.getByRole('button', { name: 'Approve: comment of Flo' }).waitFor({ state: 'detached' });

    expect(await page.evaluate('window.stayed')).toBe(true);
    expect(await page.locator('[data-said]').innerText()).toBe('Comment approved.');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await page.context().close();
  },
);

// tests/writing/edit-lock.test.ts: one writer at a time: who is writing is told, and may be taken over.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { User } from '../../src/accounts/user.ts';
import type { Post } from '../../src/posts/post.ts';
import { sessionCookie, startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { fillText, textOf, writesInCode } from './write-screen.ts';

const site = await startBlog();
const browser = await startBrowser();
const { db } = site.blog;
const mara = await site.hasUser({ role: 'editor', display_name: 'Mara' });
const ben = await site.hasUser({ role: 'editor', display_name: 'Ben <b>' });
const [desk, desk2] = [await site.signIn(mara), await site.signIn(ben)];

const tell = (by: typeof desk, post: Post, deed: string, screen = 'one') =>
  by
    .post(`/admin/${post.type}s/${post.id}/${deed}`)
    .set('Accept', 'application/json')
    .type('form')
    .send({ screen });

const lockOf = ({ id }: Post) => db('post_locks').where({ post_id: id }).first('user_id', 'screen');
const isTold = async (by: typeof desk, post: Post) =>
  !/id="lock"[^>]* hidden/.test((await by.get(`/admin/${post.type}s/${post.id}`)).text);

test('who comes second is told by whom a post or page is being edited', async () => {
  for (const type of ['post', 'page']) {
    const post = await site.hasPost({ type });

    const first = await tell(desk, post, 'lock');
    const again = await tell(desk, post, 'lock', 'two');
    const second = await tell(desk2, post, 'lock');
    const screen = await desk2.get(`/admin/${type}s/${post.id}`);

    expect([first.body, again.body, second.body]).toEqual([
      { holder: '' },
      { holder: '' },
      { holder: 'Mara' },
    ]);
    expect(screen.text).toContain('Mara is editing this.');
    expect(screen.text).toContain('Take over');
    expect([await isTold(desk, post), await isTold(desk2, post)]).toEqual([false, true]);
    expect(await lockOf(post)).toEqual({ user_id: mara.id, screen: 'two' });
  }
});

test('a lock ends when nothing was heard for 150 seconds, or the screen is closed', async () => {
  const post = await site.hasPost();
  site.setTime('2026-08-01T10:00:00Z');
  await tell(desk, post, 'lock');
  site.setTime('2026-08-01T10:02:30Z');
  const still = await tell(desk2, post, 'lock');
  site.setTime('2026-08-01T10:02:31Z');
  const told = await isTold(desk2, post);
  const free = await tell(desk2, post, 'lock', 'ben');

  await tell(desk2, post, 'unlock', 'another screen of his');
  await tell(desk, post, 'unlock', 'ben');
  const kept = await lockOf(post);
  const closed = await tell(desk2, post, 'unlock', 'ben');

  expect([still.body.holder, told, free.body.holder]).toEqual(['Mara', false, '']);
  expect(kept).toEqual({ user_id: ben.id, screen: 'ben' });
  expect(closed.status).toBe(204);
  expect(await lockOf(post)).toBeUndefined();
});

test('taking over works with and without a script, and tells the one before', async () => {
  const post = await site.hasPost();
  await tell(desk, post, 'lock');

  const plain = await desk2.post(`/admin/posts/${post.id}/take-over`).type('form').send({});
  const told = await tell(desk, post, 'lock');
  const back = await tell(desk, post, 'take-over');

  expect(plain.status).toBe(303);
  expect(plain.headers.location).toBe(`/admin/posts/${post.id}`);
  expect(told.body).toEqual({ holder: 'Ben <b>' });
  expect(back.body).toEqual({ holder: '' });
  expect(await lockOf(post)).toEqual({ user_id: mara.id, screen: 'one' });
});

test('of many who come at once one gets it', async () => {
  const post = await site.hasPost();

  const answers = await Promise.all(
    [desk, desk2, desk, desk2, desk2, desk].map((by) => tell(by, post, 'lock')),
  );

  const { user_id } = await lockOf(post);
  const told = (await Promise.all([desk, desk2].map((by) => tell(by, post, 'lock')))).map(
    ({ body }) => body.holder,
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
  expect(told).toEqual(user_id === mara.id ? ['', 'Mara'] : ['Ben <b>', '']);
});

test('only those who may change a post lock it, and strangers learn nothing', async () => {
  const post = await site.hasPost({ author_id: mara.id });
  await tell(desk, post, 'lock');
  const author = await site.signIn(await site.hasUser({ role: 'author' }));

  for (const deed of ['lock', 'take-over']) {
    const [stranger, other, elsewhere] = [
      await tell(site.agent(), post, deed),
      await tell(author, post, deed),
      await tell(desk2, { ...post, type: 'page' }, deed),
    ];
    expect([stranger.status, other.status, elsewhere.status]).toEqual([401, 403, 404]);
    expect(stranger.text + other.text).not.toContain('Mara');
  }
  expect((await lockOf(post)).user_id).toBe(mara.id);
  expect((await tell(desk, post, 'lock').set('Sec-Fetch-Site', 'cross-site')).status).toBe(403);
});

async function open(user: User, post: Post): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const [name, value] = (await sessionCookie(site.blog, user)).split('=') as [string, string];
  await context.addCookies([{ name, value, url: site.address }]);
  await writesInCode(context);
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${site.address}/admin/posts/${post.id}`);
  return page;
}

test('two desks: told, taken over, told, and no word lost', { timeout: 60_000 }, async () => {
  const post = await site.hasPost({ title: 'Knots', content: 'A flock.', author_id: mara.id });
  const hers = await open(mara, post);
  await expect.poll(() => lockOf(post)).toMatchObject({ user_id: mara.id });
  await fillText(hers, 'A flock, she wrote.');
  const his = await open(ben, post);
  await his.getByText('Mara is editing this.').waitFor();
  await fillText(his, 'A flock, he wrote.');

  // He has typed: the screen stays as it is.
  await his.getByRole('button', { name: 'Take over' }).click();
  await his.getByText('Mara is editing this.').waitFor({ state: 'hidden' });
  await hers.clock.fastForward(16_000);
  await hers.getByText('Ben <b> has taken over').waitFor();
  await expect
    .poll(() => db('revisions').where({ post_id: post.id, kind: 'autosave', author_id: mara.id }).first())
    .toMatchObject({ content: 'A flock, she wrote.' });

  expect(await textOf(his)).toBe('A flock, he wrote.');
  expect(await textOf(hers)).toBe('A flock, she wrote.');
  expect((await db('posts').where({ id: post.id }).first()).content).toBe('A flock.');
  await his.close({ runBeforeUnload: false });
  await his.context().close();
  await hers.context().close();
});

test(
  'where nothing was typed, taking over shows what was saved since; closing lets go',
  { timeout: 60_000 },
  async () => {
    const post = await site.hasPost({ title: 'Dunlins', content: 'Few.', author_id: mara.id });
    const hers = await open(mara, post);
    await expect.poll(() => lockOf(post)).toMatchObject({ user_id: mara.id });
    const his = await open(ben, post);
    await his.getByText('Mara is editing this.').waitFor();
    await db('posts').where({ id: post.id }).update({ content: 'Few, and then many.' });

    await his.getByRole('button', { name: 'Take over' }).click();
    await his.getByText('You are the one who is editing').waitFor();
    const text = await textOf(his);
    await expect.poll(async () => (await lockOf(post)).screen).not.toBe('');
    await his.goto(`${site.address}/admin/posts`);

    expect(text).toBe('Few, and then many.');
    await expect.poll(() => lockOf(post)).toBeUndefined();
    await his.context().close();
    await hers.context().close();
  },
);

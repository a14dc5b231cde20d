// tests/posts/undo.test.ts: what was done in a list is taken back by the button in its sentence.
import { expect, test } from 'vitest';
import type { Post } from '../../src/posts/post.ts';
import { sessionCookie, startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

const site = await startBlog();
const { db } = site.blog;
const edda = await site.hasUser({ role: 'editor', login: 'edda' });
const desk = await site.signIn(edda);

const statusOf = async ({ id }: Post) => (await db<Post>('posts').where({ id }).first())!.status;

/** The form in the notice that a page shows, and what it sends. */
function undoIn(text: string): { action: string; fields: Record<string, string | string[]> } {
  const [, action, form] =
    /<form method="post" action="([^"]+)" class="notice [^"]*notice-undo">([^]*?)<\/form>/.exec(text)!;
  const pairs = [...form!.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(
    ([, name, value]) => [name!, value!] as const,
  );
  const ids = pairs.filter(([name]) => name === 'ids').map(([, value]) => value);
  return { action: action!, fields: { ...Object.fromEntries(pairs), ids } };
}

test('without script: a post put into the trash comes back as what it was', { timeout: 60_000 }, async () => {
  const post = await site.hasPost({ title: 'Fog', status: 'private' });
  const browser = await startBrowser();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const [name, value] = (await sessionCookie(site.blog, edda)).split('=') as [string, string];
  await context.addCookies([{ name, value, url: site.address }]);
  const page = await context.newPage();
  await page.goto(`${site.address}/admin/posts?s=Fog`);

  await page.getByRole('button', { name: 'Trash Fog' }).click();
  await page.getByText('Moved to the trash.').waitFor();
  const binned = await statusOf(post);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Restored: 1.').waitFor();

  expect([binned, await statusOf(post)]).toEqual(['trash', 'private']);
  expect(page.url()).toBe(`${site.address}/admin/posts?s=Fog`);
  await context.close();
});

test('of many at once only those that changed come back', async () => {
  const writer = await site.hasUser({ role: 'author' });
  const [own, alien] = [
    await site.hasPost({ title: 'Own', author_id: writer.id }),
    await site.hasPost({ title: 'Alien' }),
  ];
  const visitor = await site.signIn(writer);

  await visitor
    .post('/admin/posts/bulk')
    .type('form')
    .send({ deed: 'trash', ids: [own.id, alien.id] });
  const { text } = await visitor.get('/admin/posts');
  const { action, fields } = undoIn(text);
  await visitor.post(action).type('form').send(fields);
  const after = await visitor.get('/admin/posts');

  expect(text).toContain('Moved to the trash: 1. Left as they were: 1.');
  expect(fields.ids).toEqual([String(own.id)]);
  expect([await statusOf(own), await statusOf(alien)]).toEqual(['publish', 'publish']);
  expect(after.text).toContain('Restored: 1.');
});

test('what was deleted for ever offers no way back', async () => {
  const post = await site.hasPost({ status: 'trash', former_status: 'draft' });

  await desk.post(`/admin/posts/${post.id}/delete`);
  const { text } = await desk.get('/admin/posts');

  expect(text).toContain('Deleted permanently.');
  expect(text).not.toContain('>Undo<');
});

test('comments come back from the trash and from spam', async () => {
  const post = await site.hasPost();
  const [first, second] = [
    await site.hasComment({ post_id: post.id }),
    await site.hasComment({ post_id: post.id, status: 'hold' }),
  ];

  await desk
    .post(`/admin/comments/${first.id}/spam`)
    .type('form')
    .send({ back: '/admin/comments?status=approve' });
  const spam = undoIn((await desk.get('/admin/comments')).text);
  const answer = await desk.post(spam.action).type('form').send(spam.fields);
  await desk
    .post('/admin/comments/moderate')
    .type('form')
    .send({ what: 'trash', ids: [first.id, second.id] });
  const trash = undoIn((await desk.get('/admin/comments')).text);
  await desk.post(trash.action).type('form').send(trash.fields);

  expect(answer.headers.location).toBe('/admin/comments?status=approve');
  const statuses = await db('comments').where({ post_id: post.id }).orderBy('id').pluck('status');
  expect(statuses).toEqual(['approve', 'hold']);
});

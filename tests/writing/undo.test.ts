// tests/writing/undo.test.ts: what was done in a list is taken back by the button in its sentence.
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

test('a bulk edit is taken back whole, in a browser', { timeout: 60_000 }, async () => {
  const author = await site.hasUser({ role: 'author', display_name: 'Ole' });
  const [news] = (await db('terms')
    .insert({ taxonomy: 'category', name: 'News', slug: 'news' })
    .returning('id')) as { id: number }[];
  const scheduled = { status: 'future', published_at: new Date('2026-08-05T09:00:00Z') } as const;
  const posts = [
    await site.hasPost({ title: 'Tide one', password: 'fish', author_id: edda.id, is_sticky: true }),
    await site.hasPost({ title: 'Tide two', status: 'draft', slug: '', published_at: null }),
    await site.hasPost({ title: 'Tide three', ...scheduled, comment_status: 'closed' }),
  ];
  await db('post_terms').insert({ post_id: posts[0]!.id, term_id: news!.id, position: 0 });
  const look = async () => ({
    rows: await db('posts')
      .whereIn(
        'id',
        posts.map(({ id }) => id),
      )
      .orderBy('id')
      .select('status', 'published_at', 'slug', 'password', 'author_id', 'comment_status', 'is_sticky'),
    terms: await db('post_terms').orderBy(['post_id', 'term_id']).select('post_id', 'term_id'),
    count: await db('terms').where({ id: news!.id }).pluck('post_count'),
  });
  const before = await look();
  const browser = await startBrowser();
  const page = await browser.newPage();
  const [name, value] = (await sessionCookie(site.blog, edda)).split('=') as [string, string];
  await page.context().addCookies([{ name, value, url: site.address }]);

  await page.goto(`${site.address}/admin/posts?s=Tide`);
  for (const { title } of posts) await page.getByLabel(`Select ${title}`).check();
  await page.getByLabel('Bulk actions').selectOption('edit');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByLabel('Status').selectOption('private');
  await page.getByLabel('Author').selectOption(String(author.id));
  await page.getByLabel('News').check();
  await page.getByLabel('Tags').fill('mud');
  await page.getByRole('button', { name: 'Update' }).click();
  await page.getByText('Changed: 3.').waitFor();
  const between = await look();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('As before: 3.').waitFor();

  expect(between.rows.map((row: Post) => [row.status, row.author_id])).toEqual(
    Array(3).fill(['private', author.id]),
  );
  expect(between.terms).toHaveLength(6);
  expect(await look()).toEqual({ ...before, count: [1] });
  const { rows } = await db.raw(`SELECT key FROM graphile_worker._private_jobs WHERE key LIKE 'publish:%'`);
  expect(rows).toEqual([{ key: `publish:${posts[2]!.id}` }]);
  await page.context().close();
});

test('what was changed since stays; only who changed it takes it back, within a day', async () => {
  const [one, two] = [await site.hasPost({ title: 'One' }), await site.hasPost({ title: 'Two' })];
  await desk
    .post('/admin/posts/bulk-edit')
    .type('form')
    .send({ ids: [one.id, two.id], status: 'draft' });
  const { action, fields } = undoIn((await desk.get('/admin/posts')).text);
  await desk
    .post(`/admin/posts/${two.id}/save`)
    .type('form')
    .send({ title: 'Two, again', content: 'New words.', act: 'save' });
  const stranger = await site.signIn(await site.hasUser({ role: 'editor' }));
  const undo = async (visitor: typeof desk) => {
    await visitor.post(action).type('form').send(fields);
    const found = /<(?:div|form)[^>]* class="notice[^]*?<\/(?:div|form)>/.exec(
      (await visitor.get('/admin/posts')).text,
    );
    return found?.[0];
  };

  const theirs = await undo(stranger);
  const untouched = await statusOf(one);
  site.setTime('2026-08-02T09:01:00Z');
  const late = await undo(desk);
  site.setTime('2026-08-01T09:00:00Z');
  const own = await undo(desk);

  expect(theirs).toContain('nothing to take back');
  expect(late).toContain('nothing to take back');
  expect(untouched).toBe('draft');
  expect(own).toContain('As before: 1. Left as they were: 1. A post was changed again since.');
  expect([await statusOf(one), await statusOf(two)]).toEqual(['publish', 'draft']);
});

test('an author takes back only what the role still allows', async () => {
  const ole = await site.hasUser({ role: 'author' });
  const post = await site.hasPost({ author_id: ole.id });
  const writer = await site.signIn(ole);
  await writer
    .post('/admin/posts/bulk-edit')
    .type('form')
    .send({ ids: [post.id], status: 'draft' });
  const { action, fields } = undoIn((await writer.get('/admin/posts')).text);
  await db('users').where({ id: ole.id }).update({ role: 'contributor' });

  await writer.post(action).type('form').send(fields);

  expect(await statusOf(post)).toBe('draft');
});

// tests/writing/autosave.test.ts: what was typed and not saved: kept beside the post, offered, taken back or thrown away.
import { expect, test } from 'vitest';
import type { Post } from '../../src/posts/post.ts';
import type { Revision } from '../../src/writing/queries/revisions.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const mara = await site.hasUser({ role: 'editor', display_name: 'Mara' });
const desk = await site.signIn(mara);
const ben = await site.hasUser({ role: 'editor', display_name: 'Ben' });
const desk2 = await site.signIn(ben);
const words = { title: 'Low tide', content: 'Mud, and a heron.', excerpt: '', content_format: 'html' };

const autosave = (post: Post, given: object, by = desk) =>
  by
    .post(`/admin/${post.type}s/${post.id}/autosave`)
    .type('form')
    .set('Accept', 'application/json')
    .send({ ...words, ...given });

const autosavesOf = ({ id }: Post): Promise<Revision[]> =>
  db<Revision>('revisions').where({ post_id: id, kind: 'autosave' }).orderBy('id');

const now = async ({ id }: Post) => (await db<Post>('posts').where({ id }).first())!;

test.each(['publish', 'draft'] as const)('a %s stays as it is while its author types', async (status) => {
  const post = await site.hasPost({ ...words, content_format: 'html', status, author_id: mara.id });

  const first = await autosave(post, { content: 'Mud, and two herons.' });
  const second = await autosave(post, { content: 'Mud,\r\nand three herons.' });

  expect([first.status, second.status]).toEqual([200, 200]);
  expect(second.body).toEqual({ is_kept: true, time: '9:00 am' });
  expect(await now(post)).toEqual(post);
  const kept = await autosavesOf(post);
  expect(kept.map(({ content, author_id }) => [content, author_id])).toEqual([
    ['Mud,\nand three herons.', mara.id],
  ]);
});

test('each author has one, pages too, and sees only their own offered', async () => {
  const page = await site.hasPost({ ...words, content_format: 'html', type: 'page' });

  await autosave(page, { content: 'Typed by Mara.' });
  await autosave(page, { content: 'Typed by Ben.' }, desk2);
  const offered = await desk.get(`/admin/pages/${page.id}`);
  const restored = await desk.get(`/admin/pages/${page.id}?autosave=restore`);

  expect((await autosavesOf(page)).map(({ content }) => content)).toEqual([
    'Typed by Mara.',
    'Typed by Ben.',
  ]);
  expect(offered.text).toContain('Restore the autosave');
  expect(offered.text).not.toContain('Typed by');
  expect(restored.text).toContain('Typed by Mara.');
  expect(restored.text).not.toContain('Typed by Ben.');
  expect(restored.text).not.toContain('Restore the autosave');
  expect(await now(page)).toEqual(page);
});

test('the notice leads to the comparison, and goes when the text is thrown away', async () => {
  const post = await site.hasPost({ ...words, content_format: 'html' });
  await autosave(post, { content: 'Mud, and no heron.' });
  const offered = await desk.get(`/admin/posts/${post.id}`);
  const view = await desk.get(/href="([^"]+revisions\?id=\d+)"/.exec(offered.text)![1]!);

  const discarded = await desk.post(`/admin/posts/${post.id}/autosave/discard`).type('form').send({});

  expect(view.text).toContain('<ins>');
  expect(discarded.status).toBe(303);
  expect(await autosavesOf(post)).toEqual([]);
  expect((await desk.get(`/admin/posts/${post.id}`)).text).not.toContain('Restore the autosave');
});

test('a text that was saved, or is older than the post, is not offered', async () => {
  const post = await site.hasPost({ ...words, content_format: 'html' });
  await autosave(post, { content: 'Half a sen' });
  await desk2
    .post(`/admin/posts/${post.id}/save`)
    .type('form')
    .send({ ...words, content: 'Ben was quicker.', act: 'publish' });
  const afterBen = await desk.get(`/admin/posts/${post.id}`);

  await autosave(post, { content: 'Half a sentence.' });
  const meanwhile = await desk.get(`/admin/posts/${post.id}`);
  // The form arrives, and after it what the closing page had sent beside it.
  await desk
    .post(`/admin/posts/${post.id}/save`)
    .type('form')
    .send({ ...words, content: 'A whole\r\nsentence.', act: 'publish' });
  const late = await autosave(post, { content: 'A whole\nsentence.' });
  const afterwards = await desk.get(`/admin/posts/${post.id}`);

  expect(afterBen.text).not.toContain('Restore the autosave');
  expect(meanwhile.text).toContain('Restore the autosave');
  expect(late.body.is_kept).toBe(false);
  expect(afterwards.text).not.toContain('Restore the autosave');
  expect(await autosavesOf(post)).toEqual([]);
});

test('only those who may change a post keep a text beside it, and a lost session is told in JSON', async () => {
  const post = await site.hasPost({ ...words, content_format: 'html', author_id: mara.id });
  const author = await site.signIn(await site.hasUser({ role: 'author' }));
  const trashed = await site.hasPost({ status: 'trash', former_status: 'draft' });

  const stranger = await autosave(post, {}, site.agent());
  const foreign = await autosave(post, { content: 'Mine now.' }, author);
  const bin = await autosave(trashed, { content: 'In the bin.' });
  const elsewhere = await autosave({ ...post, type: 'page' }, { content: 'As a page.' });
  const huge = await autosave(post, { title: 'x'.repeat(1001) });
  const cross = await autosave(post, { content: 'From afar.' }).set('Sec-Fetch-Site', 'cross-site');

  expect(stranger.status).toBe(401);
  expect(stranger.body.error).toContain('signed out');
  expect([foreign, bin, elsewhere, huge, cross].map(({ status }) => status)).toEqual([
    403, 409, 404, 422, 403,
  ]);
  expect(await db('revisions').whereIn('post_id', [post.id, trashed.id])).toEqual([]);
});

test('the browser is told which of its copies was saved, once, also after signing in again', async () => {
  const copy = 'abc123.7';
  const saved = await desk
    .post('/admin/posts/save')
    .type('form')
    .send({ ...words, act: 'save', copy });
  const refused = await desk
    .post('/admin/posts/save')
    .type('form')
    .send({ ...words, source_url: 'javascript:', act: 'save', copy: 'def.1' });
  const odd = await desk
    .post('/admin/posts/save')
    .type('form')
    .send({ ...words, copy: '"><script>' });

  const first = await desk.get(saved.headers.location!);
  const second = await desk.get(saved.headers.location!);

  expect([saved.status, refused.status, odd.status]).toEqual([303, 422, 303]);
  expect(refused.text).toContain('data-unsaved');
  // The refused form is a write screen too, and was the first to be shown.
  expect(refused.text).toContain(`data-saved-copies="${copy}"`);
  expect(first.text).toContain('data-saved-copies=""');
  expect(second.text).toContain('data-saved-copies=""');
});

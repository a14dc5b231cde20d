// tests/writing/bulk-edit.test.ts: changing many posts at once: what may change changes, the rest stays, and both are told.
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const editor = await site.hasUser({ role: 'editor', login: 'edda' });
const writer = await site.hasUser({ role: 'author', login: 'wim' });
const helper = await site.hasUser({ role: 'contributor', login: 'hel' });
let desk: Awaited<ReturnType<typeof site.signIn>>;

beforeAll(async () => {
  desk = await site.signIn(editor);
});

beforeEach(() => db.raw('DELETE FROM graphile_worker._private_jobs'));

const send = (fields: object, visitor = desk, list = 'posts') =>
  visitor.post(`/admin/${list}/bulk-edit`).type('form').send(fields);
const post = (id: number): Promise<Post> => db('posts').where({ id }).first();
const draft = { status: 'draft', slug: '', published_at: null } as const;

async function announced(): Promise<string[]> {
  const { rows } = await db.raw(
    `SELECT payload ->> 'name' AS name, payload -> 'data' ->> 'post_id' AS post_id
       FROM graphile_worker._private_jobs WHERE payload ->> 'name' LIKE 'post.%' ORDER BY 1, 2::int`,
  );
  return rows.map((row: { name: string; post_id: string }) => `${row.name} ${row.post_id}`);
}

async function planned(): Promise<string[]> {
  const { rows } = await db.raw(
    `SELECT key FROM graphile_worker._private_jobs WHERE key LIKE 'publish:%' ORDER BY 1`,
  );
  return rows.map((row: { key: string }) => row.key);
}

test('“Edit” opens a screen with the ticked posts, and leads back to the list it came from', async () => {
  const [one, other] = [await site.hasPost(), await site.hasPost({ ...draft, title: 'Still a draft' })];
  const back = '/admin/posts?status=draft&page=2';

  const asked = await desk
    .post('/admin/posts/bulk')
    .type('form')
    .send({ deed: 'edit', ids: [one.id, other.id], back });
  const screen = await desk.get(asked.headers.location!);
  const answer = await send({ ids: [one.id], comment_status: 'closed', back });

  expect(asked.status).toBe(303);
  expect(screen.text).toContain('2 posts');
  expect(screen.text).toMatch(new RegExp(`name="ids" type="checkbox" value="${other.id}" checked`));
  expect(screen.text).toContain('name="back" value="/admin/posts?status=draft&amp;page=2"');
  expect(answer.headers.location).toBe(back);
});

test('all that is wished comes to all; what is not wished stays as it was in each', async () => {
  const [{ id: news }] = await db('terms')
    .insert({ taxonomy: 'category', name: 'News', slug: 'news' })
    .returning('id');
  const first = await site.hasPost({ comment_status: 'open', password: 'fish', author_id: editor.id });
  const second = await site.hasPost({ ...draft, title: 'Second', is_sticky: true });
  await db('post_terms').insert([{ post_id: first.id, term_id: 1, position: 0 }]);

  const answer = await send({
    ids: [first.id, second.id],
    categories: String(news),
    tags: 'tide, Mud',
    author_id: String(writer.id),
    comment_status: 'closed',
  });

  expect(answer.status).toBe(303);
  for (const { id } of [first, second]) {
    expect(await post(id)).toMatchObject({ author_id: writer.id, comment_status: 'closed' });
  }
  expect(await post(first.id)).toMatchObject({ status: 'publish', password: 'fish', slug: first.slug });
  expect(await post(second.id)).toMatchObject({
    status: 'draft',
    slug: '',
    is_sticky: true,
    published_at: null,
  });
  const names = await db('post_terms')
    .join('terms', 'terms.id', 'term_id')
    .where({ post_id: first.id })
    .orderBy('position')
    .pluck('name');
  expect(names).toEqual(['Uncategorized', 'News', 'tide', 'Mud']);
  expect((await db('terms').where({ id: news }).first()).post_count).toBe(1);
  expect(await announced()).toEqual([`post.saved ${first.id}`, `post.saved ${second.id}`]);
});

test('drafts come out with addresses of their own, at once or at their minute, and are told about once', async () => {
  const twins = [
    await site.hasPost({ ...draft, title: 'Twin tides' }),
    await site.hasPost({ ...draft, title: 'Twin tides' }),
  ];
  const later = await site.hasPost({
    ...draft,
    title: 'Later',
    published_at: new Date('2026-09-01T10:00:00Z'),
  });
  const out = await site.hasPost({ title: 'Out already' });
  const ids = [...twins, later, out].map(({ id }) => id);

  await send({ ids, status: 'publish' });

  const [one, two] = [await post(twins[0]!.id), await post(twins[1]!.id)];
  expect([one.slug, two.slug].toSorted()).toEqual(['twin-tides', 'twin-tides-2']);
  expect(one).toMatchObject({ status: 'publish', published_at: site.blog.now() });
  expect(await post(later.id)).toMatchObject({ status: 'future', slug: 'later' });
  expect(await planned()).toEqual([`publish:${later.id}`]);
  expect((await announced()).filter((name) => name.startsWith('post.published'))).toEqual([
    `post.published ${one.id}`,
    `post.published ${two.id}`,
  ]);
  expect((await site.request.get('/2026/08/01/twin-tides-2/')).status).toBe(200);

  await send({ ids, status: 'draft' });

  expect(await planned()).toEqual([]);
  expect((await site.request.get('/2026/08/01/twin-tides-2/')).status).toBe(404);
});

test('what becomes private keeps no password; what is empty does not come out', async () => {
  const secret = await site.hasPost({ password: 'fish' });
  const empty = await site.hasPost({ ...draft, title: ' ', content: '\n' });

  await send({ ids: [secret.id, empty.id], status: 'private' });
  const told = await desk.get('/admin/posts');

  expect(await post(secret.id)).toMatchObject({ status: 'private', password: '' });
  expect((await post(empty.id)).status).toBe('draft');
  expect(told.text).toContain('Changed: 1. Left as they were: 1. There is nothing in a post yet.');
});

test('only what the role may; the rest stays, and the answer says how many and why', async () => {
  const own = await site.signIn(writer);
  const mine = await site.hasPost({ author_id: writer.id });
  const foreign = await site.hasPost({ author_id: editor.id });
  const binned = await site.hasPost({ author_id: writer.id, status: 'trash', former_status: 'publish' });
  const page = await site.hasPost({ type: 'page', author_id: writer.id });
  const ids = [mine, foreign, binned, page].map(({ id }) => id);

  await send({ ids: [...ids, 99_999_999], comment_status: 'closed', is_sticky: '1' }, own);
  const told = await own.get('/admin/posts');

  expect(await post(mine.id)).toMatchObject({ comment_status: 'closed', is_sticky: false });
  for (const { id } of [foreign, binned, page]) expect((await post(id)).comment_status).toBe('open');
  expect(told.text).toContain('Changed: 1. Left as they were: 4.');
  expect(told.text).toContain('Your role does not allow you to change this post.');
  expect(told.text).toContain('lies in the trash');
  expect(told.text).toContain('There is no such post.');
});

test('nobody publishes or gives away by a forged field what the role does not allow', async () => {
  const small = await site.signIn(helper);
  const own = await site.signIn(writer);
  const mine = await site.hasPost({ ...draft, author_id: helper.id });
  const his = await site.hasPost({ author_id: writer.id });

  const published = await send({ ids: [mine.id], status: 'publish' }, small);
  const given = await send({ ids: [his.id], author_id: String(editor.id) }, own);
  const pages = await send({ ids: [his.id], status: 'draft' }, own, 'pages');
  const handed = await send({ ids: [mine.id], status: 'pending' }, small);
  const screen = await small.get(`/admin/posts/bulk-edit?ids=${mine.id}.${his.id}`);

  expect([published.status, given.status, pages.status, handed.status]).toEqual([403, 403, 403, 303]);
  expect((await post(mine.id)).status).toBe('pending');
  expect((await post(his.id)).author_id).toBe(writer.id);
  expect(screen.text).not.toContain('value="publish"');
  expect(screen.text).not.toContain('id="author_id"');
  expect(screen.text).toContain('One that was selected cannot be changed by you');
});

test('an author who may not write is none; a wish without a word changes nothing; what was typed comes back', async () => {
  const { id } = await site.hasPost({ author_id: editor.id });
  const reader = await site.hasUser({ role: 'subscriber' });

  const wrong = await send({ ids: [id], author_id: String(reader.id), tags: 'kept, too' });
  const nothing = await send({ ids: [id] });
  const none = await send({ status: 'draft' });

  expect([wrong.status, nothing.status, none.status]).toEqual([422, 422, 400]);
  expect(wrong.text).toContain('value="kept, too"');
  expect(wrong.text).toMatch(new RegExp(`value="${id}" checked`));
  expect(nothing.text).toContain('Please choose what is to change.');
  expect(await post(id)).toMatchObject({ author_id: editor.id, status: 'publish' });
});

test('somebody who has one of them open hears of the change when saving, and an unsaved text is still offered', async () => {
  const { id, modified_at } = await site.hasPost({ author_id: editor.id, title: 'Open elsewhere' });
  await desk
    .post(`/admin/posts/${id}/autosave`)
    .type('form')
    .send({ title: 'Typed, not saved', content: 'x' });

  await send({ ids: [id], status: 'draft' });
  const saved = await desk
    .post(`/admin/posts/${id}/save`)
    .type('form')
    .send({ act: 'publish', title: 'T', content: 'C', seen_at: modified_at.toISOString() });
  const form = await desk.get(`/admin/posts/${id}`);

  expect(saved.status).toBe(409);
  expect((await post(id)).status).toBe('draft');
  expect(form.text).toContain('Restore the autosave');
});

test('the number of statements does not grow with the number of posts', async () => {
  const statements = async (count: number, work: (ids: number[]) => Promise<unknown>) => {
    const ids = [];
    for (let number = 0; number < count; number += 1) {
      ids.push((await site.hasPost({ ...draft, title: `Many ${number}`, author_id: editor.id })).id);
    }
    let asked = 0;
    const count_one = () => void (asked += 1);
    db.on('query', count_one);
    await work(ids);
    db.removeListener('query', count_one);
    return asked;
  };
  const works = [
    (ids: number[]) =>
      send({ ids, status: 'publish', tags: 'many', categories: '1', comment_status: 'closed' }),
    (ids: number[]) => desk.post('/admin/posts/bulk').type('form').send({ deed: 'trash', ids }),
  ];

  for (const work of works) {
    const few = await statements(2, work);
    expect(await statements(40, work)).toBeLessThanOrEqual(few);
  }
});

test('pages change too, without terms', async () => {
  const page = await site.hasPost({ type: 'page', author_id: editor.id });

  const screen = await desk.get(`/admin/pages/bulk-edit?ids=${page.id}`);
  await send({ ids: [page.id], status: 'draft', tags: 'no', is_sticky: '1' }, desk, 'pages');

  expect(screen.text).not.toContain('id="tags"');
  expect(await post(page.id)).toMatchObject({ status: 'draft', is_sticky: false });
  expect(await db('post_terms').where({ post_id: page.id })).toEqual([]);
});

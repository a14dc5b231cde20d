// tests/writing/desk.test.ts: writing: draft, publish, schedule, bin, earlier texts, and what must not get lost.
import { expect, test } from 'vitest';
import type { Post } from '../../src/posts/post.ts';
import { publishDuePosts } from '../../src/posts/publish.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const editor = await site.hasUser({ role: 'editor' });
const agent = await site.signIn(editor);
const { db } = site.blog;

const save = (fields: object, id?: number) =>
  agent
    .post(id ? `/admin/posts/${id}/save` : '/admin/posts/save')
    .type('form')
    .send({ title: 'Low tide', content: 'Mud, and a heron.', act: 'save', comment_status: '1', ...fields });

async function saved(fields: object, id?: number): Promise<Post> {
  const answer = await save(fields, id);
  expect(answer.status, answer.text).toBe(303);
  return (await db('posts')
    .where({ id: Number(answer.headers.location!.split('/').at(-1)) })
    .first()) as Post;
}

test('a draft becomes a published post with its terms, and everybody can read it', async () => {
  const draft = await saved({ title: 'Herons at dawn' });
  const form = await agent.get(`/admin/posts/${draft.id}`);

  const post = await saved(
    { title: 'Herons at dawn', act: 'publish', new_category: 'Birds', tags: 'heron, Mud flats, heron' },
    draft.id,
  );
  const page = await site.request.get('/2026/08/01/herons-at-dawn/');

  expect(draft).toMatchObject({ status: 'draft', slug: '', ping_status: 'closed', comment_status: 'open' });
  expect(form.text).toContain('Mud, and a heron.');
  expect(post).toMatchObject({ status: 'publish', slug: 'herons-at-dawn', author_id: editor.id });
  expect(page.text).toContain('Mud, and a heron.');
  const terms = await db('terms').whereIn('name', ['Birds', 'heron', 'Mud flats']).orderBy('name');
  expect(terms.map(({ taxonomy, post_count }) => [taxonomy, post_count])).toEqual([
    ['category', 1],
    ['post_tag', 1],
    ['post_tag', 1],
  ]);
});

test('slugs are unique and never read as feeds, and an old one leads to the new one', async () => {
  const first = await saved({ title: 'Same name', act: 'publish' });
  const second = await saved({ title: 'Same name', act: 'publish' });
  const feed = await saved({ title: 'Feed', act: 'publish' });

  await saved({ title: 'Same name', act: 'publish', slug: 'another-name' }, first.id);

  expect(second.slug).toBe('same-name-2');
  expect(feed.slug).toBe('feed-2');
  const old = await site.request.get('/2026/08/01/same-name/');
  expect(old.headers.location).toContain('/2026/08/01/another-name/');
});

test('a scheduled post waits, then comes out once, also when several processes look and after a pause', async () => {
  const post = await saved({ title: 'Later', act: 'publish', published_at: '2026-08-02T10:00' });
  const hidden = await site.request.get(`/?p=${post.id}`);
  await publishDuePosts(site.blog);
  const before = await db('posts').where({ id: post.id }).first();

  site.setTime('2026-08-04T08:00:00Z');
  const came = await Promise.all([
    publishDuePosts(site.blog),
    publishDuePosts(site.blog),
    publishDuePosts(site.blog),
  ]);

  expect(post.status).toBe('future');
  expect(hidden.status).toBe(404);
  expect(before.status).toBe('future');
  expect(came.toSorted()).toEqual([0, 0, 1]);
  const page = await site.request.get('/2026/08/02/later/');
  expect(page.status).toBe(200);
  const jobs = await db.raw(
    `SELECT count(*) FROM graphile_worker._private_jobs WHERE payload ->> 'name' = 'post.published'
      AND (payload -> 'data' ->> 'post_id')::int = :id`,
    { id: post.id },
  );
  expect(jobs.rows[0].count).toBe(1);
});

test('what was changed meanwhile is not overwritten; both texts are shown', async () => {
  const post = await saved({ title: 'Two desks' });
  const seen_at = post.modified_at.toISOString();
  await saved({ title: 'Two desks', content: 'From the other desk.', seen_at }, post.id);

  const answer = await save({ title: 'Two desks', content: 'From this desk.', seen_at }, post.id);

  expect(answer.status).toBe(409);
  expect(answer.text).toContain('From this desk.');
  expect(answer.text).toContain('From the other desk.');
  expect((await db('posts').where({ id: post.id }).first()).content).toBe('From the other desk.');
  const token = /name="seen_at" value="([^"]+)"/.exec(answer.text)![1];
  expect((await saved({ content: 'From this desk.', seen_at: token }, post.id)).content).toBe(
    'From this desk.',
  );
});

test('a wrong field brings the form back with all that was typed', async () => {
  const answer = await save({ content: 'Long work.', source_url: 'javascript:alert(1)', tags: 'kept, too' });

  expect(answer.status).toBe(422);
  expect(answer.text).toContain('Long work.');
  expect(answer.text).toContain('value="kept, too"');
  expect(answer.text).toContain('Please give the full address');
});

test('a lost session costs no text: signing in on the spot saves it', async () => {
  const writer = await site.hasUser({ role: 'author', login: 'lost' });
  await db('users')
    .where({ id: writer.id })
    .update({ password_hash: await hash('a good long word') });
  const typed = { title: 'Nearly lost', content: 'An hour of work.', act: 'save', categories: '1' };

  const stranger = site.agent();
  const asked = await stranger.post('/admin/posts/save').type('form').send(typed);
  const wrong = await stranger
    .post('/admin/posts/save')
    .type('form')
    .send({ ...typed, log: 'lost', pwd: 'no' });
  const right = await stranger
    .post('/admin/posts/save')
    .type('form')
    .send({ ...typed, log: 'lost', pwd: 'a good long word' });

  expect([asked.status, wrong.status, right.status]).toEqual([422, 422, 303]);
  expect(asked.text).toContain('name="content" value="An hour of work."');
  expect(await db('posts').where({ title: 'Nearly lost' }).first()).toMatchObject({ author_id: writer.id });
});

test('the bin gives back what it took; deleting for ever takes the comments along', async () => {
  const post = await saved({ title: 'Into the bin', act: 'publish' });
  await site.hasComment({ post_id: post.id });
  const address = `/2026/08/04/into-the-bin/`;

  await agent.post(`/admin/posts/${post.id}/trash`);
  const gone = await site.request.get(address);
  await agent
    .post('/admin/posts/bulk')
    .type('form')
    .send({ deed: 'restore', ids: [post.id] });
  const back = await site.request.get(address);
  const refused = await agent.post(`/admin/posts/${post.id}/delete`);
  await agent.post('/admin/posts/bulk').type('form').send(`deed=trash&ids=${post.id}`);
  await agent.post(`/admin/posts/${post.id}/delete`);

  expect([gone.status, back.status, refused.status]).toEqual([404, 200, 409]);
  expect(await db('posts').where({ id: post.id })).toEqual([]);
  expect(await db('comments').where({ post_id: post.id })).toEqual([]);
});

test('a preview shows the real page to its author and nothing to strangers', async () => {
  const answer = await save({ title: 'Not out yet', content: 'Only for me.', act: 'preview' });
  const { id } = await db('posts').where({ title: 'Not out yet' }).first();

  const asked = await agent.get(`/admin/posts/${id}/preview`);
  const shown = await agent.get(answer.headers.location!);
  const stranger = await site.request.get(answer.headers.location!);

  expect(asked.headers.location).toBe(answer.headers.location);
  expect(shown.status).toBe(200);
  expect(shown.text).toContain('Only for me.');
  expect(shown.headers['cache-control']).toMatch(/no-store|private/);
  expect(stranger.status).toBe(404);
});

test('every text is kept and can come back', async () => {
  const post = await saved({ title: 'Versions', content: 'First words.' });
  await saved({ title: 'Versions', content: 'Second words.' }, post.id);
  const list = await agent.get(`/admin/posts/${post.id}/revisions`);
  const [oldest] = await db('revisions').where({ post_id: post.id }).orderBy('id');

  const compare = await agent.get(`/admin/posts/${post.id}/revisions?id=${oldest.id}`);
  await agent.post(`/admin/posts/${post.id}/revisions/${oldest.id}/restore`);

  expect(list.text).toContain('Revisions');
  expect(compare.text).toContain('<del>First</del><ins>Second</ins> words.');
  const now = await db('posts').where({ id: post.id }).first();
  expect(now).toMatchObject({ content: 'First words.' });
  expect(now.html).toContain('<p>First words.</p>');
});

test('what an author types runs no script, not even an administrator’s (A4)', async () => {
  const post = await saved({
    content: 'Hi <script>alert(1)</script><img src=x onerror=alert(1)>',
    act: 'publish',
  });

  expect(post.html).not.toMatch(/script|onerror/);
  expect(post.html).toContain('Hi');
});

test('names, titles and searches are escaped on the desk (A5)', async () => {
  const title = '"><script>alert(1)</script>';
  const post = await saved({ title, tags: '"onmouseover="alert(1)' });

  const list = await agent.get(`/admin/posts?s=${encodeURIComponent('"><script>')}`);
  const form = await agent.get(`/admin/posts/${post.id}`);

  expect(list.text).toContain('&lt;script&gt;');
  expect(list.text + form.text).not.toContain('<script>alert');
  expect(form.text).not.toContain('"onmouseover=');
});

test('a percent sign in the search is a percent sign (D17)', async () => {
  await saved({ title: 'Only 100% wool' });

  const list = await agent.get('/admin/posts?s=%25');

  expect(list.text).toContain('Only 100% wool');
  expect(list.text).not.toContain('Herons at dawn');
});

test('only plain numbers are ids, and odd queries do nothing (D4, D14, D15)', async () => {
  const [{ id }] = await db('posts').limit(1);
  const statuses = [];
  for (const odd of [`${id}abc`, `0${id}`, `${id}.0`, '1e1', '-1', '99999999999']) {
    statuses.push((await agent.get(`/admin/posts/${odd}`)).status);
    statuses.push((await agent.post(`/admin/posts/${odd}/trash`)).status);
  }

  expect(new Set(statuses)).toEqual(new Set([404]));
  const odd = await agent.get('/admin/posts?tax_query[0][terms]=1&__proto__[x]=1&status[]=x&s[a]=b&page=-1');
  expect(odd.status).toBe(200);
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});

async function hash(password: string): Promise<string> {
  const { hashPassword } = await import('../../src/accounts/passwords/password.ts');
  return hashPassword(password);
}

test.each([
  ['protected without a password', { visibility: 'protected', act: 'publish' }, 'password'],
  ['a password that protects nothing', { password: 'fish', act: 'publish' }, 'visibility'],
  ['not a word', { title: ' ', content: '', act: 'publish' }, 'content'],
])(
  '%s is not published; the reason stands at its field, and all that was typed comes back',
  async (_, typed, field) => {
    const before = await db('posts').max('id as id').first();

    const answer = await save({ tags: 'tide, mud', ...typed });

    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(/<title>Error: /);
    expect(answer.text).toMatch(new RegExp(`id="${field}"[^>]*aria-invalid="true"`));
    expect(answer.text).toMatch(new RegExp(`id="${field}"[^>]*aria-describedby="[^"]*${field}-problem`));
    expect(answer.text).toContain(`id="${field}-problem"`);
    expect(answer.text).toContain('tide, mud');
    expect(await db('posts').max('id as id').first()).toEqual(before);
  },
);

test('everybody is let in again though the old password still stands in its field', async () => {
  const post = await saved({ visibility: 'protected', password: 'fish', act: 'publish' });

  const open = await saved({ visibility: 'public', password: 'fish', act: 'publish' }, post.id);

  expect([post.password, open.password]).toEqual(['fish', '']);
});

test('of several ticked posts those that may go go, and the answer says how many did not', async () => {
  const writer = await site.hasUser({ role: 'author' });
  const mine = await site.hasPost({ author_id: writer.id });
  const foreign = await site.hasPost();
  const last = await site.hasPost({ author_id: writer.id });
  const desk = await site.signIn(writer);

  const answer = await desk
    .post('/admin/posts/bulk')
    .type('form')
    .send({ deed: 'trash', ids: [mine.id, foreign.id, last.id] });
  const list = await desk.get('/admin/posts');

  const statuses = await site.blog
    .db('posts')
    .whereIn('id', [mine.id, foreign.id, last.id])
    .orderBy('id')
    .pluck('status');
  expect(answer.status).toBe(303);
  expect(statuses).toEqual(['trash', 'publish', 'trash']);
  expect(list.text).toContain('Moved to the trash: 2. Left as they were: 1.');
});

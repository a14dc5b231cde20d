// tests/rest/users.test.ts: users by the REST API: what strangers learn of them, and who makes, changes and deletes them.
import { beforeAll, expect, test } from 'vitest';
import type { User } from '../../src/accounts/user.ts';
import { hashPassword } from '../../src/accounts/passwords/password.ts';
import { startBlog } from '../blog.ts';
import { asNobody, asUser, refusalOf, type Ask } from './client.ts';

const site = await startBlog({ SITE_URL: 'http://localhost' });
const { db } = site.blog;
const users = '/wp/v2/users';
const nobody = asNobody(site);
let chief: Ask;
let writer: Ask;
let wendy: User;
let quiet: User;

beforeAll(async () => {
  const password_hash = await hashPassword('a long and quiet afternoon');
  const boss = await site.hasUser({ login: 'chief', role: 'administrator' });
  wendy = await site.hasUser({
    login: 'wendy',
    role: 'author',
    display_name: 'Wendy',
    email: 'wendy@secret.example',
    password_hash,
  });
  quiet = await site.hasUser({
    login: 'quiet',
    role: 'author',
    display_name: 'Quiet',
    email: 'quiet@secret.example',
  });
  await site.hasPost({ author_id: wendy.id, status: 'publish', title: 'Out' });
  await site.hasPost({ author_id: quiet.id, status: 'draft', published_at: null, title: 'In' });
  chief = await asUser(site, boss);
  writer = await asUser(site, wendy);
});

test('strangers learn of those alone whose posts are out, and never of emails and sign-in names', async () => {
  const list = await nobody('get', users);
  const one = await nobody('get', `${users}/${wendy.id}`);
  const found = await nobody('get', `${users}?search=secret.example`);
  const byLogin = await nobody('get', `${users}?search=wendy&search_columns=username`);
  const embedded = await nobody('get', '/wp/v2/posts?_embed=author');

  expect(list.body.map(({ name }: { name: string }) => name)).toEqual(['Wendy']);
  expect(list.headers['x-wp-total']).toBe('1');
  expect(one.body).toMatchObject({
    id: wendy.id,
    name: 'Wendy',
    slug: 'wendy-public',
    link: 'http://localhost/author/wendy-public/',
  });
  expect(found.body).toEqual([]);
  for (const { body } of [list, one, byLogin, embedded]) {
    expect(JSON.stringify(body)).not.toMatch(/secret\.example|"username"|"email"|"roles"|"capabilities"/);
  }
  expect(refusalOf(await nobody('get', `${users}/${quiet.id}`))).toEqual([401, 'rest_user_cannot_view']);
  expect(refusalOf(await nobody('get', `${users}?context=edit`))).toEqual([401, 'rest_forbidden_context']);
  expect(refusalOf(await nobody('get', `${users}?roles=author`))).toEqual([401, 'rest_user_cannot_view']);
  expect(refusalOf(await nobody('get', `${users}?orderby=email`))).toEqual([401, 'rest_forbidden_orderby']);
  expect(refusalOf(await nobody('get', `${users}?who=authors`))).toEqual([401, 'rest_forbidden_who']);
  expect(refusalOf(await nobody('get', `${users}/me`))).toEqual([401, 'rest_not_logged_in']);
  expect(refusalOf(await nobody('get', `${users}/99999`))).toEqual([404, 'rest_user_invalid_id']);
  expect(refusalOf(await writer('get', `${users}/${quiet.id}?context=edit`))).toEqual([
    403,
    'rest_user_cannot_view',
  ]);
});

test('who chose no picture has their initials as one, and what no person has is not drawn', async () => {
  const { body } = await nobody('get', `${users}/${wendy.id}`);
  const addresses = body.avatar_urls as Record<string, string>;

  const picture = await site.request.get(new URL(addresses[48]!).pathname);
  const wrong = await Promise.all(
    [
      '/avatars/12/W/48.svg',
      '/avatars/1/W/4800.svg',
      '/avatars/1/%3Cb%3E/48.svg',
      '/avatars/1/Wendywendy/48.svg',
    ].map((path) => site.request.get(path)),
  );

  expect(Object.keys(addresses)).toEqual(['24', '48', '96']);
  expect(picture.headers['content-type']).toContain('image/svg+xml');
  expect(picture.headers['cache-control']).toContain('immutable');
  expect(String(picture.body)).toMatch(/width="48".*>W<\/text>/);
  expect(wrong.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
});

test('an administrator finds all, by role and by words', async () => {
  const names = async (query: string) =>
    ((await chief('get', `${users}?${query}`)).body as { slug: string }[]).map(({ slug }) => slug);

  expect(await names('search=secret.example')).toEqual(['quiet-public', 'wendy-public']);
  expect(await names('roles=administrator')).toEqual(['chief-public']);
  expect(await names('capabilities=edit_others_posts')).toEqual(['chief-public']);
  expect(await names('has_published_posts=true')).toEqual(['wendy-public']);
  expect(await names('orderby=id&order=desc&per_page=1')).toEqual(['quiet-public']);
  const all = (await chief('get', `${users}?context=edit`)).body as { email: string }[];
  expect(all.map(({ email }) => email)).toContain('quiet@secret.example');
});

test('a user is made, changed and deleted, with posts that go to an heir or into the trash', async () => {
  const made = await chief('post', users, {
    username: 'newbie',
    email: 'newbie@example.com',
    password: 'a long and quiet afternoon',
    first_name: 'New',
    roles: ['author'],
  });
  const path = `${users}/${made.body.id}`;
  const post = await site.hasPost({ author_id: made.body.id, status: 'publish', title: 'Left behind' });

  const changed = await chief('post', path, { name: 'Nora', roles: ['editor'], last_name: 'Bee' });
  const unforced = await chief('delete', `${path}?reassign=${wendy.id}`);
  const unsaid = await chief('delete', `${path}?force=true`);
  const oneself = await chief('delete', `${path}?force=true&reassign=${made.body.id}`);
  const gone = await chief('delete', `${path}?force=true&reassign=${wendy.id}`);

  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    username: 'newbie',
    roles: ['author'],
    first_name: 'New',
    capabilities: { publish_posts: true },
  });
  expect(changed.body).toMatchObject({
    name: 'Nora',
    roles: ['editor'],
    first_name: 'New',
    last_name: 'Bee',
  });
  expect(refusalOf(unforced)).toEqual([501, 'rest_trash_not_supported']);
  expect(unsaid.body).toMatchObject({ code: 'rest_missing_callback_param', data: { params: ['reassign'] } });
  expect(refusalOf(oneself)).toEqual([400, 'rest_user_invalid_reassign']);
  expect(gone.body).toMatchObject({ deleted: true, previous: { username: 'newbie' } });
  expect(await db('posts').where({ id: post.id }).first('author_id')).toEqual({ author_id: wendy.id });
});

test('what is wrong with a user is named, and nobody rises by themselves', async () => {
  const taken = await chief('post', users, { username: 'wendy', email: 'no', password: 'short' });

  expect(refusalOf(taken)).toEqual([400, 'rest_invalid_param']);
  expect(Object.keys(taken.body.data.params as object).toSorted()).toEqual(['email', 'password', 'username']);
  expect(refusalOf(await chief('post', users, { username: 'x' }))).toEqual([
    400,
    'rest_missing_callback_param',
  ]);
  expect(refusalOf(await chief('post', `${users}/${wendy.id}`, { roles: ['king'] }))).toEqual([
    400,
    'rest_user_invalid_role',
  ]);
  expect(refusalOf(await writer('post', `${users}/me`, { roles: ['administrator'] }))).toEqual([
    403,
    'rest_cannot_edit_roles',
  ]);
  expect(refusalOf(await writer('post', `${users}/${quiet.id}`, { name: 'Loud' }))).toEqual([
    403,
    'rest_cannot_edit',
  ]);
  expect(
    refusalOf(
      await writer('post', users, { username: 'y', email: 'y@example.com', password: 'long enough' }),
    ),
  ).toEqual([403, 'rest_cannot_create_user']);
  expect(refusalOf(await nobody('post', `${users}/me`, { name: 'x' }))).toEqual([401, 'rest_not_logged_in']);
  expect(refusalOf(await writer('post', `${users}/me`, { email: 'thief@example.com' }))).toEqual([
    400,
    'rest_invalid_param',
  ]);
  expect(await db('users').where({ id: wendy.id }).first('role', 'email')).toEqual({
    role: 'author',
    email: 'wendy@secret.example',
  });
});

test('somebody changes their own name, and their email with the present password', async () => {
  const named = await writer('post', `${users}/me`, { name: 'Wendy W.', description: 'Writes.' });
  const moved = await writer('post', `${users}/me`, {
    email: 'w@example.com',
    current_password: 'a long and quiet afternoon',
  });

  expect(named.body).toMatchObject({
    name: 'Wendy W.',
    description: 'Writes.',
    email: 'wendy@secret.example',
  });
  expect([moved.status, moved.body.email]).toEqual([200, 'w@example.com']);
});

test('a slug is chosen, but never the name somebody signs in with', async () => {
  const path = `${users}/${quiet.id}`;

  const chosen = await chief('post', path, { slug: 'the-quiet-one' });
  const own = await writer('post', `${users}/me`, { slug: 'wendy-writes' });
  const found = await chief('get', `${users}?slug=the-quiet-one`);
  const old = await site.request.get(`/author/${wendy.slug}/`);

  expect([chosen.body.slug, own.body.slug]).toEqual(['the-quiet-one', 'wendy-writes']);
  expect(found.body).toMatchObject([
    { id: quiet.id, link: expect.stringMatching(/\/author\/the-quiet-one\/$/) },
  ]);
  expect([old.status, old.headers.location]).toEqual([
    301,
    expect.stringMatching(/\/author\/wendy-writes\/$/),
  ]);
  for (const slug of [quiet.login, 'wendy-writes', 'Two Words', ''])
    expect(refusalOf(await chief('post', path, { slug }))).toEqual([400, 'rest_user_invalid_slug']);
  expect(refusalOf(await writer('post', path, { slug: 'mine' }))).toEqual([403, 'rest_cannot_edit']);
  expect(await db('users').where({ id: quiet.id }).first('slug')).toEqual({ slug: 'the-quiet-one' });
});

test('nobody deletes themselves, an administrator neither', async () => {
  const asked = '?force=true&reassign=false';

  expect(refusalOf(await chief('delete', `${users}/me${asked}`))).toEqual([403, 'rest_user_cannot_delete']);
  expect(refusalOf(await writer('delete', `${users}/me${asked}`))).toEqual([403, 'rest_user_cannot_delete']);
  expect(refusalOf(await nobody('delete', `${users}/me${asked}`))).toEqual([401, 'rest_not_logged_in']);
  expect((await writer('get', `${users}/me`)).status).toBe(200);
});

// tests/rest/blocks.test.ts: reusable blocks: made and changed by programs, shown by the posts that name them, seen by those who write.
import { beforeAll, expect, test } from 'vitest';
import { startBlog } from '../blog.ts';
import { asNobody, asUser, refusalOf, type Ask } from './client.ts';

const site = await startBlog({ SITE_URL: 'http://localhost' });
const blocks = '/wp/v2/blocks';
const nobody = asNobody(site);
let editor: Ask;
let author: Ask;
let contributor: Ask;
let subscriber: Ask;

beforeAll(async () => {
  editor = await asUser(site, await site.hasUser({ login: 'edith', role: 'editor' }));
  author = await asUser(site, await site.hasUser({ login: 'aud', role: 'author' }));
  contributor = await asUser(site, await site.hasUser({ login: 'con', role: 'contributor' }));
  subscriber = await asUser(site, await site.hasUser({ login: 'sub', role: 'subscriber' }));
});

const paragraph = (words: string) => `<!-- wp:paragraph --><p>${words}</p><!-- /wp:paragraph -->`;
const published = async (words: string) =>
  (await editor('post', blocks, { title: words, content: paragraph(words), status: 'publish' })).body as {
    id: number;
  };
const postShowing = async (id: number) => {
  const content = `${paragraph('Before')}<!-- wp:block {"ref":${id}} /-->`;
  const { body } = await editor('post', '/wp/v2/posts', { title: 'Shows', content, status: 'publish' });
  return async () => (await nobody('get', `/wp/v2/posts/${body.id}`)).body.content.rendered as string;
};

test('a program makes a block, with title and text as they are stored', async () => {
  const made = await author('post', blocks, {
    title: 'Our hours & more',
    content: paragraph('Nine to five'),
    status: 'publish',
    meta: { wp_pattern_sync_status: 'unsynced' },
  });
  const path = `${blocks}/${made.body.id}`;
  const read = await contributor('get', path);
  const changed = await author('post', path, { title: 'Hours', meta: { wp_pattern_sync_status: '' } });

  expect(made.status).toBe(201);
  expect(made.headers.location).toBe(`http://localhost/wp-json${path}`);
  expect(read.body).toMatchObject({
    type: 'wp_block',
    status: 'publish',
    slug: 'our-hours-more',
    title: { raw: 'Our hours & more' },
    content: { raw: paragraph('Nine to five'), protected: false },
    wp_pattern_sync_status: 'unsynced',
    wp_pattern_category: [],
    meta: { footnotes: '' },
  });
  expect(read.body.title).not.toHaveProperty('rendered');
  expect(read.body.content).not.toHaveProperty('rendered');
  expect(read.body).not.toHaveProperty('author');
  expect(read.headers.allow).toBe('GET');
  expect(changed.headers.allow).toBe('GET, POST, PUT, PATCH, DELETE');
  expect(changed.body).toMatchObject({ title: { raw: 'Hours' }, wp_pattern_sync_status: '' });
  expect((await author('get', `${path}/revisions?context=edit`)).body).toMatchObject([
    { title: { raw: 'Hours' } },
    { title: { raw: 'Our hours & more' } },
  ]);
  expect(refusalOf(await contributor('get', `${path}/revisions`))).toEqual([403, 'rest_cannot_read']);
});

test('posts show a block as it is now: changed, in the trash, back, and gone', async () => {
  const { id } = await published('First words');
  const other = await published('Other words');
  const [shown, beside] = [await postShowing(id), await postShowing(other.id)];
  const path = `${blocks}/${id}`;
  const now = async () => {
    await site.work();
    return [await shown(), await beside()].map((html) => html.replaceAll(/(?:<[^>]+>|\s)+/g, ' ').trim());
  };

  expect(await now()).toEqual(['Before First words', 'Before Other words']);
  await editor('post', path, { content: paragraph('Second words') });
  expect(await now()).toEqual(['Before Second words', 'Before Other words']);
  expect((await editor('delete', path)).body).toMatchObject({ status: 'trash' });
  expect(await now()).toEqual(['Before', 'Before Other words']);
  expect(refusalOf(await editor('delete', path))).toEqual([410, 'rest_already_trashed']);
  expect(refusalOf(await editor('post', path, { title: 'New' }))).toEqual([409, 'rest_in_trash']);
  expect((await editor('post', path, { status: 'publish' })).body).toMatchObject({ status: 'publish' });
  expect(await now()).toEqual(['Before Second words', 'Before Other words']);
  expect((await editor('delete', `${path}?force=true`)).body).toMatchObject({
    deleted: true,
    previous: { id },
  });
  expect(await now()).toEqual(['Before', 'Before Other words']);
  expect(refusalOf(await editor('get', path))).toEqual([404, 'rest_post_invalid_id']);
});

test('those who write list blocks; readers see none, and nobody changes those of others without the right', async () => {
  const { id } = await published('Listed words');
  const draft = await editor('post', blocks, { title: 'Kept back' });
  const ids = async (ask: Ask, query = '') =>
    ((await ask('get', `${blocks}?per_page=100${query}`)).body as { id: number }[]).map((one) => one.id);

  expect(await ids(contributor)).toContain(id);
  expect(await ids(contributor, '&search=Listed')).toEqual([id]);
  expect(await ids(contributor)).not.toContain(draft.body.id);
  expect(await ids(contributor, '&status=draft')).toEqual([]);
  expect(await ids(editor, '&status=draft')).toEqual([draft.body.id]);
  expect(await ids(nobody)).toEqual([]);
  expect(await ids(subscriber)).toEqual([]);
  expect(refusalOf(await nobody('get', `${blocks}/${id}`))).toEqual([401, 'rest_forbidden']);
  expect(refusalOf(await subscriber('get', `${blocks}/${id}`))).toEqual([403, 'rest_forbidden']);
  expect(refusalOf(await contributor('get', `${blocks}/${draft.body.id}`))).toEqual([403, 'rest_forbidden']);
  expect(refusalOf(await nobody('get', `${blocks}?context=edit`))).toEqual([401, 'rest_forbidden_context']);
  expect(refusalOf(await author('post', `${blocks}/${id}`, { title: 'Mine' }))).toEqual([
    403,
    'rest_cannot_edit',
  ]);
  expect(refusalOf(await author('delete', `${blocks}/${id}`))).toEqual([403, 'rest_cannot_delete']);
  expect(refusalOf(await contributor('post', blocks, { title: 'No' }))).toEqual([403, 'rest_cannot_create']);
  expect(refusalOf(await nobody('post', blocks, { title: 'No' }))).toEqual([401, 'rest_cannot_create']);
  expect(refusalOf(await editor('post', blocks, { title: ' ' }))).toEqual([400, 'empty_content']);
  expect(refusalOf(await editor('get', `/wp/v2/posts/${id}`))).toEqual([404, 'rest_post_invalid_id']);
});

test('a block is no page: it stands in no search, list or address of the site', async () => {
  const { id } = await published('Unfindable words');

  expect((await site.request.get(`/?p=${id}`).redirects(2)).status).toBe(404);
  expect((await site.request.get('/?s=Unfindable')).text).not.toContain('Unfindable words</');
  expect((await nobody('get', '/wp/v2/search?search=Unfindable')).body).toEqual([]);
  expect((await nobody('get', '/wp/v2/types/wp_block')).body).toMatchObject({ rest_base: 'blocks' });
});

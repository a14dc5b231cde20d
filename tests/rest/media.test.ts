// tests/rest/media.test.ts: the media library by the REST API: sent, found, described, changed, deleted; and what never leaks.
import crypto from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import sharp from 'sharp';
import type { User } from '../../src/accounts/user.ts';
import { png } from '../attachments/files.ts';
import { startBlog } from '../blog.ts';
import { asNobody, asUser, refusalOf, type Ask } from './client.ts';

const site = await startBlog({ SITE_URL: 'http://localhost' });
const { db } = site.blog;
const media = '/wp/v2/media';
const nobody = asNobody(site);
let editor: Ask;
let author: Ask;
let reader: Ask;
let writer: User;

beforeAll(async () => {
  editor = await asUser(site, await site.hasUser({ login: 'edith', role: 'editor' }));
  writer = await site.hasUser({ login: 'aud', role: 'author' });
  author = await asUser(site, writer);
  reader = await asUser(site, await site.hasUser({ login: 'rea', role: 'subscriber' }));
});

const photo = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#0a5f63' } })
    .jpeg()
    .toBuffer();

/** Sends bytes as WordPress's apps do: the file is the body, its name a header. */
const sendRaw = (ask: Ask, name: string, body: Buffer, query = '', headers: Record<string, string> = {}) =>
  ask('post', `${media}${query}`)
    .set({
      'Content-Type': 'image/png',
      'Content-Disposition': `attachment; filename="${name}"`,
      ...headers,
    })
    .send(body);

const idsOf = ({ body }: { body: { id: number }[] }) => body.map(({ id }) => id);

test('a form brings a file with its words; its sizes follow', async () => {
  const post = await site.hasPost({ title: 'One', status: 'publish', author_id: writer.id });
  const made = await author('post', media)
    .field('title', 'The sea')
    .field('alt_text', 'Waves')
    .field('caption', 'At <noon>')
    .field('post', String(post.id))
    .attach('file', await photo(900, 600), 'sea.jpg');
  await site.work();
  const { body } = await nobody('get', `${media}/${made.body.id}`);

  expect([made.status, made.headers['x-wp-upload-attachment-id']]).toEqual([201, String(made.body.id)]);
  expect(made.headers.location).toBe(`http://localhost/wp-json${media}/${made.body.id}`);
  expect(made.body).toMatchObject({
    title: { raw: 'The sea' },
    caption: { raw: 'At <noon>' },
    author: writer.id,
  });
  expect(body).toMatchObject({
    status: 'inherit',
    type: 'attachment',
    title: { rendered: 'The sea' },
    caption: { rendered: '<p>At &lt;noon&gt;</p>\n' },
    alt_text: 'Waves',
    media_type: 'image',
    mime_type: 'image/jpeg',
    post: post.id,
    filename: 'sea.jpg',
    media_details: {
      width: 900,
      height: 600,
      sizes: { medium: { width: 300, height: 200 }, full: { width: 900, source_url: body.source_url } },
    },
    _links: { 'wp:attached-to': [{ embeddable: true, id: post.id, post_type: 'post' }] },
  });
  for (const { source_url } of [body, body.media_details.sizes.thumbnail])
    expect((await site.request.get(new URL(source_url as string).pathname)).type).toMatch(/^image\//);
  expect((await db('media').where({ id: body.id }).first()).description).toBe('');
});

test('bytes alone bring a file, checked by their hash', async () => {
  const md5 = (form: 'hex' | 'base64') => crypto.createHash('md5').update(png).digest(form);

  const made = await sendRaw(author, 'wave.png', png, '?title=A+wave&alt_text=Blue');
  const hashed = await sendRaw(author, 'hashed.png', png, '', { 'Content-MD5': md5('hex') });
  const based = await sendRaw(author, 'based.png', png, '', { 'Content-MD5': md5('base64') });
  const other = await sendRaw(author, 'other.png', png, '', { 'Content-MD5': 'f'.repeat(32) });
  const form = await author('post', media).set('Content-MD5', 'f'.repeat(32)).attach('file', png, 'form.png');

  expect(made.body).toMatchObject({ title: { raw: 'A wave' }, alt_text: 'Blue', filename: 'wave.png' });
  expect([hashed.status, based.status]).toEqual([201, 201]);
  for (const one of [other, form]) expect(refusalOf(one)).toEqual([412, 'rest_upload_hash_mismatch']);
  expect(await db('media').whereIn('name', ['other.png', 'form.png'])).toEqual([]);
  expect(await db('waiting_files').select('id')).toEqual([]);
});

test('what cannot be kept is refused in WordPress’s words, and so is who may not send', async () => {
  const draft = await site.hasPost({ title: 'x', status: 'draft' });

  expect(refusalOf(await nobody('post', media))).toEqual([401, 'rest_cannot_create']);
  expect(refusalOf(await sendRaw(reader, 'a.png', png))).toEqual([403, 'rest_cannot_create']);
  expect(refusalOf(await author('post', media))).toEqual([400, 'rest_upload_no_data']);
  expect(refusalOf(await author('post', media).set('Content-Type', 'image/png').send('x'))).toEqual([
    400,
    'rest_upload_no_content_disposition',
  ]);
  for (const wrong of ['attachment', 'filename', '"'])
    expect(refusalOf(await sendRaw(author, '', png, '', { 'Content-Disposition': wrong }))).toEqual([
      400,
      'rest_upload_invalid_disposition',
    ]);
  expect(refusalOf(await sendRaw(author, 'run.exe', Buffer.from('MZ')))).toEqual([
    415,
    'rest_upload_unknown_error',
  ]);
  expect(refusalOf(await sendRaw(author, 'not.png', Buffer.from('<script>')))).toEqual([
    415,
    'rest_upload_unknown_error',
  ]);
  expect(refusalOf(await author('post', media).field('title', 'x'))).toEqual([400, 'rest_upload_no_data']);
  expect(refusalOf(await sendRaw(author, 'a.png', png, `?post=${draft.id}`))).toEqual([
    403,
    'rest_cannot_edit',
  ]);
  expect(refusalOf(await sendRaw(author, 'a.png', png, '?author=1'))).toEqual([
    403,
    'rest_cannot_edit_others',
  ]);
  expect(await db('waiting_files').select('id')).toEqual([]);
});

test('words are changed, and a file is deleted, by those alone whose it is', async () => {
  const { body: made } = await sendRaw(author, 'mine.png', png);
  const path = `${media}/${made.id}`;

  const changed = await editor('post', path, {
    title: { raw: 'Ours' },
    description: 'Two lines',
    slug: 'Our File',
    date: '2026-07-01T10:00:00',
  });
  const foreign = await sendRaw(editor, 'theirs.png', png);
  const trash = await author('delete', path);
  const gone = await author('delete', `${path}?force=true`);

  expect(changed.body).toMatchObject({
    title: { raw: 'Ours' },
    slug: 'our-file',
    date: '2026-07-01T10:00:00',
    description: { raw: 'Two lines', rendered: expect.stringContaining('<p>Two lines</p>') },
  });
  expect(refusalOf(await author('post', `${media}/${foreign.body.id}`, { title: 'x' }))).toEqual([
    403,
    'rest_cannot_edit',
  ]);
  expect(refusalOf(await author('delete', `${media}/${foreign.body.id}?force=true`))).toEqual([
    403,
    'rest_cannot_delete',
  ]);
  expect(refusalOf(trash)).toEqual([501, 'rest_trash_not_supported']);
  expect(gone.body).toMatchObject({ deleted: true, previous: { id: made.id, title: { raw: 'Ours' } } });
  expect(await db('media').where({ id: made.id })).toEqual([]);
});

test('a picture is turned and cut as a new file beside it', async () => {
  const { body: made } = await sendRaw(author, 'wide.jpg', await photo(400, 200), '', {
    'Content-Type': 'image/jpeg',
  });
  await site.work();
  const path = `${media}/${made.id}/edit`;
  const src = made.source_url as string;

  const edited = await author('post', path, {
    src,
    modifiers: [
      { type: 'rotate', args: { angle: 90 } },
      { type: 'flip', args: { flip: { horizontal: true, vertical: false } } },
      { type: 'crop', args: { left: 0, top: 50, width: 100, height: 50 } },
    ],
    alt_text: 'Half of it',
  });
  const older = await author('post', path, { src, rotation: 90 });
  const processed = await author('post', `${media}/${made.id}/post-process`, {
    action: 'create-image-subsizes',
  });

  expect(edited.status).toBe(201);
  expect(edited.body).toMatchObject({
    filename: 'wide-edited.jpg',
    alt_text: 'Half of it',
    media_details: { width: 200, height: 200 },
  });
  expect(older.body.media_details).toMatchObject({ width: 200, height: 400 });
  expect(processed.body.id).toBe(made.id);
  expect(refusalOf(await author('post', path, { src }))).toEqual([400, 'rest_image_not_edited']);
  expect(
    refusalOf(await author('post', path, { src: 'http://localhost/uploads/other.jpg', rotation: 90 })),
  ).toEqual([404, 'rest_unknown_attachment']);
  expect(refusalOf(await reader('post', path, { src, rotation: 90 }))).toEqual([
    403,
    'rest_cannot_edit_image',
  ]);
  expect(await db('media').where({ id: made.id }).first('width', 'height')).toEqual({
    width: 400,
    height: 200,
  });
});

test('a list is narrowed and sorted as WordPress lets it', async () => {
  await db('media').delete();
  const post = await site.hasPost({ title: 'Two', status: 'publish', author_id: writer.id });
  const one = (await sendRaw(author, 'one.png', png, `?title=Alpha&post=${post.id}`)).body.id;
  site.setTime('2026-08-01T10:00:00Z');
  const two = (
    await editor('post', media)
      .field('title', 'Beta')
      .field('caption', 'alpha too')
      .attach('file', Buffer.from('Some words.\n'), 'two.txt')
  ).body.id;
  await site.work();
  const asked = async (query: string) => idsOf(await nobody('get', `${media}?${query}`));

  expect(await asked('')).toEqual([two, one]);
  expect(await asked('order=asc&orderby=title')).toEqual([one, two]);
  expect(await asked('media_type=image')).toEqual([one]);
  expect(await asked('media_type=text,audio')).toEqual([two]);
  expect(await asked('mime_type=text/plain')).toEqual([two]);
  expect(await asked(`parent=${post.id}`)).toEqual([one]);
  expect(await asked('parent=0')).toEqual([two]);
  expect(await asked(`parent_exclude=${post.id}`)).toEqual([two]);
  expect(await asked(`author=${writer.id}`)).toEqual([one]);
  expect(await asked(`author_exclude=${writer.id}`)).toEqual([two]);
  expect(await asked('after=2026-08-01T09:30:00')).toEqual([two]);
  expect(await asked('before=2026-08-01T09:30:00')).toEqual([one]);
  expect(await asked('search=alpha&orderby=relevance')).toEqual([one, two]);
  expect(await asked('search=alpha&search_columns=post_title')).toEqual([one]);
  // Files of before there were words, until the background has made them.
  await db('media').update({ words: null });
  expect(await asked('search=alpha&orderby=relevance')).toEqual([one, two]);
  expect(await asked('search=-beta')).toEqual([one]);
  expect(await asked('slug=two')).toEqual([two]);
  expect(await asked(`include=${one}`)).toEqual([one]);
  expect(await asked(`exclude=${one}`)).toEqual([two]);
  expect(await asked('orderby=id&order=asc&after_id=0&per_page=1')).toEqual([one]);
  expect(refusalOf(await nobody('get', `${media}?page=9`))).toEqual([400, 'rest_post_invalid_page_number']);
  expect(refusalOf(await nobody('get', `${media}?status=private`))).toEqual([400, 'rest_invalid_param']);
  expect(refusalOf(await nobody('get', `${media}?context=edit`))).toEqual([401, 'rest_forbidden_context']);
  const featured = await site.hasPost({ title: 'Three', status: 'publish', featured_media_id: one });
  const embedded = await nobody('get', `/wp/v2/posts/${featured.id}?_embed=wp:featuredmedia`);
  expect(embedded.body._embedded['wp:featuredmedia']).toMatchObject([
    { id: one, media_details: { width: 40 }, source_url: expect.stringContaining('/uploads/') },
  ]);
});

test('files of what is not public are neither listed nor told', async () => {
  const hidden = await site.hasPost({ title: 'x', status: 'private' });
  const post = await site.hasPost({ title: 'y', status: 'publish' });
  const comment = await site.hasComment({ post_id: post.id, status: 'hold' });
  // What a file tells of its making may still be in one that waits.
  const [waits, ofPost, ofComment] = await Promise.all([
    hasFile({ name: 'secret-too.png', status: 'waiting' }),
    hasFile({ name: 'secret.png', post_id: hidden.id }),
    hasFile({ name: 'held.png', source: 'comment', post_id: post.id, is_public: false }),
  ]);
  await db('attachments').insert({ comment_id: comment.id, media_id: ofComment, position: 0 });

  const list = await nobody('get', `${media}?per_page=100`);

  expect(list.text).not.toMatch(/secret|held/);
  for (const id of [waits, ofPost])
    expect(refusalOf(await nobody('get', `${media}/${id}`))).toEqual([401, 'rest_forbidden']);
  expect(refusalOf(await nobody('get', `${media}/${ofComment}`))).toEqual([404, 'rest_post_invalid_id']);
  expect(refusalOf(await author('get', `${media}/${ofComment}`))).toEqual([404, 'rest_post_invalid_id']);
  expect((await editor('get', `${media}/${ofPost}`)).status).toBe(200);
  const moderated = await editor('get', `${media}/${ofComment}`);
  expect(moderated.body.source_url).toContain('?token=');
  await db('media').where({ id: ofComment }).update({ is_public: true });
  expect((await nobody('get', `${media}/${ofComment}`)).body.source_url).not.toContain('token');
});

async function hasFile(more: object): Promise<number> {
  const file = `2026/08/${crypto.randomUUID()}.png`;
  const row = { file, mime_type: 'image/png', status: 'ready', uploaded_at: site.blog.now(), ...more };
  const [made] = await db('media').insert(row).returning<{ id: number }[]>('id');
  return made!.id;
}

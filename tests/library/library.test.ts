// tests/library/library.test.ts: the media library: finding files, what is known of them, where they are used, deleting.
import fs from 'node:fs';
import sharp from 'sharp';
import { beforeEach, expect, test } from 'vitest';
import { attach } from '../../src/attachments/queries.ts';
import { inTransaction } from '../../src/base/database/database.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { general } from '../../src/base/settings/general.ts';
import { storeBytes } from '../../src/media/store.ts';
import type { Media } from '../../src/media/media.ts';
import { mp3, mp4, pdf } from '../attachments/files.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const editor = await site.hasUser({ role: 'editor' });
const author = await site.hasUser({ role: 'author' });
const asEditor = await site.signIn(editor);
const asAuthor = await site.signIn(author);
const picture = await sharp({ create: { width: 640, height: 400, channels: 3, background: 'teal' } })
  .png()
  .toBuffer();

beforeEach(async () => {
  await db('posts').delete();
  await db('media').delete();
});

const has = (name: string, more: Partial<Media> = {}, body: Buffer = picture) =>
  inTransaction(site.blog, (blog) =>
    storeBytes(blog, { name, body, source: 'library', uploaded_by: editor.id, ...more }),
  );

/** The names of the files a list shows, in its order. */
async function listed(query = '', agent = asEditor): Promise<string[]> {
  const { text } = await agent.get(`/admin/media?${query}`);
  return [...text.matchAll(/class="tile-name">([^<]+)</g)].map(([, name]) => name!);
}

test('files are found by title, file name and alternative text, words taken literally', async () => {
  await has('IMG_1.png', { title: 'Harbour' });
  await has('harbour-2.png', { title: 'Second' });
  await has('IMG_3.png', { title: 'Third', alternative_text: 'Boats in a harbour' });
  await has('IMG_4.png', { title: '100 % wool' });

  expect(await listed('s=harbour')).toEqual(['Third', 'Second', 'Harbour']);
  expect(await listed('s=100+%25')).toEqual(['100 % wool']);
  expect(await listed('s=%25')).toEqual(['100 % wool']);
});

test('kinds and months narrow the list, and say how many there are', async () => {
  await has('photo.png', { uploaded_at: new Date('2026-06-30T23:00:00Z') });
  await has('song.mp3', {}, mp3);
  await has('film.mp4', {}, mp4());
  await has('paper.pdf', {}, pdf);
  await saveSettings(db, general, { timezone_string: 'Europe/Berlin' });

  const { text } = await asEditor.get('/admin/media');

  expect(await listed('kind=image')).toEqual(['photo']);
  expect(await listed('kind=audio')).toEqual(['song']);
  expect(await listed('kind=video')).toEqual(['film']);
  expect(await listed('kind=document')).toEqual(['paper']);
  expect(text).toContain('Images (1)');
  expect(text).toContain('<option value="2026-07" >July 2026</option>');
  expect(await listed('month=2026-07')).toEqual(['photo']);
  expect(await listed('month=2026-06')).toEqual([]);
  expect(await listed('month=2026-13&kind=nonsense')).toHaveLength(4);
});

test('what an import left elsewhere is shown without asking for it, and brought over at a press', async () => {
  const old = 'https://old.example/wp-content/uploads/2020/05/';
  const remote = (name: string) => ({
    name,
    mime_type: 'image/png',
    remote_url: old + name,
    status: 'ready',
    uploaded_by: editor.id,
  });
  const [bay, lost] = await db('media')
    .insert([remote('bay.png'), remote('lost.png')])
    .returning('*');
  await has('here.png');
  site.web(`${old}bay.png`, { body: picture, content_type: 'image/png' });
  site.web(`${old}lost.png`, { status: 404 });
  const admin = await site.signIn(await site.hasUser({ role: 'administrator' }));

  const grid = await asEditor.get('/admin/media');
  const list = await asEditor.get('/admin/media?mode=list');
  const one = await asEditor.get(`/admin/media/${bay.id}`);
  const refused = await asEditor.post('/admin/media/bring');
  const before = await listed('view=elsewhere');
  await admin.post('/admin/media/bring');
  await site.work();
  const after = await db('media').where({ id: bay.id }).first();

  for (const { text } of [grid, list, one]) {
    expect(text).not.toMatch(/(?:src|poster)="https?:/);
    expect(text).toMatch(/not brought over yet/i);
  }
  expect(refused.status).toBe(403);
  expect(before.toSorted()).toEqual(['bay.png', 'lost.png']);
  expect(after).toMatchObject({ width: 640, remote_url: old + 'bay.png', fetch_problem: '' });
  expect(after.file).toMatch(/\.png$/);
  expect(await listed('view=elsewhere')).toEqual(['lost.png']);
  expect((await asEditor.get(`/admin/media/${lost.id}`)).text).toContain(
    'The last try failed: the other site answered with 404.',
  );
});

test('views hold what is unattached, not described, or came with comments, each with its number', async () => {
  const inText = await has('in-text.png', { alternative_text: 'A bay' });
  const featured = await has('featured.png', { alternative_text: 'A boat' });
  await has('loose.png');
  await has('loose.pdf', {}, pdf);
  const post = await site.hasPost({ media_ids: [inText.id], featured_media_id: featured.id });
  await has('from-reader.png', { source: 'comment', post_id: post.id, uploaded_by: null });

  const { text } = await asEditor.get('/admin/media');
  const counts = [...text.matchAll(/<a href="\/admin\/media[^>]+>([^<]+) <span class="count">(\d+)</g)];

  expect(counts.map(([, title, count]) => `${title}: ${count}`)).toEqual([
    'All: 4',
    'Unattached: 2',
    'Without alternative text: 1',
    'From comments: 1',
  ]);
  expect(await listed('view=unattached')).toEqual(['loose', 'loose']);
  expect(await listed('view=unattached&kind=image')).toEqual(['loose']);
  expect(await listed('view=undescribed')).toEqual(['loose']);
  expect(await listed('view=comments')).toEqual(['from-reader']);
});

test('authors see their own files alone, and none of comments', async () => {
  await has('of-editor.png');
  await has('of-author.png', { uploaded_by: author.id });
  await has('of-reader.png', { source: 'comment', uploaded_by: null });

  const { text } = await asAuthor.get('/admin/media');

  expect(await listed('', asAuthor)).toEqual(['of-author']);
  expect(await listed('view=comments', asAuthor)).toEqual(['of-author']);
  expect(text).not.toContain('From comments');
  expect(text).toMatch(/>All <span class="count">1</);
});

test('a long library comes in pages that keep the filters', async () => {
  await has('photo.png');
  const row = await db('media').first();
  const { id: _id, file: _file, file_stem: _stem, renditions: _r, meta: _m, ...same } = row;
  await db('media').insert(
    Array.from({ length: 44 }, (_, number) => ({
      ...same,
      title: `Copy ${number}`,
      remote_url: 'http://x/',
    })),
  );

  const first = await asEditor.get('/admin/media?kind=image');
  const list = await asEditor.get('/admin/media?mode=list&page=3');

  expect(await listed('kind=image')).toHaveLength(30);
  expect(await listed('kind=image&page=2')).toHaveLength(15);
  expect(await listed('kind=image&page=99')).toHaveLength(15);
  expect(first.text).toContain('href="/admin/media?kind=image&amp;page=2" rel="next"');
  expect(list.text).toContain('45 items, page 3 of 3');
  expect(list.text.match(/<th scope="row">/g)).toHaveLength(5);
});

test('a file tells all places that use it, as far as the asker may know them', async () => {
  const media = await has('bay.png', { uploaded_by: author.id });
  const open = await site.hasPost({ title: 'Open', media_ids: [media.id], author_id: editor.id });
  await site.hasPost({
    title: 'Secret plans',
    status: 'draft',
    author_id: editor.id,
    featured_media_id: media.id,
  });
  const comment = await site.hasComment({ post_id: open.id, author_name: 'Bea' });
  await attach(db, { comment_id: comment.id, media_id: media.id, position: 0 });

  const forEditor = await asEditor.get(`/admin/media/${media.id}`);
  const forAuthor = await asAuthor.get(`/admin/media/${media.id}`);
  const list = await asEditor.get('/admin/media?mode=list');

  expect(forEditor.text).toContain(`In the text of <a href="/admin/posts/${open.id}">Open</a>`);
  expect(forEditor.text).toMatch(/Featured image of <a href="\/admin\/posts\/\d+">Secret plans</);
  expect(forEditor.text).toContain(`With a comment: <a href="/admin/comments/${comment.id}">Bea on Open</a>`);
  expect(forAuthor.text).toContain('In the text of Open');
  expect(forAuthor.text).toContain('Featured image of a post of somebody else');
  expect(forAuthor.text).not.toContain('Secret plans');
  expect(list.text).toContain('Bea on Open');
});

test('a file shows its address, size and dimensions, and takes its four texts', async () => {
  const media = await has('bay.png');
  const words = { title: 'Bay', caption: 'At dusk', alternative_text: 'A bay', description: 'From the pier' };

  await asEditor.post(`/admin/media/${media.id}/save`).type('form').send(words);
  const { text } = await asEditor.get(`/admin/media/${media.id}`);

  expect(await db('media').first()).toMatchObject(words);
  expect(text).toContain(`value="http://blog.example/uploads/${media.file}" readonly`);
  expect(text).toContain('640 × 400 pixels');
  expect(text).toMatch(/<dt>Size<\/dt>\s*<dd>[\d.]+ (?:KB|bytes)/);
  expect(text).toContain('data-copy="address" hidden');
});

test('deleting asks first, on a page that says what is used and where', async () => {
  const used = await has('used.png');
  const loose = await has('loose.png');
  await site.work();
  const post = await site.hasPost({ title: 'Harbour', media_ids: [used.id] });
  const files = () => [used, loose].map(({ file }) => fs.existsSync(site.blog.storage.path(file!)));

  const back = encodeURIComponent('/admin/media?kind=image');
  const asked = await asEditor.get(`/admin/media/delete?ids=${used.id}&ids=${loose.id}&back=${back}`);
  const before = [await db('media').orderBy('id').pluck('id'), files()];
  const done = await asEditor
    .post('/admin/media/delete')
    .type('form')
    .send(`ids=${used.id}&ids=${loose.id}&back=${back}`);
  await site.work();
  const after = [await db('media').pluck('id'), files()];

  expect(asked.text).toContain('One of these files is in use.');
  expect(asked.text).toContain(`In the text of <a href="/admin/posts/${post.id}">Harbour</a>`);
  expect(asked.text).toContain('Used nowhere');
  expect(before).toEqual([
    [used.id, loose.id],
    [true, true],
  ]);
  expect([done.status, done.headers.location]).toEqual([303, '/admin/media?kind=image']);
  expect(after).toEqual([[], [false, false]]);
  expect((await asEditor.get('/admin/media')).text).toContain('Deleted: 2 files.');
});

test('nobody deletes what is not theirs, and hears how many were left', async () => {
  const own = await has('own.png', { uploaded_by: author.id });
  const other = await has('other.png');
  const poster = await has('poster.png', { source: 'embed', uploaded_by: null });
  const ofReader = await has('reader.png', { source: 'comment', uploaded_by: null });
  const all = [own, other, poster, ofReader].map(({ id }) => `ids=${id}`).join('&');

  const asked = await asAuthor.get(`/admin/media/delete?${all}`);
  const none = await asAuthor.get(`/admin/media/delete?ids=${other.id}`);
  await asAuthor.post('/admin/media/delete').type('form').send(all);
  const afterAuthor = await db('media').orderBy('id').pluck('id');
  const notice = await asAuthor.get('/admin/media');
  await asEditor.post('/admin/media/delete').type('form').send(all);
  const afterEditor = await db('media').pluck('id');

  expect(asked.text).toContain('Delete a file');
  expect(asked.text).not.toContain('other.png');
  expect([none.status, none.headers.location]).toEqual([303, '/admin/media']);
  expect(afterAuthor).toEqual([other.id, poster.id, ofReader.id]);
  expect(notice.text).toContain('Deleted: own.png. Left as they were: 3');
  expect(afterEditor).toEqual([poster.id]);
});

test('ticking nothing deletes nothing', async () => {
  await has('bay.png');

  const asked = await asEditor.get('/admin/media/delete?back=https://evil.example/');
  await asEditor.post('/admin/media/delete').type('form').send('ids=x');

  expect([asked.status, asked.headers.location]).toEqual([303, '/admin/media']);
  expect(await db('media').pluck('name')).toEqual(['bay.png']);
});

test('missing alternative texts are written in the list, one after another, and posts say them', async () => {
  const first = await has('first.png');
  const second = await has('second.png');
  await has('third.png', { alternative_text: 'A bay' });
  await has('paper.pdf', {}, pdf);
  await site.work();
  const post = { title: 'Two', act: 'publish', content: '' };
  post.content = `<img src="/uploads/${first.file}" alt=""><img src="/uploads/${second.file}" alt="My own words">`;
  await asEditor.post('/admin/posts/save').type('form').send(post);

  const all = await asEditor.get('/admin/media');
  const list = /href="([^"]+)"[^>]*>Without alternative text <span class="count">(\d)/.exec(all.text)!;
  const before = await asEditor.get(list[1]!.replaceAll('&amp;', '&'));
  const form = before.text.split(`/admin/media/${second.id}/describe`)[1]!;
  const back = /name="back" value="([^"]+)"/.exec(form)![1]!.replaceAll('&amp;', '&');
  const saved = await asEditor
    .post(`/admin/media/${second.id}/describe`)
    .type('form')
    .send({ alternative_text: 'Boats', back });
  const after = await asEditor.get(back);
  await asEditor.post(`/admin/media/${first.id}/describe`).type('form').send({ alternative_text: 'A pier' });
  await site.work();
  const { html } = await db('posts').first();

  expect(list[2]).toBe('2');
  expect(before.text.match(/<textarea id="alt-\d+"/g)).toHaveLength(2);
  expect([saved.status, saved.headers.location]).toEqual([
    303,
    `/admin/media?view=undescribed&mode=list#alt-${first.id}`,
  ]);
  expect(after.text).toContain('Saved: the alternative text of second.');
  expect(after.text.match(/<textarea id="alt-\d+"/g)).toHaveLength(1);
  expect(await db('media').orderBy('id').pluck('alternative_text')).toEqual(['A pier', 'Boats', 'A bay', '']);
  expect(html).toMatch(/alt="A pier"/);
  expect(html).toMatch(/alt="My own words"/);
});

test('nobody describes what is somebody else’s, nor at any length', async () => {
  const other = await has('other.png');
  const send = (agent: typeof asAuthor, alternative_text: string) =>
    agent
      .post(`/admin/media/${other.id}/describe`)
      .type('form')
      .send({ alternative_text, back: '//evil.example' });

  const byAuthor = await send(asAuthor, 'Mine');
  const long = await send(asEditor, 'x'.repeat(1001));
  const good = await send(asEditor, 'A bay');

  expect([byAuthor.status, long.status, good.status]).toEqual([403, 400, 303]);
  expect(good.headers.location).toBe('/admin/media?mode=list');
  expect(await db('media').pluck('alternative_text')).toEqual(['A bay']);
});

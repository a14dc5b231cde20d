// tests/library/one-file.test.ts: one file of the library: its texts, and deleting it.
import fs from 'node:fs';
import { expect, test } from 'vitest';
import { pdf } from '../attachments/files.ts';
import { site, db, author, asEditor, asAuthor, has } from './library-kit.ts';

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

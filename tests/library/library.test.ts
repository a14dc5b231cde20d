// tests/library/library.test.ts: the media library: finding files, what is known of them, where they are used.
import { expect, test } from 'vitest';
import { attach } from '../../src/attachments/queries.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { general } from '../../src/base/settings/general.ts';
import { mp3, mp4, pdf } from '../attachments/files.ts';
import { site, db, editor, author, asEditor, asAuthor, picture, has } from './library-kit.ts';

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

// tests/import/comment-systems.test.ts: comments of Disqus, Remark42 and Isso come onto the posts that are here.
import { expect, test } from 'vitest';
import { disqusReader } from '../../src/import/disqus/disqus-reader.ts';
import { issoReader } from '../../src/import/isso/isso-reader.ts';
import { readers } from '../../src/import/readers.ts';
import { remarkReader } from '../../src/import/remark42/remark-reader.ts';
import type { Comment } from '../../src/comments/comment.ts';
import { startBlog, type TestBlog } from '../blog.ts';
import { bring, bringFrom, counts, item, why, wxr } from './kit.ts';

const disqus = (records: string) => `<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<category dsq:id="1"><forum>harbour</forum><title>General</title><isDefault>true</isDefault></category>
${records}</disqus>`;
const thread = (id: number, link: string, identifier = '') =>
  `<thread dsq:id="${id}"><id>${identifier}</id><forum>harbour</forum><category dsq:id="1"/><link>${link}</link><title>T</title><message/><createdAt>2020-01-01T00:00:00Z</createdAt><author><name>Owner</name><isAnonymous>false</isAnonymous></author></thread>\n`;
const reply = (id: number, on: number, message: string, { parent = 0, more = '' } = {}) =>
  `<post dsq:id="${id}"><id/><message><![CDATA[${message}]]></message><createdAt>2020-02-0${id}T10:00:00Z</createdAt>${more || '<isDeleted>false</isDeleted><isSpam>false</isSpam>'}<author><email>bo@example.com</email><name>Bo &amp; Co</name><isAnonymous>true</isAnonymous></author><ipAddress>192.0.2.7</ipAddress><thread dsq:id="${on}"/>${parent ? `<parent dsq:id="${parent}"/>` : ''}</post>\n`;

const remark = (rows: object[]) =>
  [{ version: 1, users: [], posts: [] }, ...rows].map((row) => JSON.stringify(row)).join('\n');
const said = (id: string, url: string, more: Record<string, unknown> = {}) => ({
  id,
  pid: '',
  text: `<p>Said in ${id}.</p>`,
  orig: `Said in ${id}.`,
  user: { name: 'Cy', id: 'github_1', picture: '', admin: false },
  locator: { site: 'harbour', url },
  score: 2,
  time: '2021-03-04T05:06:07.123456789+02:00',
  ...more,
});

const all = (site: TestBlog): Promise<Comment[]> => site.blog.db<Comment>('comments').orderBy('id');

async function blogWithPosts() {
  const site = await startBlog();
  await bring(
    site,
    wxr(item(11, 'Text.', { link: 'https://old.example/2019/a-rope.html', 'wp:post_name': 'a-rope' })),
  );
  const other = await site.hasPost({ slug: 'the-quay', title: 'The quay' });
  return { site, rope: 11, quay: other.id };
}

test('comments of Disqus keep thread, state, date and author, and come once', async () => {
  const { site, rope, quay } = await blogWithPosts();
  const file = disqus(
    thread(21, 'https://old.example/2019/a-rope.html?utm_source=x') +
      thread(22, 'http://www.elsewhere.example/notes/the-quay/') +
      thread(23, 'https://old.example/?p=11', '11 https://old.example/?p=11') +
      thread(24, 'https://old.example/never/') +
      reply(2, 21, '<p>An answer. <script>alert(1)</script></p>', { parent: 1 }) +
      reply(1, 21, '<p>First.</p>') +
      reply(3, 22, '<p>On the quay.</p>', { more: '<isDeleted>true</isDeleted><isSpam>false</isSpam>' }) +
      reply(4, 23, '<p>Buy.</p>', { more: '<isDeleted>false</isDeleted><isSpam>true</isSpam>' }) +
      reply(5, 24, '<p>Lost.</p>'),
  );

  const first = await bringFrom(disqusReader, site, file, { size: 100 });
  const again = await bringFrom(disqusReader, site, file);

  expect([counts(first, 'comments'), counts(again, 'comments')]).toEqual([
    [4, 0, 1],
    [0, 4, 1],
  ]);
  expect(why(first, 'comments')).toBe('no post here has the address https://old.example/never/');
  const rows = await all(site);
  const by = (words: string) => rows.find(({ content }) => content.includes(words))!;
  expect(rows.filter(({ post_id }) => post_id === rope)).toHaveLength(3);
  expect(by('On the quay').post_id).toBe(quay);
  expect(by('An answer')).toMatchObject({
    parent_id: by('First').id,
    author_name: 'Bo & Co',
    author_email: 'bo@example.com',
    author_ip: '192.0.2.7',
  });
  expect(by('First').posted_at).toEqual(new Date('2020-02-01T10:00:00Z'));
  expect([by('On the quay').status, by('Buy').status, by('First').status]).toEqual([
    'trash',
    'spam',
    'approve',
  ]);
  expect(by('An answer').html).not.toContain('script');
  expect(await site.blog.db('posts').where({ id: rope }).first()).toMatchObject({ comment_count: 2 });
  // Their large numbers do not move those of this blog.
  expect(Math.max(...rows.map(({ id }) => id))).toBeLessThan(100);
});

test('a Disqus export that breaks off says where; what came before is in', async () => {
  const { site } = await blogWithPosts();
  const whole = disqus(thread(21, '/the-quay/') + reply(1, 21, 'Whole.') + reply(2, 21, 'Cut.'));

  const { problem } = await bringFrom(disqusReader, site, whole.slice(0, whole.indexOf('Cut.')));

  expect(problem).toMatch(/^The file cannot be read further: line \d+/);
  expect((await all(site)).map(({ content }) => content)).toEqual(['Whole.']);
});

test('comments of Remark42 come line by line', async () => {
  const { site, quay } = await blogWithPosts();
  const file = remark([
    said('b', 'https://old.example/the-quay', { pid: 'a' }),
    said('a', 'https://old.example/the-quay'),
    said('gone', 'https://old.example/the-quay', { text: '', delete: true }),
    said('lost', 'https://old.example/nowhere'),
  ]);

  const result = await bringFrom(remarkReader, site, file, { size: 50 });
  const again = await bringFrom(remarkReader, site, file);

  expect([counts(result, 'comments'), counts(again, 'comments')]).toEqual([
    [2, 0, 2],
    [0, 2, 2],
  ]);
  const [one, two] = (await all(site)).toSorted((a, b) => a.content.localeCompare(b.content));
  expect(one).toMatchObject({
    post_id: quay,
    author_name: 'Cy',
    posted_at: new Date('2021-03-04T03:06:07Z'),
  });
  expect(two!.parent_id).toBe(one!.id);
});

test('a line that is no JSON is named, and what came before it is in', async () => {
  const { site } = await blogWithPosts();
  const file = `${remark([said('a', '/the-quay/')])}\n{"id":"b","locator":`;

  const { problem } = await bringFrom(remarkReader, site, file);

  expect(problem).toBe(
    'Line 3 is no JSON: the file is damaged, or was cut short. Everything before it came in.',
  );
});

test('comments of Isso are read as Markdown, with their threads', async () => {
  const { site, quay } = await blogWithPosts();
  const on = (uri: string, comments: object[]) => ({ id: uri, title: 'T', comments });
  const file = JSON.stringify([
    on('/the-quay/', [
      {
        id: 1,
        parent: null,
        author: 'Di',
        email: 'di@example.com',
        website: 'https://di.example',
        remote_addr: '192.0.2.0',
        created: '2018-11-28 17:24:23',
        mode: 1,
        text: 'Some *stress*.',
      },
      { id: '2', parent: 1, author: null, created: 1543425863.5, mode: 2, text: 'Waiting.' },
    ]),
    on('/2019/a-rope.html', [{ id: 1, author: 'Ed', created: '2018-11-28 17:24:23', text: 'Same number.' }]),
    on('/nowhere/', [
      { id: 9, text: 'Lost.' },
      { id: 10, text: ' ' },
    ]),
  ]);

  const result = await bringFrom(issoReader, site, file);

  expect(counts(result, 'comments')).toEqual([3, 0, 2]);
  const rows = await all(site);
  const by = (words: string) => rows.find(({ content }) => content.includes(words))!;
  expect(by('stress')).toMatchObject({ post_id: quay, author_url: 'https://di.example/', status: 'approve' });
  expect(by('stress').html).toContain('<em>stress</em>');
  expect(by('Waiting')).toMatchObject({
    parent_id: by('stress').id,
    status: 'hold',
    author_name: 'Anonymous',
    posted_at: new Date('2018-11-28T17:24:23Z'),
  });
  expect(by('Same number')).toMatchObject({ post_id: 11, parent_id: null });
});

test.each([
  [disqus(thread(1, '/')), 'disqus'],
  [remark([]), 'remark42'],
  [JSON.stringify(said('a', '/')), 'remark42'],
  [JSON.stringify([{ id: '/x', title: '', comments: [] }]), 'isso'],
  ['[]', undefined],
])('%.60s is known for what it is', (start, kind) => {
  expect(readers.find((one) => one.knows(start))?.kind).toBe(kind);
});

// tests/embeds/admin.test.ts: the owner adds providers, and sees what is known of each link.
import { beforeAll, expect, test } from 'vitest';
import type { Embed } from '../../src/embeds/embed.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const providers = '/admin/settings/embed-providers';
let owner: Awaited<ReturnType<typeof site.signIn>>;
let editor: typeof owner;
let author: typeof owner;

beforeAll(async () => {
  owner = await site.signIn(await site.hasUser({ role: 'administrator' }));
  editor = await site.signIn(await site.hasUser({ role: 'editor' }));
  author = await site.signIn(await site.hasUser({ role: 'author' }));
});

async function publish(content: string): Promise<Post> {
  const words = { title: 'Links', content, content_format: 'html', act: 'publish' };
  await owner.post('/admin/posts/save').type('form').send(words);
  await site.work();
  return (await site.blog.db<Post>('posts').orderBy('id', 'desc').first())!;
}
const htmlOf = async ({ id }: Post) => (await site.blog.db<Post>('posts').where({ id }).first())!.html;
const add = (fields: object) => owner.post(`${providers}/add`).type('form').send(fields);
const good = {
  name: 'Ferry TV',
  pattern: 'https://*.ferry.example/watch/*',
  endpoint: 'https://api.ferry.example/oembed',
};

test('a provider of the owner’s speaks for its addresses, in a sandboxed frame; removed, they are pages again', async () => {
  const url = 'https://tv.ferry.example/watch/7';
  site.web(url, '<title>Page of the film</title>');
  const asked = `https://api.ferry.example/oembed?url=${encodeURIComponent(url)}&maxwidth=640&maxheight=960&format=json`;
  const html = '<iframe src="https://tv.ferry.example/player/7"></iframe><script>alert(1)</script>';
  const body = Buffer.from(
    JSON.stringify({ type: 'video', title: 'The film', width: 640, height: 360, html }),
  );
  site.web(asked, { content_type: 'application/json', body });
  const post = await publish(url);
  const before = await htmlOf(post);

  const added = await add(good);
  await site.work();
  const within = await htmlOf(post);
  const framed = await site.request.get('/embeds/frame').query({ url });
  const listed = await owner.get(providers);
  await owner.post(`${providers}/remove`).type('form').send({ pattern: good.pattern });
  await site.work();
  const after = await htmlOf(post);

  expect(before).toContain('Page of the film');
  expect(before).not.toContain('data-frame');
  expect(added.status).toBe(303);
  expect(listed.text).toContain('Ferry TV');
  expect(within).toContain('The film');
  expect(within).toContain('Click to load from tv.ferry.example');
  expect(within).toContain('embed-player');
  expect(within).not.toContain('alert(1)');
  expect(framed.text).toContain('src="https://tv.ferry.example/player/7"');
  expect(framed.text).toMatch(/sandbox="allow-scripts [^"]*"/);
  expect(framed.text).not.toContain('allow-top-navigation');
  expect(after).toContain('Page of the film');
  expect(after).not.toContain('data-frame');
});

test.each([
  ['pattern', 'http://ferry.example/*'],
  ['pattern', 'https://*/*'],
  ['pattern', 'https://example'],
  ['pattern', 'https://blog.example/anything/*'],
  ['pattern', 'ferry.example/*'],
  ['endpoint', 'http://ferry.example/oembed'],
  ['endpoint', 'https://user:word@ferry.example/oembed'],
  ['endpoint', 'javascript:alert(1)'],
  ['name', ' '],
])('%s %s is refused at its field, and what was typed stays', async (field, value) => {
  const answer = await add({ ...good, [field]: value });

  expect(answer.status).toBe(422);
  expect(answer.text).toMatch(new RegExp(`id="${field}"[^>]*aria-invalid="true"`));
  expect(answer.text).toContain(
    `value="${field === 'name' ? good.pattern : value.replaceAll('"', '&#34;')}"`,
  );
});

test('the list says of each link who speaks for it, how it stands and when it was looked at; a press looks again', async () => {
  const [fine, dead] = ['https://fine.example/', 'https://dead.example/'];
  site.web(fine, '<title>Fine words</title>');
  site.web(dead, { status: 404 });
  const post = await publish(`${fine}\n\n${dead}`);

  const all = await editor.get('/admin/embeds');
  const failed = await editor.get('/admin/embeds?state=failed');
  const found = await editor.get('/admin/embeds?s=fine');
  site.web(dead, '<title>Risen</title>');
  const again = await editor.post('/admin/embeds/look-again').type('form').send({ url: dead });
  await site.work();
  const { text } = await editor.get('/admin/embeds');

  expect(all.text).toContain('Fine words');
  expect(all.text).toContain('August 1, 2026, 9:00 am');
  expect(failed.text).toContain('dead.example');
  expect(failed.text).toContain('it answered 404');
  expect(failed.text).not.toContain('fine.example');
  expect(found.text).not.toContain('dead.example');
  expect(again.status).toBe(303);
  expect(text).toContain('Risen');
  expect(await htmlOf(post)).toContain('Risen');
  expect(await site.blog.db<Embed>('embeds').where({ url: dead }).first()).toMatchObject({ status: 'ready' });
});

test('who may not change settings sees no providers, and authors no list', async () => {
  const statuses = [
    (await editor.get(providers)).status,
    (await editor.post(`${providers}/add`).type('form').send(good)).status,
    (await editor.get('/admin/settings/embeds')).status,
    (await editor.get('/admin/embeds')).status,
    (await author.get('/admin/embeds')).status,
    (await author.post('/admin/embeds/look-again').type('form').send({ url: 'https://fine.example/' }))
      .status,
  ];

  expect(statuses).toEqual([403, 403, 403, 200, 403, 403]);
});

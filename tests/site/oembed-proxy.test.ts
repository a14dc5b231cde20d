// tests/site/oembed-proxy.test.ts: who writes may ask what a link would show; nobody else may send us anywhere.
import { beforeAll, expect, test } from 'vitest';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const door = '/wp-json/oembed/1.0/proxy';
let writer: Awaited<ReturnType<typeof site.signIn>>;
let subscriber: typeof writer;

beforeAll(async () => {
  writer = await site.signIn(await site.hasUser({ role: 'contributor' }));
  subscriber = await site.signIn(await site.hasUser({ role: 'subscriber' }));
});

test('a link to a service, to any page and to an own post each say what they would show', async () => {
  const [film, page] = ['https://youtu.be/dQw4w9WgXcQ', 'https://paper.example/story'];
  const known = encodeURIComponent('https://www.youtube.com/watch?v=dQw4w9WgXcQ');
  site.web(`https://www.youtube.com/oembed?url=${known}&maxwidth=640&maxheight=960&format=json`, {
    content_type: 'application/json',
    body: Buffer.from(
      JSON.stringify({ type: 'video', title: 'A song', author_name: 'Rick', html: '<script>' }),
    ),
  });
  site.web(page, '<title>A story</title>');
  const post = await site.hasPost({ title: 'Our own' });
  const own = site.blog.url + (await permalink(site.blog, post));

  const answers = [film, page, own].map((url) => writer.get(door).query({ url }));
  const [video, card, ours] = await Promise.all(answers);
  const routed = await writer.get('/').query({ rest_route: '/oembed/1.0/proxy', url: page });

  expect(video!.body).toMatchObject({
    type: 'video',
    provider_name: 'YouTube',
    title: 'A song',
    author_name: 'Rick',
  });
  expect(video!.body.html).toContain('class="embed-card"');
  expect(video!.body.html).not.toContain('<script');
  expect(card!.body).toMatchObject({ version: '1.0', provider_name: 'paper.example', title: 'A story' });
  expect(ours!.body).toMatchObject({ type: 'rich', title: 'Our own', provider_url: 'http://blog.example' });
  expect(routed.body.title).toBe('A story');
  expect(site.fetched.filter((url) => url === page)).toHaveLength(1);
});

test('strangers and readers may not ask, and nobody is asked for them', async () => {
  const url = 'https://inside.example/';
  site.web(url, '<title>Inside</title>');

  const stranger = await site.request.get(door).query({ url });
  const reader = await subscriber.get(door).query({ url });

  expect([stranger.status, stranger.body.code]).toEqual([401, 'rest_forbidden']);
  expect([reader.status, reader.body.code]).toEqual([403, 'rest_forbidden']);
  expect(site.fetched).not.toContain(url);
});

test.each([
  [{}, 400, 'rest_missing_callback_param'],
  [{ url: 'nothing' }, 400, 'rest_invalid_param'],
  [{ url: 'javascript:alert(1)' }, 400, 'rest_invalid_param'],
  [{ url: 'https://nowhere.example/' }, 404, 'oembed_invalid_url'],
  [{ url: 'http://127.0.0.1/' }, 404, 'oembed_invalid_url'],
  [{ url: 'https://paper.example/other', discover: 'false' }, 404, 'oembed_invalid_url'],
])('%j is answered %i %s', async (query, status, code) => {
  const answer = await writer.get(door).query(query);

  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect(answer.body.data.status).toBe(status);
});

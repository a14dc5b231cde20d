// tests/embeds/own-posts.test.ts: a link to a post of this blog becomes a card without any request, and follows the post.
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { discussion } from '../../src/comments/settings.ts';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
await saveSettings(site.blog.db, discussion, { comment_previously_approved: false });
const desk = await site.signIn(await site.hasUser({ role: 'administrator', display_name: 'Ada' }));

async function save(words: object, id?: number): Promise<Post> {
  const all = { title: 'Untold', content: 'x', content_format: 'html', act: 'publish', comment_status: '1' };
  const answer = await desk
    .post(`/admin/posts/${id ? `${id}/` : ''}save`)
    .type('form')
    .send({ ...all, ...words });
  expect(answer.status).toBe(303);
  await site.work();
  const query = site.blog.db<Post>('posts');
  return (await (id ? query.where({ id }).first() : query.orderBy('id', 'desc').first()))!;
}
const addressOf = async (post: Post) => site.blog.url + (await permalink(site.blog, post));
const read = async (post: Post) => (await site.request.get(await permalink(site.blog, post))).text;
const article = async (post: Post) => /<article[^]*<\/article>/.exec(await read(post))![0];

test('it shows title, author, first words and picture, and nobody is asked', async () => {
  const picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#567' } })
    .png()
    .toBuffer();
  await desk.post('/admin/media/upload').attach('files', picture, 'bay.png');
  await site.work();
  const media = (await site.blog.db('media').first()) as { id: number };
  const target = await save({
    title: 'The <bay>',
    content: '<p>Eleven boats came home.</p>',
    featured_media_id: String(media.id),
  });
  const before = site.fetched.length;

  const post = await save({ title: 'Linking', content: `Look:\n\n${await addressOf(target)}` });
  const html = await article(post);

  expect(html).toMatch(/class="embed-card" href="http:\/\/blog\.example\/[^"]+" data-shape="link"/);
  expect(html).toContain('<strong class="embed-title">The &lt;bay&gt;</strong>');
  expect(html).toContain('Eleven boats came home.');
  expect(html).toContain('Ada');
  expect(html).toMatch(/<img class="embed-poster" src="\/uploads\//);
  expect(site.fetched).toHaveLength(before);
  expect(await site.blog.db('embeds').where('url', 'like', '%blog.example%')).toEqual([]);
});

test('the card follows the post: another title, another address, into the trash and back', async () => {
  const target = await save({ title: 'First name', content: '<p>Words.</p>' });
  const url = await addressOf(target);
  const post = await save({ content: url });

  const first = await article(post);
  await save({ title: 'Second name', content: '<p>Words.</p>', slug: 'second-name' }, target.id);
  const renamed = await article(post);
  await desk.post(`/admin/posts/${target.id}/trash`).type('form').send({});
  await site.work();
  const without = await article(post);
  await desk.post(`/admin/posts/${target.id}/restore`).type('form').send({});
  await save({ title: 'Second name', content: '<p>Words.</p>', slug: target.slug }, target.id);
  const back = await article(post);

  expect(first).toContain('<strong class="embed-title">First name</strong>');
  expect(renamed).toContain('<strong class="embed-title">Second name</strong>');
  expect(without).not.toContain('embed-card');
  expect(without).toContain(`<a href="${url}">`);
  expect(back).toContain('<strong class="embed-title">Second name</strong>');
});

test('a card gives away nothing of what is private or behind a password', async () => {
  const locked = await site.hasPost({ title: 'Locked', password: 'x', html: '<p>For friends.</p>' });
  const inner = await site.hasPost({ title: 'Inner', status: 'private', html: '<p>For us.</p>' });
  const draft = await site.hasPost({ title: 'Not yet', status: 'draft', html: '<p>Later.</p>' });
  const links = [await addressOf(locked), await addressOf(inner), `http://blog.example/?p=${draft.id}`];

  const html = await article(await save({ content: links.join('\n\n') }));

  expect(html).toContain('This text is behind a password.');
  expect(html).not.toMatch(/For friends|For us|Inner|Later\.|Not yet/);
});

test('in comments as well; lists, feeds and other addresses here stay links', async () => {
  const target = await save({ title: 'Told of in comments' });
  const post = await save({ title: 'Discussed' });
  const others = ['http://blog.example/', 'http://blog.example/feed/', 'http://blog.example/nothing-here/'];
  const words = ['See', await addressOf(target), ...others].join('\n\n');

  await site.request
    .post('/comments')
    .type('form')
    .send({ comment_post_ID: post.id, author: 'Bea', email: 'bea@example.com', comment: words });
  await site.work();
  const [comment] = await site.blog.db('comments').where({ post_id: post.id });

  expect(comment.html.match(/embed-card/g)).toHaveLength(1);
  expect(comment.html).toContain('Told of in comments');
});

// tests/linkbacks/two-blogs.test.ts: two blogs of this engine tell each other of their links, change them and take them back.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import type { Comment } from '../../src/comments/comment.ts';
import { discussion } from '../../src/comments/settings.ts';
import type { SentLinkback } from '../../src/linkbacks/sending/sent.ts';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog, type TestBlog } from '../blog.ts';

const allow = { FETCH_ALLOW: '127.0.0.1/32' };
const [here, there] = [await startBlog(allow), await startBlog(allow)];
for (const site of [here, there]) {
  site.blog.url = site.address;
  await saveSettings(site.blog.db, discussion, { comment_previously_approved: false });
}
const writer = await here.hasUser({ role: 'administrator', display_name: 'Grace Writer' });
const author = await here.signIn(writer);

const addressOf = async (site: TestBlog, post: Post) => site.address + (await permalink(site.blog, post));
const commentsOf = (site: TestBlog, post: Post) =>
  site.blog.db<Comment>('comments').where({ post_id: post.id }).orderBy('id');
const sentTo = (target: string) => here.blog.db<SentLinkback>('sent_linkbacks').where({ target }).first();
const lastPost = async () => (await here.blog.db<Post>('posts').orderBy('id', 'desc').first())!;
async function save(fields: object, id?: number): Promise<Post> {
  const words = { content_format: 'html', comment_status: '1', ping_status: '1', act: 'publish', ...fields };
  const answer = await author
    .post(`/admin/posts/${id ? `${id}/` : ''}save`)
    .type('form')
    .send(words);
  expect(answer.status).toBe(303);
  await here.work();
  await there.work();
  return lastPost();
}

test('a webmention goes out with the post, again with its change, and is withdrawn with its removal', async () => {
  const target = await there.hasPost({ title: 'Theirs' });
  const address = await addressOf(there, target);
  const content = `<p>I read <a href="${address}">their story</a> today.</p>`;

  const post = await save({ title: 'Ours', content });
  const first = await commentsOf(there, target);
  there.setTime('2026-08-01T12:00:00Z');
  await author.post(`/admin/posts/${post.id}/trash`).type('form').send({});
  await here.work();
  await there.work();
  const last = await commentsOf(there, target);

  expect(first).toMatchObject([
    {
      type: 'webmention',
      status: 'approve',
      author_url: await addressOf(here, post),
      author_name: 'Grace Writer',
    },
  ]);
  expect(first[0]!.content).toContain('I read their story today.');
  expect(last).toMatchObject([{ id: first[0]!.id, status: 'trash' }]);
  expect(await sentTo(address)).toMatchObject({ protocol: 'webmention', status: 'accepted' });
});

test('a link taken out of the text takes the mention along', async () => {
  const target = await there.hasPost();
  const address = await addressOf(there, target);

  const post = await save({ title: 'Changing', content: `<a href="${address}">x</a>` });
  there.setTime('2026-08-02T12:00:00Z');
  await save({ title: 'Changing', content: '<p>Nothing more.</p>' }, post.id);

  expect(await commentsOf(there, target)).toMatchObject([{ type: 'webmention', status: 'trash' }]);
});

test('a trackback goes to the address given with the post, once, and moves to those told', async () => {
  const target = await there.hasPost();
  const address = `${await addressOf(there, target)}trackback/`;
  const content = `<p>See <a href="${await addressOf(there, target)}">there</a></p>`;
  await saveSettings(here.blog.db, discussion, { default_pingback_flag: false });

  const post = await save({ title: 'Tracked', content, to_ping: address });
  await save({ title: 'Tracked', content, to_ping: address }, post.id);
  await saveSettings(here.blog.db, discussion, { default_pingback_flag: true });

  expect(await commentsOf(there, target)).toMatchObject([{ type: 'trackback', status: 'approve' }]);
  expect(await sentTo(address)).toMatchObject({ protocol: 'trackback', status: 'accepted' });
  expect((await lastPost()).pinged).toBe(address);
});

test('a link to a post of our own is shown under it without a request', async () => {
  const target = await here.hasPost();
  const before = here.fetched.length;

  const post = await save({
    title: 'Own',
    content: `<a href="${await permalink(here.blog, target)}">mine</a>`,
  });

  expect(await commentsOf(here, target)).toMatchObject([
    { type: 'pingback', status: 'approve', author_url: await addressOf(here, post) },
  ]);
  expect(here.fetched.length).toBe(before);
});

test('a draft, a private post and one behind a password tell nobody', async () => {
  const target = await there.hasPost();
  const content = `<a href="${await addressOf(there, target)}">x</a>`;

  await save({ title: 'Draft', content, act: 'draft' });
  await save({ title: 'Private', content, visibility: 'private' });
  await save({ title: 'Locked', content, visibility: 'protected', password: 'x' });

  expect(await commentsOf(there, target)).toEqual([]);
  expect(await sentTo(await addressOf(there, target))).toBeUndefined();
});

// An old blog that knows pingback only, and refuses.
const calls: string[] = [];
const old = http.createServer((req, res) => {
  req.setEncoding('utf8').on('data', (text: string) => calls.push(text));
  req.on('end', () => {
    if (req.method === 'GET')
      res.setHeader('X-Pingback', '/rpc').setHeader('content-type', 'text/html').end('<p>');
    else res.setHeader('content-type', 'text/xml').end(refusal);
  });
});
const refusal =
  '<?xml version="1.0"?><methodResponse><fault><value><struct><member><name>faultCode</name><value><int>33</int></value></member><member><name>faultString</name><value><string>Not here.</string></value></member></struct></value></fault></methodResponse>';
await new Promise<void>((resolve) => old.listen(0, '127.0.0.1', resolve));
afterAll(() => new Promise((resolve) => old.close(resolve)));

test('a page that knows pingback only gets one; its refusal stands in the desk and can be tried again', async () => {
  const target = `http://127.0.0.1:${(old.address() as AddressInfo).port}/page`;

  const post = await save({ title: 'To <old>', content: `<a href="${target}#part">x</a>` });
  const page = await author.get('/admin/linkbacks');
  const row = await sentTo(target);
  await author.post(`/admin/linkbacks/${row!.id}/retry`).type('form').send({});
  await here.work();

  expect(calls).toHaveLength(2);
  expect(calls[0]).toContain(`<string>${await addressOf(here, post)}</string>`);
  expect(calls[0]).toContain(`<string>${target}</string>`);
  expect(page.text).toContain('fault 33: Not here.');
  expect(page.text).toContain('To &lt;old&gt;');
  expect(await sentTo(target)).toMatchObject({ status: 'refused' });
  const other = await here.signIn(await here.hasUser({ role: 'author' }));
  expect((await other.get('/admin/linkbacks')).status).toBe(403);
});

test('an address inside the network is not called, wherever a page points (C9)', async () => {
  const target = 'http://10.0.0.1/page';

  await save({ title: 'Inside', content: `<a href="${target}">x</a>` });

  expect(await sentTo(target)).toMatchObject({ status: 'refused', protocol: null });
});

test('an answer by the author of a post goes back to where the mention came from, and goes when it is deleted', async () => {
  const host = await there.hasUser({ role: 'administrator', display_name: 'Tessa Host' });
  const desk = await there.signIn(host);
  const target = await there.hasPost({ title: 'Talk', author_id: host.id });
  const reader = await there.hasComment({ post_id: target.id, author_name: 'Reader' });
  const content = `<p>I like <a href="${await addressOf(there, target)}">this</a>.</p>`;
  const post = await save({ title: 'I answer', content });
  const mention = (await commentsOf(there, target)).find(({ type }) => type === 'webmention')!;
  const colleague = await there.signIn(await there.hasUser({ role: 'editor' }));
  const reply = (id: number, comment: string, who = desk) =>
    who.post(`/admin/comments/${id}/reply`).type('form').send({ comment });

  await reply(reader.id, 'Only for the reader.');
  await reply(mention.id, 'Not mine to answer.', colleague);
  await reply(mention.id, 'Thank you for writing.');
  await there.work();
  await here.work();
  const came = await commentsOf(here, post);
  const answer = (await commentsOf(there, target)).at(-1)!;
  const page = await there.request.get(await permalink(there.blog, target));
  await desk.post(`/admin/comments/${answer.id}/delete`).type('form').send({});
  here.setTime('2026-08-07T12:00:00Z');
  await there.work();
  await here.work();

  expect(came).toMatchObject([
    {
      type: 'webmention',
      status: 'approve',
      author_name: 'Tessa Host',
      author_url: `${await addressOf(there, target)}#comment-${answer.id}`,
      content: 'Thank you for writing.',
    },
  ]);
  expect(page.text).toContain('In reply to <a class="u-in-reply-to"');
  expect(await commentsOf(here, post)).toMatchObject([{ id: came[0]!.id, status: 'trash' }]);
});

test('a post that is deleted for ever at once takes its mention along, and its address says that it is gone', async () => {
  const target = await there.hasPost();
  const post = await save({
    title: 'Short life',
    content: `<a href="${await addressOf(there, target)}">x</a>`,
  });
  const path = await permalink(here.blog, post);
  const first = await commentsOf(there, target);

  await author.post(`/admin/posts/${post.id}/trash`).type('form').send({});
  await author.post(`/admin/posts/${post.id}/delete`).type('form').send({});
  there.setTime('2026-08-09T12:00:00Z');
  await here.work();
  await there.work();

  expect(first).toMatchObject([{ status: 'approve' }]);
  expect(await here.blog.db<Post>('posts').where({ id: post.id })).toEqual([]);
  expect(await commentsOf(there, target)).toMatchObject([{ status: 'trash' }]);
  expect((await here.request.get(path)).status).toBe(410);
  expect((await here.request.get('/never-was/')).status).toBe(404);
  expect((await author.get('/admin/linkbacks')).text).toContain('(deleted)');
});

test('the source of a syndicated article hears of it, although the text does not link there', async () => {
  const source = await there.hasPost({ title: 'Original' });
  const source_url = await addressOf(there, source);

  await save({ title: 'Copy', content: '<p>The same words.</p>', source_name: 'There', source_url });

  expect(await commentsOf(there, source)).toMatchObject([
    { type: 'webmention', content: 'Reposted this.\n\nThe same words.' },
  ]);
});

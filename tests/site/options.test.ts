// tests/site/options.test.ts: options of Writing and Discussion do what they say. Others are tested where they act.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { forgetSettings } from '../../src/base/settings/settings.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';

const calls: { path: string; body: string }[] = [];
const services = http.createServer((req, res) => {
  let body = '';
  req.setEncoding('utf8').on('data', (text: string) => void (body += text));
  req.on('end', () => {
    calls.push({ path: req.url!, body });
    res.writeHead(200, { 'content-type': 'text/xml' }).end('<methodResponse/>');
  });
});
await new Promise<void>((resolve) => services.listen(0, '127.0.0.1', resolve));
afterAll(() => new Promise((resolve) => services.close(resolve)));
const elsewhere = `http://127.0.0.1:${(services.address() as AddressInfo).port}`;

const site = await startBlog({ FETCH_ALLOW: '127.0.0.1/32' });
const { db } = site.blog;
const keeper = await site.hasUser({ role: 'administrator', login: 'keeper', email: 'keeper@example.com' });
const agent = await site.signIn(keeper);

beforeEach(async () => {
  await db('settings').delete();
  await db('letters').delete();
  forgetSettings(db);
});

const send = (path: string, fields: object) => agent.post(path).type('form').send(fields);
const choose = (screen: string, fields: object) => send(`/admin/settings/${screen}`, fields).expect(303);

/** Discussion with everything ticked but these. */
const discussion = async (without: string[], fields: object = {}) => {
  const boxes = [
    'default_pingback_flag',
    'require_name_email',
    'show_comments_cookies_opt_in',
    'thread_comments',
  ];
  const more = ['comments_notify', 'moderation_notify', 'show_avatars'];
  const ticked = [...boxes, ...more].filter((name) => !without.includes(name));
  await choose('discussion', { ...Object.fromEntries(ticked.map((name) => [name, '1'])), ...fields });
};

async function published(fields: object): Promise<Post> {
  await send('/admin/posts/save', { title: 'Fog', content: 'Words.', act: 'publish', ...fields }).expect(303);
  await site.work();
  return (await db<Post>('posts').orderBy('id', 'desc').first())!;
}

test('default_category: posts without a category get it', async () => {
  const [made] = await db('terms')
    .insert({ taxonomy: 'category', name: 'Rest', slug: 'rest' })
    .returning('id');
  const { id } = made as { id: number };
  await choose('writing', { default_category: id, default_post_format: 'standard', use_smilies: '1' });

  const post = await published({});

  expect(await db('post_terms').where({ post_id: post.id }).pluck('term_id')).toEqual([id]);
});

test('default_post_format: a new post, and a quick draft, begin with it', async () => {
  await choose('writing', { default_category: '1', default_post_format: 'aside', use_smilies: '1' });

  const { text } = await agent.get('/admin/posts/new');
  await send('/admin/quick-draft/save', { title: 'Thought', content: 'Short.' });
  const draft = await db<Post>('posts').where({ title: 'Thought' }).first();

  expect(text).toMatch(/<option value="aside" selected>/);
  expect(draft?.format).toBe('aside');
});

test('use_smilies: faces come and go, in posts and comments that are there too', async () => {
  const fields = { default_category: '1', default_post_format: 'standard' };
  const post = await published({ content: 'Well :-) then.', comment_status: '1' });
  const comment = { comment_post_ID: post.id, comment: 'Yes :-) indeed.' };
  await send('/wp-comments-post.php', comment).expect(303);
  const page = async () => (await site.request.get(`/?p=${post.id}`).redirects(1)).text;
  const before = await page();

  await choose('writing', fields);
  await site.work();
  const without = await page();
  await choose('writing', { ...fields, use_smilies: '1' });
  await site.work();
  const again = await page();

  for (const text of [before, again]) {
    expect(text).toContain('Well 🙂 then.');
    expect(text).toContain('Yes 🙂 indeed.');
  }
  expect(without).toContain('Well :-) then.');
  expect(without).toContain('Yes :-) indeed.');
});

test('ping_sites: each is told of a new post once; of a change, of hidden posts, and while the site hides, nobody is', async () => {
  const ping_sites = `${elsewhere}/one\n${elsewhere}/two\n${elsewhere}/one`;
  const fields = { default_category: '1', default_post_format: 'standard', use_smilies: '1' };
  await choose('writing', { ...fields, ping_sites });

  const post = await published({ title: 'Told & heard' });
  await send(`/admin/posts/${post.id}/save`, { title: 'Told again', content: 'x', act: 'publish' });
  await published({ title: 'Locked', visibility: 'protected', password: 'x' });
  const told = calls.splice(0);
  await choose('reading', {
    posts_per_page: 10,
    posts_per_rss: 10,
    show_on_front: 'posts',
    hits_label: 'Hits',
  });
  await published({ title: 'Hidden' });

  expect(told.map(({ path }) => path).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(['/one', '/two']);
  expect(told[0]!.body).toContain('<methodName>weblogUpdates.extendedPing</methodName>');
  expect(told[0]!.body).toContain('<string>http://blog.example/feed/</string>');
  expect(calls).toEqual([]);
});

test('default_comment_status, default_ping_status: what a new post begins with', async () => {
  const boxes = async () => {
    const { text } = await agent.get('/admin/posts/new');
    return ['comment_status', 'ping_status'].map((name) =>
      new RegExp(`id="${name}"[^>]* checked`).test(text),
    );
  };
  await discussion([], { default_comment_status: 'open', default_ping_status: 'open' });
  const open = await boxes();
  await discussion([], { default_comment_status: 'closed', default_ping_status: 'closed' });
  const closed = await boxes();

  expect([open, closed]).toEqual([
    [true, true],
    [false, false],
  ]);
});

test('show_comments_cookies_opt_in, show_avatars, thread_comments: what stands beneath a post', async () => {
  const post = await site.hasPost();
  const first = await site.hasComment({ post_id: post.id, content: 'First' });
  await site.hasComment({ post_id: post.id, content: 'Second', parent_id: first.id });
  const look = async () => {
    const { text } = await site.request.get(`/2026/08/01/${post.slug}/`);
    return [/wp-comment-cookies-consent/, /class="avatar /, /replytocom=/].map((one) => one.test(text));
  };

  await discussion([]);
  const all = await look();
  await discussion(['show_comments_cookies_opt_in', 'show_avatars', 'thread_comments']);
  const none = await look();

  expect([all, none]).toEqual([
    [true, true, true],
    [false, false, false],
  ]);
});

test('comments_notify, moderation_notify: whether letters are written', async () => {
  const writer = await site.hasUser({ role: 'author', email: 'writer@example.com' });
  const post = await site.hasPost({ author_id: writer.id });
  let number = 0;
  const letters = async (comment_moderation: object) => {
    await choose('discussion', comment_moderation);
    await db('letters').delete();
    number += 1;
    site.setTime(`2026-08-01T09:${10 + number}:00Z`);
    await send('/wp-comments-post.php', {
      comment_post_ID: post.id,
      comment: `A word, number ${number}.`,
    }).expect(303);
    // Two in the same moment would be a flood.
    site.setTime(`2026-08-01T09:${20 + number}:00Z`);
    const stranger = {
      author: 'Bea',
      email: `bea${number}@example.com`,
      comment: `Number ${number}, from Bea.`,
    };
    await site.request
      .post('/wp-comments-post.php')
      .type('form')
      .send({ comment_post_ID: post.id, ...stranger });
    await site.work();
    return (await db('letters').orderBy('id').pluck('subject')) as string[];
  };
  const held = { comment_moderation: '1', comment_previously_approved: '1' };

  const both = await letters({ ...held, comments_notify: '1', moderation_notify: '1' });
  const author = await letters({ ...held, comments_notify: '1' });
  const neither = await letters(held);

  expect(both.some((subject) => /Comment:/.test(subject))).toBe(true);
  expect(both.some((subject) => /moderate:/.test(subject))).toBe(true);
  expect(author.length > 0 && author.every((subject) => /Comment:/.test(subject))).toBe(true);
  expect(neither).toEqual([]);
});

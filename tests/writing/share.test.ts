// tests/writing/share.test.ts: a link that shows somebody without an account what is not out yet.
import { expect, test } from 'vitest';
import type { Post } from '../../src/posts/post.ts';
import { publishDuePosts } from '../../src/posts/publish.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const mara = await site.hasUser({ role: 'author' });
const desk = await site.signIn(mara);
const other = await site.signIn(await site.hasUser({ role: 'author' }));

const hasDraft = (post: Partial<Post> = {}) =>
  site.hasPost({
    status: 'draft',
    published_at: null,
    slug: '',
    title: 'Low tide',
    author_id: mara.id,
    ...post,
  });

const share = ({ id, type }: Post, days: number | string = 7, visitor = desk) =>
  visitor.post(`/admin/${type}s/${id}/share`).type('form').send({ days });

/** The links that the write screen shows, as paths. */
async function linksOf({ id, type }: Post): Promise<string[]> {
  const { text } = await desk.get(`/admin/${type}s/${id}`);
  return [...text.matchAll(/value="http:\/\/blog\.example([^"]+preview_token=[^"]+)" readonly/g)].map(
    ([, path]) => path!.replaceAll('&amp;', '&'),
  );
}

async function sharedLink(post: Post, days = 7): Promise<string> {
  expect((await share(post, days)).status).toBe(303);
  return (await linksOf(post))[0]!;
}

test('whoever has the link reads the draft as it will look, and nobody keeps or lists it', async () => {
  const draft = await hasDraft({
    html: '<p>Mud.</p><!--nextpage--><p>And a heron.</p>',
    content: 'Mud.<!--nextpage-->And a heron.',
    password: 'sea',
    comment_status: 'open',
  });
  const link = await sharedLink(draft);

  const [page, second, without] = [
    await site.request.get(link),
    await site.request.get(`${link}&page=2`),
    await site.request.get(`/?p=${draft.id}`),
  ];

  expect(page.status).toBe(200);
  expect(page.text).toContain('<h1 class="p-name">Low tide</h1>');
  expect(page.text).toContain('<p>Mud.</p>');
  expect(page.text).toMatch(/<meta name="robots" content="noindex/);
  expect(page.text).not.toMatch(/id="commentform"|rel="canonical"|\/admin\//);
  expect(page.headers).toMatchObject({
    'cache-control': 'private, no-store',
    'x-robots-tag': 'noindex, nofollow',
    'referrer-policy': 'same-origin',
  });
  expect(second.text).toContain('And a heron.');
  expect(without.status).toBe(404);
  expect(await db('hits').where({ post_id: draft.id })).toEqual([]);
});

test('it ends by itself, and when it is revoked', async () => {
  const draft = await hasDraft();
  const short = await sharedLink(draft, 1);
  const long = await sharedLink(draft, 7);
  const form = await desk.get(`/admin/posts/${draft.id}`);
  const [, revoke] = /formaction="([^"]+\/revoke)"/.exec(form.text)!;

  site.setTime('2026-08-02T08:59:00Z');
  const before = await site.request.get(short);
  site.setTime('2026-08-02T09:01:00Z');
  const [after, still] = [await site.request.get(short), await site.request.get(long)];
  await desk.post(revoke!);
  const revoked = await site.request.get(long);
  const none = await linksOf(draft);
  site.setTime('2026-08-01T09:00:00Z');

  expect([before, after, still, revoked].map(({ status }) => status)).toEqual([200, 404, 200, 404]);
  expect(form.text).toContain('Opens until August 8, 2026, 9:00 am');
  expect(none).toEqual([]);
});

test('it ends when the post comes out, by hand, by the clock or among others, and leads to the post', async () => {
  const [byHand, byClock, among] = [
    await hasDraft({ title: 'By hand' }),
    await hasDraft({
      title: 'By clock',
      status: 'future',
      slug: 'by-clock',
      published_at: new Date('2026-08-01T10:00Z'),
    }),
    await hasDraft({ title: 'Among others' }),
  ];
  const links = [await sharedLink(byHand), await sharedLink(byClock), await sharedLink(among)];

  await desk.post(`/admin/posts/${byHand.id}/save`).type('form').send({ title: 'By hand', act: 'publish' });
  site.setTime('2026-08-01T10:00:30Z');
  await publishDuePosts(site.blog);
  await desk.post('/admin/posts/bulk-edit').type('form').send({ ids: among.id, status: 'publish' });
  const found = await Promise.all(links.map((link) => site.request.get(link)));
  await desk.post(`/admin/posts/${byHand.id}/save`).type('form').send({ title: 'By hand', act: 'draft' });
  const again = await site.request.get(links[0]!);
  site.setTime('2026-08-01T09:00:00Z');

  expect(found.map(({ status, headers }) => `${status} ${headers.location}`)).toEqual([
    '302 /2026/08/01/by-hand/',
    '302 /2026/08/01/by-clock/',
    '302 /2026/08/01/among-others/',
  ]);
  expect(again.status).toBe(404);
  expect(await db('preview_links').whereIn('post_id', [byHand.id, byClock.id, among.id])).toEqual([]);
});

test('a link opens one post only, and nothing in the trash or private', async () => {
  const [one, two] = [await hasDraft(), await hasDraft()];
  const link = await sharedLink(one);
  const token = new URLSearchParams(link.slice(2)).get('preview_token');

  const elsewhere = await site.request.get(`/?p=${two.id}&preview_token=${token}`);
  const forged = await site.request.get(`/?p=${one.id}&preview_token=${'x'.repeat(43)}`);
  const odd = await site.request.get(`/?p=${one.id}&preview_token=%00`);
  await db('posts').where({ id: one.id }).update({ status: 'private', published_at: new Date() });
  const hidden = await site.request.get(link);
  await db('posts').where({ id: one.id }).update({ status: 'trash' });
  const binned = await site.request.get(link);

  expect([elsewhere, forged, odd, hidden, binned].map(({ status }) => status)).toEqual([
    404, 404, 404, 404, 404,
  ]);
});

test('only whoever may edit the post makes and revokes its links, and not endlessly many', async () => {
  const draft = await hasDraft();
  const out = await site.hasPost({ author_id: mara.id });
  await share(draft);
  const [{ id }] = (await db('preview_links').where({ post_id: draft.id })) as [{ id: number }];

  const refused = [
    await share(draft, 7, other),
    await other.post(`/admin/posts/${draft.id}/share/${id}/revoke`),
    await share(draft, 365),
    await share(out),
    await site.request.post(`/admin/posts/${draft.id}/share`).type('form').send({ days: 7 }),
  ];
  for (let made = 1; made < 10; made += 1) await share(draft);
  const enough = await share(draft);

  expect(refused.map(({ status }) => status)).toEqual([403, 403, 400, 409, 422]);
  expect(enough.status).toBe(409);
  expect(await linksOf(draft)).toHaveLength(10);
});

test('pages are shared too', async () => {
  const page = await hasDraft({ type: 'page', title: 'About', author_id: null });
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));
  await share(page, 2, editor);
  const [{ token }] = (await db('preview_links').where({ post_id: page.id })) as [{ token: string }];

  const shown = await site.request.get(`/?p=${page.id}&preview_token=${token}`);

  expect(shown.text).toContain('<h1 class="p-name">About</h1>');
});

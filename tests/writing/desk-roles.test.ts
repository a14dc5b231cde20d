// tests/writing/desk-roles.test.ts: who may do what with whose post, asked at the door.
import { expect, test } from 'vitest';
import { roles, type Role } from '../../src/accounts/user.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const other = await site.hasUser({ role: 'editor', login: 'other' });

// 's' it is done, 'p' it is handed in for review instead, '-' it is refused.
const table: Record<string, Record<Role, string>> = {
  'write a draft': { administrator: 's', editor: 's', author: 's', contributor: 's', subscriber: '-' },
  'publish a new post': { administrator: 's', editor: 's', author: 's', contributor: 'p', subscriber: '-' },
  'schedule a new post': { administrator: 's', editor: 's', author: 's', contributor: 'p', subscriber: '-' },
  'make a new post private': {
    administrator: 's',
    editor: 's',
    author: 's',
    contributor: 'p',
    subscriber: '-',
  },
  'change own draft': { administrator: 's', editor: 's', author: 's', contributor: 's', subscriber: '-' },
  'change own published': { administrator: 's', editor: 's', author: 's', contributor: '-', subscriber: '-' },
  'change other’s draft': { administrator: 's', editor: 's', author: '-', contributor: '-', subscriber: '-' },
  'change other’s published': {
    administrator: 's',
    editor: 's',
    author: '-',
    contributor: '-',
    subscriber: '-',
  },
  'trash own draft': { administrator: 's', editor: 's', author: 's', contributor: 's', subscriber: '-' },
  'trash own published': { administrator: 's', editor: 's', author: 's', contributor: '-', subscriber: '-' },
  'trash other’s published': {
    administrator: 's',
    editor: 's',
    author: '-',
    contributor: '-',
    subscriber: '-',
  },
  'restore other’s': { administrator: 's', editor: 's', author: '-', contributor: '-', subscriber: '-' },
  'delete own for ever': { administrator: 's', editor: 's', author: 's', contributor: 's', subscriber: '-' },
  'read other’s earlier texts': {
    administrator: 's',
    editor: 's',
    author: '-',
    contributor: '-',
    subscriber: '-',
  },
  'publish a page': { administrator: 's', editor: 's', author: '-', contributor: '-', subscriber: '-' },
  'open the media': { administrator: 's', editor: 's', author: 's', contributor: '-', subscriber: '-' },
  'open the categories': { administrator: 's', editor: 's', author: '-', contributor: '-', subscriber: '-' },
  'open the users': { administrator: 's', editor: '-', author: '-', contributor: '-', subscriber: '-' },
  'open the settings': { administrator: 's', editor: '-', author: '-', contributor: '-', subscriber: '-' },
  'open the own profile': { administrator: 's', editor: 's', author: 's', contributor: 's', subscriber: 's' },
};

for (const role of roles) {
  test(`what the role ${role} may do`, async () => {
    const user = await site.hasUser({ role });
    const agent = await site.signIn(user);
    const send = (path: string, fields: object) => agent.post(path).type('form').send(fields);
    const words = { title: 'T', content: 'C' };
    const has = (post: Partial<Post>) => site.hasPost(post);
    const own = { author_id: user.id };
    const others = { author_id: other.id };
    const tries: Record<
      string,
      () => Promise<{ status: number; headers: Record<string, string | undefined> }>
    > = {
      'write a draft': () => send('/admin/posts/save', words),
      'publish a new post': () => send('/admin/posts/save', { ...words, act: 'publish' }),
      'schedule a new post': () =>
        send('/admin/posts/save', { ...words, act: 'publish', published_at: '2027-01-01T10:00' }),
      'make a new post private': () =>
        send('/admin/posts/save', { ...words, act: 'publish', visibility: 'private' }),
      'change own draft': async () =>
        send(`/admin/posts/${(await has({ ...own, status: 'draft' })).id}/save`, words),
      'change own published': async () => send(`/admin/posts/${(await has(own)).id}/save`, words),
      'change other’s draft': async () =>
        send(`/admin/posts/${(await has({ ...others, status: 'draft' })).id}/save`, words),
      'change other’s published': async () => send(`/admin/posts/${(await has(others)).id}/save`, words),
      'trash own draft': async () =>
        send(`/admin/posts/${(await has({ ...own, status: 'draft' })).id}/trash`, {}),
      'trash own published': async () => send(`/admin/posts/${(await has(own)).id}/trash`, {}),
      'trash other’s published': async () => send(`/admin/posts/${(await has(others)).id}/trash`, {}),
      'restore other’s': async () =>
        send(
          `/admin/posts/${(await has({ ...others, status: 'trash', former_status: 'draft' })).id}/restore`,
          {},
        ),
      'delete own for ever': async () =>
        send(
          `/admin/posts/${(await has({ ...own, status: 'trash', former_status: 'draft' })).id}/delete`,
          {},
        ),
      'read other’s earlier texts': async () => agent.get(`/admin/posts/${(await has(others)).id}/revisions`),
      'publish a page': () => send('/admin/pages/save', { ...words, act: 'publish' }),
      'open the media': () => agent.get('/admin/media'),
      'open the categories': () => agent.get('/admin/categories'),
      'open the users': () => agent.get('/admin/users'),
      'open the settings': () => agent.get('/admin/settings/general'),
      'open the own profile': () => agent.get('/admin/profile'),
    };

    const outcomes: Record<string, string> = {};
    for (const [name, attempt] of Object.entries(tries)) outcomes[name] = await outcome(await attempt());

    const expected = Object.fromEntries(Object.entries(table).map(([name, row]) => [name, row[role]]));
    expect(outcomes).toEqual(expected);
  });
}

test('a contributor sees only own posts in the list, and no signed-out person sees any', async () => {
  const user = await site.hasUser({ role: 'contributor' });
  await site.hasPost({ title: 'Mine alone', author_id: user.id, status: 'draft' });
  await site.hasPost({ title: 'Secret plan', author_id: other.id, status: 'draft' });

  const list = await (await site.signIn(user)).get('/admin/posts');
  const stranger = await site.request.get('/admin/posts');

  expect(list.text).toContain('Mine alone');
  expect(list.text).not.toContain('Secret plan');
  expect(stranger.status).toBe(302);
});

async function outcome(answer: {
  status: number;
  headers: Record<string, string | undefined>;
}): Promise<string> {
  if (answer.status === 403) return '-';
  if (![200, 303].includes(answer.status)) return String(answer.status);
  const id = /posts\/(\d+)$/.exec(answer.headers.location ?? '')?.[1];
  const post = id ? await db('posts').where({ id }).first() : undefined;
  return post?.status === 'pending' ? 'p' : 's';
}

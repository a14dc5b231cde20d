// tests/posts/permissions.test.ts: what nobody may do with a post, and what lies in the trash, role by role.
import { expect, test } from 'vitest';
import { roles } from '../../src/accounts/user.ts';
import { mayDelete, mayEdit, mayPublish, mayWrite } from '../../src/posts/permissions.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const people = await Promise.all(roles.map((role) => site.hasUser({ role })));
const own = { type: 'post', status: 'draft', former_status: null } as const;

test('nobody in particular may nothing', () => {
  for (const type of ['post', 'page', 'nav_menu_item']) {
    const post = { ...own, type, author_id: null };
    expect([mayWrite, mayPublish].map((may) => may(undefined, type))).toEqual([false, false]);
    expect([mayEdit, mayDelete].map((may) => may(undefined, post))).toEqual([false, false]);
  }
});

test.each(['nav_menu_item', 'revision', 'shop_order'])(
  'what an export calls %s is changed by nobody',
  (type) => {
    for (const user of people) {
      const post = { ...own, type, author_id: user.id };
      expect([mayEdit(user, post), mayDelete(user, post)]).toEqual([false, false]);
    }
  },
);

test('a row of another kind has no screen, for administrators either', async () => {
  const item = await site.hasPost({ type: 'nav_menu_item', status: 'draft', author_id: people[0]!.id });
  const admin = await site.signIn(people[0]!);

  const screens = await Promise.all(
    [`/admin/posts/${item.id}`, `/admin/pages/${item.id}`].map((address) => admin.get(address)),
  );

  expect(screens.map(({ status }) => status)).toEqual([404, 404]);
});

test('what was public is guarded in the trash as what it was', () => {
  const [, , author, contributor] = people;
  const trashed = (user: typeof author, former_status: 'draft' | 'publish') =>
    mayDelete(user, { ...own, status: 'trash', former_status, author_id: user!.id });

  expect([trashed(author, 'draft'), trashed(author, 'publish')]).toEqual([true, true]);
  expect([trashed(contributor, 'draft'), trashed(contributor, 'publish')]).toEqual([true, false]);
});

test('who was made a subscriber may not touch what they once wrote', async () => {
  const user = people[4]!;
  const post = await site.hasPost({ author_id: user.id, status: 'draft', title: 'Once mine' });
  const agent = await site.signIn(user);

  const screen = await agent.get(`/admin/posts/${post.id}`);
  const saved = await agent
    .post(`/admin/posts/${post.id}/save`)
    .type('form')
    .send({ title: 'Mine', act: 'save' });

  expect([mayEdit(user, post), mayDelete(user, post)]).toEqual([false, false]);
  expect([screen.status, saved.status]).toEqual([403, 403]);
  expect(await site.blog.db('posts').where({ id: post.id }).first()).toMatchObject({ title: 'Once mine' });
});

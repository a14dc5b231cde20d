// tests/posts/permissions-matrix.test.ts: who may do what with a post or a page: each role, each status, one's own and another's.
import { expect, test } from 'vitest';
import { roles, type Role, type User } from '../../src/accounts/user.ts';
import {
  mayDelete,
  mayEdit,
  mayEditOthers,
  mayPublish,
  mayWrite,
  writingRoles,
} from '../../src/posts/permissions.ts';
import type { Post } from '../../src/posts/post.ts';

type Status = Post['status'];
const statuses = ['draft', 'pending', 'private', 'future', 'publish'] as const satisfies Status[];
const unpublished = ['draft', 'pending', 'private'];
const every: readonly string[] = statuses;

const user = (role: Role) => ({ id: 7, role }) as User;
const post = (type: string, status: Status, author_id: number | null, former_status: Status | null = null) =>
  ({ type, status, author_id, former_status }) as Post;

/** The statuses in which somebody of the role may change, and delete, a post or page of their own or of another. */
const rights: Record<Role, Record<'post' | 'page', { own: readonly string[]; other: readonly string[] }>> = {
  administrator: { post: { own: every, other: every }, page: { own: every, other: every } },
  editor: { post: { own: every, other: every }, page: { own: every, other: every } },
  author: { post: { own: every, other: [] }, page: { own: [], other: [] } },
  contributor: { post: { own: unpublished, other: [] }, page: { own: [], other: [] } },
  subscriber: { post: { own: [], other: [] }, page: { own: [], other: [] } },
};

const cases = roles.flatMap((role) => (['post', 'page'] as const).map((type) => [role, type] as const));

test.each(cases)('%s and %s: what may be changed and deleted, and nothing else', (role, type) => {
  const allowed = (may: typeof mayEdit, author_id: number | null) =>
    statuses.filter((status) => may(user(role), post(type, status, author_id)));

  for (const may of [mayEdit, mayDelete]) {
    expect(allowed(may, 7)).toEqual(rights[role][type].own);
    expect(allowed(may, 8)).toEqual(rights[role][type].other);
    expect(allowed(may, null)).toEqual(rights[role][type].other);
  }
});

test.each(cases)('%s and %s in the trash: guarded as what it was', (role, type) => {
  const allowed = (may: typeof mayEdit, author_id: number) =>
    statuses.filter((was) => may(user(role), post(type, 'trash', author_id, was)));

  for (const may of [mayEdit, mayDelete]) {
    expect(allowed(may, 7)).toEqual(rights[role][type].own);
    expect(allowed(may, 8)).toEqual(rights[role][type].other);
  }
  // A former status is of no account outside the trash.
  const contributor = role === 'contributor' && type === 'post';
  expect(mayEdit(user(role), post(type, 'draft', 7, 'publish'))).toBe(
    rights[role][type].own.includes('draft'),
  );
  expect(mayEdit(user(role), post(type, 'publish', 7, 'draft'))).toBe(
    !contributor && rights[role][type].own.length > 0,
  );
});

test('who may write, publish and see the drafts of others', () => {
  const those = (may: typeof mayWrite, type: string) => roles.filter((role) => may(user(role), type));

  expect(those(mayWrite, 'post')).toEqual(['administrator', 'editor', 'author', 'contributor']);
  expect(those(mayWrite, 'page')).toEqual(['administrator', 'editor']);
  expect(those(mayPublish, 'post')).toEqual(['administrator', 'editor', 'author']);
  expect(those(mayPublish, 'page')).toEqual(['administrator', 'editor']);
  expect(those(mayEditOthers, 'post')).toEqual(['administrator', 'editor']);
  expect(those(mayEditOthers, 'page')).toEqual(['administrator', 'editor']);
  expect(writingRoles('post')).toEqual(['administrator', 'editor', 'author', 'contributor']);
  expect(writingRoles('page')).toEqual(['administrator', 'editor']);
  for (const may of [mayWrite, mayPublish, mayEditOthers])
    for (const type of ['post', 'page']) expect(may(undefined, type)).toBe(false);
});

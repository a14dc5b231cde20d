// tests/accounts/roles-comments.test.ts: comments: where one may change a post one may moderate what is said beneath it.
import { test } from 'vitest';
import { roles } from '../../src/accounts/user.ts';
import { commentOn, expectAsTold, moderate, others, own, post, type Row } from './role-kit.ts';

const thanks = { comment: 'Thanks.' };

const table: Row[] = [
  ['list comments', 'AEWC', ({ get }) => get('/admin/comments')],
  ['approve on own post', 'AEW', async (kit) => moderate(kit, 'approve', await commentOn(await own(kit)))],
  [
    'approve on own draft',
    'AEWC',
    async (kit) => moderate(kit, 'approve', await commentOn(await own(kit, post('draft')))),
  ],
  [
    'approve on own private',
    'AEWC',
    async (kit) => moderate(kit, 'approve', await commentOn(await own(kit, post('private')))),
  ],
  ['bin on own post', 'AEW', async (kit) => moderate(kit, 'trash', await commentOn(await own(kit)))],
  ['mark as spam on own post', 'AEW', async (kit) => moderate(kit, 'spam', await commentOn(await own(kit)))],
  ['delete on own post', 'AEW', async (kit) => moderate(kit, 'delete', await commentOn(await own(kit)))],
  [
    'answer on own post',
    'AEW',
    async (kit) => moderate(kit, 'reply', await commentOn(await own(kit)), thanks),
  ],
  ['approve elsewhere', 'AE', async (kit) => moderate(kit, 'approve', await commentOn(await others()))],
  ['mark as spam elsewhere', 'AE', async (kit) => moderate(kit, 'spam', await commentOn(await others()))],
  ['delete elsewhere', 'AE', async (kit) => moderate(kit, 'delete', await commentOn(await others()))],
  [
    'moderate several elsewhere',
    'AE',
    async ({ send }) =>
      send('/admin/comments/moderate', { what: 'approve', ids: (await commentOn(await others())).id }),
  ],
  [
    'edit a comment on own post',
    'AEW',
    async (kit) =>
      moderate(kit, 'save', await commentOn(await own(kit)), {
        author: 'A',
        email: 'a@example.com',
        comment: 'Other words',
      }),
  ],
  [
    'edit a comment elsewhere',
    'AE',
    async (kit) =>
      moderate(kit, 'save', await commentOn(await others()), {
        author: 'A',
        email: 'a@example.com',
        comment: 'Other words',
      }),
  ],
  [
    'reply from the admin elsewhere',
    'AE',
    async (kit) => moderate(kit, 'reply', await commentOn(await others()), thanks),
  ],
  ['empty the spam', 'AE', ({ send }) => send('/admin/comments/empty', { empty: 'spam' })],
];

test.each(roles)('which comments the role %s may moderate', (role) => expectAsTold(table, role));

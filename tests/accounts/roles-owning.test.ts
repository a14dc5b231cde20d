// tests/accounts/roles-owning.test.ts: terms, users, settings and tools: what each role may do for the whole site.
import { test } from 'vitest';
import { roles } from '../../src/accounts/user.ts';
import { expectAsTold, next, of, person, profile, term, type Row } from './role-kit.ts';

const table: Row[] = [
  ['list categories', 'AE', ({ get }) => get('/admin/categories')],
  ['add a category', 'AE', ({ send }) => send('/admin/categories/add', { name: `New ${next()}` })],
  ['rename a category', 'AE', async ({ send }) => send(`${await term()}/save`, { name: `Named ${next()}` })],
  ['delete a category', 'AE', async ({ send }) => send(`${await term()}/delete`)],
  ['list tags', 'AE', ({ get }) => get('/admin/tags')],
  ['list linkbacks', 'AE', ({ get }) => get('/admin/linkbacks')],

  ['list users', 'A', ({ get }) => get('/admin/users')],
  [
    'add a user',
    'A',
    ({ send }) =>
      send('/admin/users/add', {
        login: `n${next()}`,
        email: `n${next()}@example.com`,
        role: 'author',
        password: 'a good long word',
      }),
  ],
  ['open a user', 'A', async ({ get }) => get(of(await person()))],
  [
    'change a user',
    'A',
    async ({ send }) => {
      const user = await person();
      return send(`${of(user)}/save`, profile(user));
    },
  ],
  [
    'promote a user',
    'A',
    async ({ send }) => {
      const user = await person();
      return send(`${of(user)}/save`, { ...profile(user), role: 'administrator' });
    },
  ],
  ['send a user a link', 'A', async ({ send }) => send(`${of(await person())}/send-password-link`)],
  ['sign a user out', 'A', async ({ send }) => send(`${of(await person())}/sign-out`)],
  ['reset a second factor', 'A', async ({ send }) => send(`${of(await person())}/two-factor/reset`)],
  ['ask before deleting a user', 'A', async ({ get }) => get(`${of(await person())}/delete`)],
  ['delete a user', 'A', async ({ send }) => send(`${of(await person())}/delete`)],

  ['open the import', 'A', ({ get }) => get('/admin/import')],
  ['open the outbox', 'A', ({ get }) => get('/admin/outbox')],
  ['list jobs', 'A', ({ get }) => get('/admin/jobs')],
  ['retry jobs', 'A', ({ send }) => send('/admin/jobs/retry', { ids: '999' })],
  ['remove jobs', 'A', ({ send }) => send('/admin/jobs/remove', { ids: '999' })],
  ...['general', 'reading', 'discussion', 'permalinks', 'privacy'].map((name): Row => [
    `open the ${name} settings`,
    'A',
    ({ get }) => get(`/admin/settings/${name}`),
  ]),
  ['save settings', 'A', ({ send }) => send('/admin/settings/privacy', {})],
];

test.each(roles)('what the role %s may do for the whole site', (role) => expectAsTold(table, role));

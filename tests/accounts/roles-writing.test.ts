// tests/accounts/roles-writing.test.ts: posts, pages and files: what each role may do with its own and with those of others.
import { test } from 'vitest';
import { roles } from '../../src/accounts/user.ts';
import {
  binned,
  deletes,
  expectAsTold,
  file,
  others,
  own,
  picture,
  post,
  profile,
  screen,
  stranger,
  words,
  type Row,
} from './role-kit.ts';

const table: Row[] = [
  ['see the dashboard', 'AEWCS', ({ get }) => get('/admin/')],
  ['look for places', 'AEWCS', ({ get }) => get('/admin/go?q=a')],
  ['see the own profile', 'AEWCS', ({ get }) => get('/admin/profile')],
  ['save the own profile', 'AEWCS', ({ send, user }) => send('/admin/profile/save', profile(user))],
  ['sign out elsewhere', 'AEWCS', ({ send }) => send('/admin/profile/sessions/end-others')],
  ['see the own second factor', 'AEWCS', ({ get }) => get('/admin/profile/two-factor')],

  ['list posts', 'AEWC', ({ get }) => get('/admin/posts')],
  ['open the write screen', 'AEWC', ({ get }) => get('/admin/posts/new')],
  ['save a draft', 'AEWC', ({ send }) => send('/admin/posts/save', words)],
  ['draft from the dashboard', 'AEWC', ({ send }) => send('/admin/quick-draft/save', words)],
  ['open own draft', 'AEWC', async (kit) => kit.get(screen(await own(kit, post('draft'))))],
  [
    'change own draft',
    'AEWC',
    async (kit) => kit.send(`${screen(await own(kit, post('draft')))}/save`, words),
  ],
  ['change own published', 'AEW', async (kit) => kit.send(`${screen(await own(kit))}/save`, words)],
  ['quick-edit own published', 'AEW', async (kit) => kit.send(`${screen(await own(kit))}/quick-edit`, words)],
  ['trash own draft', 'AEWC', async (kit) => kit.send(`${screen(await own(kit, post('draft')))}/trash`)],
  ['trash own published', 'AEW', async (kit) => kit.send(`${screen(await own(kit))}/trash`)],
  ['restore own published', 'AEW', async (kit) => kit.send(`${screen(await own(kit, binned))}/restore`)],
  ['delete own published', 'AEW', async (kit) => kit.send(`${screen(await own(kit, binned))}/delete`)],
  ['open other’s draft', 'AE', async ({ get }) => get(screen(await others(post('draft'))))],
  [
    'change other’s draft',
    'AE',
    async ({ send }) => send(`${screen(await others(post('draft')))}/save`, words),
  ],
  ['change other’s published', 'AE', async ({ send }) => send(`${screen(await others())}/save`, words)],
  [
    'change other’s private',
    'AE',
    async ({ send }) => send(`${screen(await others(post('private')))}/save`, words),
  ],
  ['quick-edit other’s', 'AE', async ({ send }) => send(`${screen(await others())}/quick-edit`, words)],
  [
    'take over other’s',
    'AE',
    async ({ send }) => send(`${screen(await others())}/take-over`, { screen: 'a' }),
  ],
  ['trash other’s', 'AE', async ({ send }) => send(`${screen(await others())}/trash`)],
  ['delete other’s', 'AE', async ({ send }) => send(`${screen(await others(binned))}/delete`)],
  ['read other’s revisions', 'AE', async ({ get }) => get(`${screen(await others())}/revisions`)],
  ['preview other’s draft', 'AE', async ({ get }) => get(`${screen(await others(post('draft')))}/preview`)],

  ['list pages', 'AE', ({ get }) => get('/admin/pages')],
  ['write a page', 'AE', ({ send }) => send('/admin/pages/save', { ...words, act: 'publish' })],
  ['change a page', 'AE', async ({ send }) => send(`${screen(await others({ type: 'page' }))}/save`, words)],
  ['move a page', 'AE', async ({ send }) => send(`${screen(await others({ type: 'page' }))}/move-up`)],
  ['trash a page', 'AE', async ({ send }) => send(`${screen(await others({ type: 'page' }))}/trash`)],

  ['list files', 'AEW', ({ get }) => get('/admin/media')],
  [
    'upload a file',
    'AEW',
    ({ agent }) => agent.post('/admin/media/upload').attach('files', picture, 'a.png'),
  ],
  ['open own file', 'AEW', async (kit) => kit.get(await file(kit, kit.user.id))],
  ['describe own file', 'AEW', async (kit) => kit.send(`${await file(kit, kit.user.id)}/save`, { alt: 'a' })],
  ['turn own picture', 'AEW', async (kit) => kit.get(`${await file(kit, kit.user.id)}/edit`)],
  ['delete own file', 'AEW', async (kit) => deletes(kit, await file(kit, kit.user.id))],
  [
    'describe other’s file',
    'AE',
    async (kit) => kit.send(`${await file(kit, stranger.id)}/save`, { alt: 'a' }),
  ],
  ['turn other’s picture', 'AE', async (kit) => kit.get(`${await file(kit, stranger.id)}/edit`)],
  ['delete other’s file', 'AE', async (kit) => deletes(kit, await file(kit, stranger.id))],
];

test.each(roles)('what the role %s may write, change and delete', (role) => expectAsTold(table, role));

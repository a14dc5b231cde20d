// tests/accounts/roles.test.ts: every role against every verb of the admin: done or refused; and the menu says the same.
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { roles, type Role, type User } from '../../src/accounts/user.ts';
import { features } from '../../src/features.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const stranger = await site.hasUser({ role: 'editor', login: 'stranger' });
let picture: Buffer;
let number = 0;

beforeAll(async () => {
  picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#567' } })
    .png()
    .toBuffer();
});

interface Kit {
  user: User;
  get: (path: string) => Promise<Answer>;
  send: (path: string, fields?: object) => Promise<Answer>;
  agent: Awaited<ReturnType<typeof site.signIn>>;
}
interface Answer {
  status: number;
  text: string;
}

const has = (post: Partial<Post>) => site.hasPost({ slug: `role-${(number += 1)}`, ...post });
const others = (post: Partial<Post> = {}) => has({ author_id: stranger.id, ...post });
const own = ({ user }: Kit, post: Partial<Post> = {}) => has({ author_id: user.id, ...post });
const commentOn = async (post: Post) => site.hasComment({ post_id: post.id, status: 'hold' });
const person = (role: Role = 'subscriber') => site.hasUser({ role, login: `person${(number += 1)}` });
const words = { title: 'T', content: 'C' };
const profile = ({ email, display_name }: User) => ({ email, display_name });

async function file({ agent, user }: Kit, uploaded_by: number | null): Promise<string> {
  const uploader = uploaded_by === user.id ? agent : await site.signIn(stranger);
  await uploader.post('/admin/media/upload').attach('files', picture, `picture${(number += 1)}.png`);
  const { id } = await db('media').orderBy('id', 'desc').first('id');
  await db('media').where({ id }).update({ uploaded_by });
  return `/admin/media/${id}`;
}

async function term(): Promise<string> {
  const name = `Term ${(number += 1)}`;
  const [row] = await db('terms')
    .insert({ taxonomy: 'category', name, slug: `term-${number}` })
    .returning('id');
  return `/admin/categories/${row.id}`;
}

// Who may: A administrator, E editor, W author (who writes and publishes), C contributor, S subscriber.
const letters: Record<Role, string> = {
  administrator: 'A',
  editor: 'E',
  author: 'W',
  contributor: 'C',
  subscriber: 'S',
};
type Row = [what: string, who: string, attempt: (kit: Kit) => Promise<Answer>];

const post = (status: Post['status'], extra: Partial<Post> = {}) => ({ status, ...extra });
const binned = post('trash', { former_status: 'publish' });
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

  ['list comments', 'AEWC', ({ get }) => get('/admin/comments')],
  ['approve on own post', 'AEW', async (kit) => moderate(kit, 'approve', await commentOn(await own(kit)))],
  [
    'approve on own draft',
    'AEW',
    async (kit) => moderate(kit, 'approve', await commentOn(await own(kit, post('draft')))),
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
    async (kit) => moderate(kit, 'reply', await commentOn(await others()), { comment: 'Thanks.' }),
  ],
  ['empty the spam', 'AE', ({ send }) => send('/admin/comments/empty', { empty: 'spam' })],

  ['list categories', 'AE', ({ get }) => get('/admin/categories')],
  ['add a category', 'AE', ({ send }) => send('/admin/categories/add', { name: `New ${(number += 1)}` })],
  ['rename a category', 'AE', async ({ send }) => send(`${await term()}/save`, { name: `Named ${number}` })],
  ['delete a category', 'AE', async ({ send }) => send(`${await term()}/delete`)],
  ['list tags', 'AE', ({ get }) => get('/admin/tags')],
  ['list linkbacks', 'AE', ({ get }) => get('/admin/linkbacks')],

  ['list users', 'A', ({ get }) => get('/admin/users')],
  [
    'add a user',
    'A',
    ({ send }) =>
      send('/admin/users/add', {
        login: `n${(number += 1)}`,
        email: `n${number}@example.com`,
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

const screen = ({ type, id }: Post) => `/admin/${type === 'page' ? 'pages' : 'posts'}/${id}`;
const of = ({ id }: User) => `/admin/users/${id}`;
const moderate = ({ send }: Kit, what: string, { id }: { id: number }, fields: object = {}) =>
  send(`/admin/comments/${id}/${what}`, fields);
const deletes = async ({ send }: Kit, path: string) => {
  const id = path.split('/').at(-1);
  const answer = await send('/admin/media/delete', { ids: id });
  // Files that may not be deleted stay, and it is told.
  const stays = await db('media').where({ id }).first('id');
  return stays ? { ...answer, status: 403 } : answer;
};

async function kitOf(role: Role): Promise<Kit> {
  const user = await site.hasUser({ role });
  const agent = await site.signIn(user);
  const send = (path: string, fields: object = {}) => agent.post(path).type('form').send(fields);
  return { user, agent, get: (path) => agent.get(path), send };
}

test.each(roles)('what the role %s may do, and what is refused', async (role) => {
  const kit = await kitOf(role);

  const outcomes: Record<string, string> = {};
  for (const [what, , attempt] of table) outcomes[what] = outcomeOf((await attempt(kit)).status);

  const isAllowed = (who: string) => (who.includes(letters[role]) ? 'done' : 'refused');
  expect(outcomes).toEqual(Object.fromEntries(table.map(([what, who]) => [what, isAllowed(who)])));
});

function outcomeOf(status: number): string {
  if ([200, 201, 302, 303].includes(status)) return 'done';
  return status === 403 ? 'refused' : String(status);
}

const screens: Record<string, string> = {
  '/admin/': 'AEWCS',
  '/admin/posts': 'AEWC',
  '/admin/posts/new': 'AEWC',
  '/admin/media': 'AEW',
  '/admin/pages': 'AE',
  '/admin/categories': 'AE',
  '/admin/tags': 'AE',
  '/admin/comments': 'AEWC',
  '/admin/users': 'A',
  '/admin/import': 'A',
  '/admin/jobs': 'A',
  '/admin/settings/general': 'A',
};

test.each(roles)('the menu of the role %s holds what may be opened, and nothing else', async (role) => {
  const { get } = await kitOf(role);
  const may = Object.keys(screens).filter((path) => screens[path]!.includes(letters[role]));
  const menus = await Promise.all(may.map(async (path) => linksIn((await get(path)).text)));
  const links = new Set(menus.flat());

  const statuses = await Promise.all([...links].map(async (path) => [path, (await get(path)).status]));

  expect(Object.keys(screens).filter((path) => links.has(path))).toEqual(may);
  expect(statuses.filter(([, status]) => status !== 200)).toEqual([]);
});

test('every door of the admin is shut for strangers, and for subscribers but their own', async () => {
  const { agent, user } = await kitOf('subscriber');
  const ids = await somethingOfEach();
  const doors = features.flatMap(({ admin }) => (admin ? doorsOf(admin.routes(site.blog)) : []));
  const own = /^\/(profile|go|palette)?(\/|$)/;
  const wrong: string[] = [];

  for (const { method, path } of doors) {
    const address = `/admin${path.replace(/:\w+/, ids[path.split('/')[1]!] ?? '1').replaceAll(/:\w+/g, '1')}`;
    const outside = await site.request[method](address);
    if (![302, 401, 422].includes(outside.status))
      wrong.push(`${method} ${address}: ${outside.status} outside`);
    if (own.test(path)) continue;
    const inside = await agent[method](address);
    if (inside.status !== 403) wrong.push(`${method} ${address}: ${inside.status} for a subscriber`);
  }

  expect(doors.length).toBeGreaterThan(80);
  expect(wrong).toEqual([]);
  expect(await db('users').where({ id: user.id }).first('role')).toEqual({ role: 'subscriber' });
});

interface Layer {
  route?: { path: string | string[]; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
}

/** All addresses a router answers, those of the routers in it too. */
function doorsOf(router: unknown): { method: 'get' | 'post'; path: string }[] {
  return (router as { stack: Layer[] }).stack.flatMap(({ route, handle }) => {
    if (!route) return handle.stack ? doorsOf(handle) : [];
    const methods = Object.keys(route.methods) as ('get' | 'post')[];
    return [route.path].flat().flatMap((path) => methods.map((method) => ({ method, path })));
  });
}

async function somethingOfEach(): Promise<Record<string, string>> {
  const kit = await kitOf('administrator');
  const media = await file(kit, stranger.id);
  const written = await others();
  return {
    posts: String(written.id),
    pages: String((await others({ type: 'page' })).id),
    comments: String((await commentOn(written)).id),
    media: media.split('/').at(-1)!,
    users: String(stranger.id),
    categories: (await term()).split('/').at(-1)!,
  };
}

function linksIn(page: string): string[] {
  const [nav = ''] = /<nav class="menu"[^]*?<\/nav>/.exec(page) ?? [];
  return [...nav.matchAll(/<a href="([^"]*)"/g)].map(([, path]) => path!);
}

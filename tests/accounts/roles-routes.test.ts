// tests/accounts/roles-routes.test.ts: the menu holds what a role may open; no door stands open for those without a role.
import { expect, test } from 'vitest';
import { roles } from '../../src/accounts/user.ts';
import { createApp } from '../../src/app.ts';
import { routesOf } from '../../src/cli-routes.ts';
import { features } from '../../src/features.ts';
import { commentOn, file, kitOf, letters, others, site, stranger, term } from './role-kit.ts';

const { db } = site.blog;

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
  const doors = adminRoutes();
  const own = /^\/(profile|go|palette|menu|authorize-application)?(\/|$)/;
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

/** All addresses below /admin. */
const adminRoutes = () =>
  routesOf(createApp(site.blog, features))
    .filter(({ path }) => path.startsWith('/admin/'))
    .map(({ method, path }) => ({ method: method.toLowerCase() as 'get' | 'post', path: path.slice(6) }));

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

// tests/dashboard/menu.test.ts: the menu: WordPress's order, and for each role what it may open.
import { expect, test } from 'vitest';
import type { Role } from '../../src/accounts/user.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();

/** The titles of the menu on a page, and those folded out under the current one. */
function menuIn(page: string): { top: string[]; below: string[] } {
  const [nav = ''] = /<nav class="menu"[^]*?<\/nav>/.exec(page) ?? [];
  const titles = (text: string) => [...text.matchAll(/<a [^>]*>([^<]*)</g)].map(([, title]) => title!);
  const [inner = ''] = /<ul>(?:(?!<ul>)[^])*?<\/ul>/.exec(nav.slice(nav.indexOf('<ul>') + 4)) ?? [];
  return { top: titles(nav.replace(inner, '')), below: titles(inner) };
}

const menus: Record<Role, string[]> = {
  administrator: [
    'Dashboard',
    'Posts',
    'Media',
    'Pages',
    'Comments',
    'Appearance',
    'Users',
    'Tools',
    'Settings',
  ],
  editor: ['Dashboard', 'Posts', 'Media', 'Pages', 'Comments', 'Profile', 'Tools'],
  author: ['Dashboard', 'Posts', 'Media', 'Comments', 'Profile'],
  contributor: ['Dashboard', 'Posts', 'Comments', 'Profile'],
  subscriber: ['Dashboard', 'Profile'],
};

test.each(Object.entries(menus) as [Role, string[]][])(
  'the menu of the role %s, and all of it opens',
  async (role, expected) => {
    const agent = await site.signIn(await site.hasUser({ role }));

    const page = (await agent.get('/admin/')).text;
    const paths = [...page.matchAll(/<a href="(\/admin\/[^"]*)"/g)].map(([, path]) => path!);
    const answers = await Promise.all(paths.map(async (path) => [path, (await agent.get(path)).status]));

    expect(menuIn(page).top).toEqual(expected);
    expect(answers.filter(([, status]) => status !== 200)).toEqual([]);
  },
);

test('what stands under an entry is shown where one is', async () => {
  const admin = await site.signIn(await site.hasUser({ role: 'administrator' }));
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

  const profile = await admin.get('/admin/profile');
  const tools = await editor.get('/admin/linkbacks');

  expect(menuIn(profile.text).below).toEqual(['All users', 'Profile']);
  expect(profile.text).toMatch(/<a href="\/admin\/users" aria-current="true">Users/);
  expect(profile.text).toMatch(/<a href="\/admin\/profile" aria-current="page">Profile/);
  expect(menuIn(tools.text)).toMatchObject({ below: ['Linkbacks sent'] });
});

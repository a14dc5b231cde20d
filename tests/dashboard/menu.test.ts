// tests/dashboard/menu.test.ts: the menu: WordPress's order, and for each role what it may open.
import fs from 'node:fs';
import { expect, test } from 'vitest';
import type { Role } from '../../src/accounts/user.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();

/** The titles of the menu on a page, and those folded out under the current one. */
function menuIn(page: string): { top: string[]; below: string[] } {
  const [nav = ''] = /<nav class="menu"[^]*?<\/nav>/.exec(page) ?? [];
  const lines = [...nav.matchAll(/<a href="\/admin\/[^>]*>([^]*?)<\/a>/g)].map(([, line]) => line!);
  const title = (line: string) => line.replace(/<span class="bubble"[^]*/, '').replace(/<[^>]*>/g, '');
  const hasIcon = (line: string) => line.includes('<svg');
  return { top: lines.filter(hasIcon).map(title), below: lines.filter((line) => !hasIcon(line)).map(title) };
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

/** An icon that a view model chooses is named in its source as a word of its own. */
const sources = fs
  .readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => fs.readFileSync(`src/${file}`, 'utf8'))
  .join('\n');
const isInSources = (id: string) => sources.includes(`icon: '${id}'`);

test('what stands under an entry is shown where one is', async () => {
  const admin = await site.signIn(await site.hasUser({ role: 'administrator' }));
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

  const profile = await admin.get('/admin/profile');
  const tools = await editor.get('/admin/linkbacks');

  expect(menuIn(profile.text).below).toEqual(['All users', 'Profile']);
  expect(profile.text).toMatch(/<a href="\/admin\/users" title="Users" aria-current="true">/);
  expect(profile.text).toMatch(/<a href="\/admin\/profile" aria-current="page">Profile/);
  expect(menuIn(tools.text)).toMatchObject({ below: ['Embeds', 'Linkbacks sent', 'Broken links'] });
});

test('each screen says how many comments wait for whoever looks, in the menu and in its title', async () => {
  const author = await site.hasUser({ role: 'author' });
  const own = await site.hasPost({ author_id: author.id });
  const other = await site.hasPost({});
  for (const post of [own, other, other])
    await site.hasComment({ post_id: post.id, status: 'hold', content: 'Wait' });
  const bubbles = (page: string) =>
    [...page.matchAll(/aria-label="([^"]*) pending">(\d+)</g)].map(([, , n]) => n);
  const titleOf = (page: string) => /<title>(.*)<\/title>/.exec(page)![1];

  const admin = await (await site.signIn(await site.hasUser({ role: 'administrator' }))).get('/admin/media');
  const writer = await (await site.signIn(author)).get('/admin/profile');
  const reader = await (await site.signIn(await site.hasUser({ role: 'subscriber' }))).get('/admin/');

  expect(bubbles(admin.text)).toEqual(['3', '3']);
  expect(titleOf(admin.text)).toBe('(3) Media – Quillback');
  expect(bubbles(writer.text)).toEqual(['1', '1']);
  expect(bubbles(reader.text)).toEqual([]);
  expect(titleOf(reader.text)).toBe('Dashboard – Quillback');
});

test('the menu is collapsed for the one who did so, on all screens, until it is expanded', async () => {
  const agent = await site.signIn(await site.hasUser({ role: 'author' }));
  const other = await site.signIn(await site.hasUser({ role: 'author' }));
  const isNarrow = async (who: typeof agent) =>
    (await who.get('/admin/posts')).text.includes('class="is-narrow"');

  const answer = await agent.post('/admin/menu/collapse').type('form').send({ back: '/admin/media' });
  const after = [await isNarrow(agent), await isNarrow(other)];
  await agent
    .post('/admin/menu/expand')
    .type('form')
    .send({ back: 'https://elsewhere.example/' })
    .expect('Location', '/admin/');

  expect([answer.status, answer.headers.location]).toEqual([303, '/admin/media']);
  expect([...after, await isNarrow(agent)]).toEqual([true, false, false]);
});

test('each icon that a screen names is in the one file of icons, and no other', () => {
  const views = fs
    .readdirSync('views', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ejs'));
  const words = [
    ...views.map((file) => fs.readFileSync(`views/${file}`, 'utf8')),
    ...site.blog.extensions.admin_menu.map(({ icon }) => `'${icon}'`),
  ].join('\n');
  const kept = [...fs.readFileSync('public/svg/icons.svg', 'utf8').matchAll(/<symbol id="([^"]+)"/g)].map(
    ([, id]) => id!,
  );
  const named = [...words.matchAll(/include\('[^']*_icon', \{ name: '([^']+)'/g)].map(([, name]) => name!);

  expect(named.filter((name) => !kept.includes(name))).toEqual([]);
  expect(kept.filter((id) => !words.includes(`'${id}'`) && !isInSources(id))).toEqual([]);
});
